import { vi } from 'vitest';
import * as vscode from 'vscode';

/** Settings that a test changes: `psx.alarms.preset` and so on. Restore all mocks afterwards. */
export class SettingsStub {
  readonly #values = new Map<string, unknown>();
  readonly #listeners = new Set<(change: vscode.ConfigurationChangeEvent) => unknown>();

  constructor() {
    vi.spyOn(vscode.workspace, 'getConfiguration').mockImplementation((section = '') => {
      const get = (key: string, fallback?: unknown): unknown => this.#values.get([section, key].filter((part) => part !== '').join('.')) ?? fallback;
      return { get } as unknown as vscode.WorkspaceConfiguration;
    });
    vi.spyOn(vscode.workspace, 'onDidChangeConfiguration').mockImplementation((listener) => {
      this.#listeners.add(listener);
      return vscode.Disposable.from({ dispose: () => this.#listeners.delete(listener) });
    });
  }

  set(key: string, value: unknown): void {
    this.#values.set(key, value);
    this.#listeners.forEach((listener) => listener({ affectsConfiguration: (section) => key === section || key.startsWith(`${section}.`) }));
  }
}
