import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import type { InstalledExtension } from './callingExtension';

/** The extensions of this window, read again when some are installed or removed. */
export class InstalledExtensions implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #all: readonly InstalledExtension[] | undefined;

  constructor() {
    this.#subscription = vscode.extensions.onDidChange(() => (this.#all = undefined));
  }

  get all(): readonly InstalledExtension[] {
    this.#all ??= vscode.extensions.all.map(({ id, extensionPath }) => ({ id, folders: [...new Set([extensionPath, realPath(extensionPath)])] }));
    return this.#all;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

/** Node loads the files of a linked folder from where it really is. An extension that is not on the disk keeps its path. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
