import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { CertificatePinStore } from '../../../src/views/certificatePinStore';

/** The state that all windows share. */
class State {
  readonly values = new Map<string, unknown>();
  failing = false;

  keys = (): readonly string[] => [...this.values.keys()];
  get = (key: string): unknown => this.values.get(key);
  update = (key: string, value: unknown): Promise<void> => {
    if (this.failing) {
      return Promise.reject(new Error('disk full'));
    }
    if (value === undefined) {
      this.values.delete(key);
    } else {
      this.values.set(key, value);
    }
    return Promise.resolve();
  };
  setKeysForSync = (): void => undefined;
}

describe('CertificatePinStore', () => {
  let state: State;
  const focus: ((state: vscode.WindowState) => unknown)[] = [];
  const stores: CertificatePinStore[] = [];

  const open = () => {
    const store = new CertificatePinStore(state);
    const told: string[] = [];
    store.onDidChange((origin) => told.push(origin));
    stores.push(store);
    return { store, told, focus: () => focus[stores.indexOf(store)]?.({ focused: true, active: true }) };
  };

  beforeEach(() => {
    state = new State();
    vi.spyOn(vscode.window, 'onDidChangeWindowState').mockImplementation((listener) => {
      focus.push(listener);
      return vscode.Disposable.from();
    });
  });

  afterEach(() => {
    stores.splice(0).forEach((store) => store.dispose());
    focus.length = 0;
    vi.restoreAllMocks();
  });

  it('keeps a pin for each origin, and tells who sets and removes one', async () => {
    const { store, told } = open();
    await store.set('https://a:443', 'AA');
    await store.set('https://b:443', 'BB');
    await store.set('https://b:443', 'BB');
    await store.delete('https://a:443');
    await store.delete('https://never:443');
    expect([store.get('https://a:443'), store.get('https://b:443')]).toEqual([undefined, 'BB']);
    expect(told).toEqual(['https://a:443', 'https://b:443', 'https://a:443']);
  });

  it('loses no decision when two windows decide, and tells the other window when it gets the focus', async () => {
    const one = open();
    const other = open();
    await Promise.all([one.store.set('https://a:443', 'AA'), other.store.set('https://b:443', 'BB')]);
    expect([other.store.get('https://a:443'), one.store.get('https://b:443')]).toEqual(['AA', 'BB']);
    other.focus();
    other.focus();
    expect(other.told.toSorted()).toEqual(['https://a:443', 'https://b:443']);
  });

  it('takes over the pins of version 0.1, and does not bring a removed one back', async () => {
    state.values.set('psx.certificatePins', { 'https://a:443': 'AA', 'https://b:443': 7 });
    const { store } = open();
    await vi.waitFor(() => expect(state.values.has('psx.certificatePins')).toBe(false));
    expect(store.get('https://a:443')).toBe('AA');
    await store.delete('https://a:443');
    expect(open().store.get('https://a:443')).toBeUndefined();
  });

  it('keeps the pins of version 0.1 when they cannot be moved', async () => {
    state.values.set('psx.certificatePins', { 'https://a:443': 'AA' });
    state.failing = true;
    open();
    state.failing = false;
    await vi.waitFor(() => expect(open().store.get('https://a:443')).toBe('AA'));
  });
});
