import * as vscode from 'vscode';
import type { Credentials } from '../model/credentials';

const keyPrefix = 'psx:';

/**
 * Log-ins in the editor's secret storage, bound to the origin (`scheme://host:port`): a device that moves to another
 * host never receives the old password. Nothing else in this extension stores a password.
 */
export class CredentialStore implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #subscription: vscode.Disposable;

  /** Fires with the origin whose credentials were set or forgotten, in whichever window. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(keyPrefix)) {
        this.#changed.fire(key.slice(keyPrefix.length));
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
    await this.#secrets.store(keyPrefix + origin, JSON.stringify({ user, password }));
  }

  async delete(origin: string): Promise<void> {
    await this.#secrets.delete(keyPrefix + origin);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function parseCredentials(stored: string): Credentials | undefined {
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { user, password } = value as Record<string, unknown>;
  return typeof user === 'string' && typeof password === 'string' ? { user, password } : undefined;
}
