import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as vscode from 'vscode';
import { CredentialStore, type CredentialsChange } from '../../../src/views/credentialStore';

const origin = 'https://gm1:443';
const login = { user: 'info', password: 'correct horse' };

/** The secrets of a desktop, whose windows share them, or of a page. */
class Secrets {
  readonly values = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  isLocked = false;

  readonly onDidChange = this.#changed.event;
  get = (key: string): Promise<string | undefined> => (this.isLocked ? Promise.reject(new Error('locked')) : Promise.resolve(this.values.get(key)));
  store = (key: string, value: string): Promise<void> => {
    this.values.set(key, value);
    this.#changed.fire({ key });
    return Promise.resolve();
  };
  delete = (key: string): Promise<void> => {
    this.values.delete(key);
    this.#changed.fire({ key });
    return Promise.resolve();
  };
}

describe('CredentialStore', () => {
  let secrets: Secrets;
  let stores: CredentialStore[];

  const open = (shared = secrets) => {
    const store = new CredentialStore(shared);
    const told: CredentialsChange[] = [];
    store.onDidChange((change) => told.push(change));
    stores.push(store);
    return { store, told };
  };

  beforeEach(() => {
    secrets = new Secrets();
    stores = [];
  });
  afterEach(() => stores.forEach((store) => store.dispose()));

  it('names what was entered in this window, and each time anew', async () => {
    const { store, told } = open();
    await store.set(origin, login);
    await store.set(origin, login);
    await vi.waitFor(() => expect(told).toHaveLength(2));
    const [, last] = told;
    expect([await store.get(origin), last?.origin, typeof last?.entry]).toEqual([login, origin, 'string']);
    await store.set(origin, login);
    await vi.waitFor(() => expect(told).toHaveLength(3));
    expect(told[2]?.entry).not.toBe(last?.entry);
  });

  it('knows by its name what was entered in a window that shares its secrets, and nothing of any other', async () => {
    const [entering, sharing, other] = [open(), open(), open(new Secrets())];
    await other.store.set(origin, login);
    await entering.store.set(origin, login);
    await vi.waitFor(() => expect([entering.told.length, sharing.told.length]).toEqual([1, 1]));
    const entry = entering.told[0]?.entry ?? '';
    expect(sharing.told).toEqual([{ origin }]);
    expect(await Promise.all([entering, sharing, other].map(({ store }) => store.holdsEntry(origin, entry)))).toEqual([true, true, false]);
    await sharing.store.set(origin, login);
    await vi.waitFor(() => expect(entering.told).toHaveLength(2));
    expect([entering.told[1], await entering.store.holdsEntry(origin, entry)]).toEqual([{ origin }, false]);
  });

  it('tells of what was forgotten', async () => {
    const { store, told } = open();
    await store.set(origin, login);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    await store.delete(origin);
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect([told[1], await store.get(origin)]).toEqual([{ origin }, undefined]);
  });

  it('does not know what it holds when that cannot be read', async () => {
    const { store } = open();
    secrets.isLocked = true;
    expect(await store.holdsEntry(origin, 'e')).toBeUndefined();
  });

  it('tells of a change, without its name, although the store does not answer', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { store, told } = open();
    secrets.get = () => new Promise(() => undefined);
    await store.set(origin, login);
    const isHeld = store.holdsEntry(origin, 'e');
    await vi.advanceTimersByTimeAsync(2_000);
    expect([told, await isHeld, vi.getTimerCount()]).toEqual([[{ origin }], undefined, 0]);
  });

  it.each([JSON.stringify(login), '{', 'null', '[]'])('has no name for what an earlier version has stored: %s', async (stored) => {
    const { store } = open();
    secrets.values.set(`psx:${origin}`, stored);
    expect(await store.holdsEntry(origin, 'e')).toBe(false);
  });
});
