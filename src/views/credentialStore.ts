import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { Deadline } from '../ltos/deadline';
import type { Credentials } from '../model/credentials';

const keyPrefix = 'psx:';

/** How long the editor's store may take to answer. */
const answerMs = 2_000;

const unreadable = Symbol('unreadable');

/** That the credentials of an origin are others, or none. */
export interface CredentialsChange {
  readonly origin: string;
  /** A random name for them, when they were entered in this window. */
  readonly entry?: string;
}

/**
 * Log-ins in the editor's secret storage, bound to the origin (`scheme://host:port`): a device that moves to another
 * host never receives the old password. Nothing else in this extension stores a password.
 */
export class CredentialStore implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  /** What was entered last in this window, by origin. */
  readonly #entries = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<CredentialsChange>();
  readonly #subscription: vscode.Disposable;

  /** Fires when credentials were set or forgotten, in whichever window. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(keyPrefix)) {
        void this.#tell(key.slice(keyPrefix.length));
      }
    });
  }

  /**
   * The credentials of an origin; `undefined` when none are stored, or when what is stored cannot be understood
   * (then the person is asked again). Rejects when the password store itself cannot be read.
   */
  async get(origin: string): Promise<Credentials | undefined> {
    const stored = await this.#secrets.get(keyPrefix + origin);
    return stored === undefined ? undefined : parseCredentials(stored);
  }

  async set(origin: string, credentials: Credentials): Promise<void> {
    const { user, password } = credentials;
    const entry = randomUUID();
    this.#entries.set(origin, entry);
    await this.#secrets.store(keyPrefix + origin, JSON.stringify({ user, password, entry }));
  }

  /** See `HoldsEntry`. */
  async holdsEntry(origin: string, entry: string): Promise<boolean | undefined> {
    const held = await this.#entryOf(origin);
    return held === unreadable ? undefined : held === entry;
  }

  async delete(origin: string): Promise<void> {
    await this.#secrets.delete(keyPrefix + origin);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** What another window has stored meanwhile was not entered in this one. */
  async #tell(origin: string): Promise<void> {
    const entry = this.#entries.get(origin);
    const isOwn = entry !== undefined && (await this.#entryOf(origin)) === entry;
    this.#changed.fire({ origin, ...(isOwn ? { entry } : {}) });
  }

  /** {@link unreadable} as well when the store does not answer: whoever is to be told of a change is not kept waiting. */
  async #entryOf(origin: string): Promise<unknown> {
    const deadline = new Deadline(answerMs);
    try {
      return membersOf((await deadline.race(Promise.resolve(this.#secrets.get(keyPrefix + origin)))) ?? '').entry;
    } catch {
      return unreadable;
    } finally {
      deadline.clear();
    }
  }
}

function parseCredentials(stored: string): Credentials | undefined {
  const { user, password } = membersOf(stored);
  return typeof user === 'string' && typeof password === 'string' ? { user, password } : undefined;
}

function membersOf(stored: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
