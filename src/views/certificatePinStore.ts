import * as vscode from 'vscode';
import type { CertificatePins } from '../model/certificatePins';

const keyPrefix = 'psx.certificatePin:';
/** Where all pins were kept together up to version 0.1. */
const formerKey = 'psx.certificatePins';

/**
 * The certificates that the person trusts, by origin, in the extension's global state (never in settings). A key for each origin: two
 * windows that decide about different devices do not undo each other's decision.
 */
export class CertificatePinStore implements CertificatePins, vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #subscription: vscode.Disposable;
  /** The pins that listeners know of. */
  #told: ReadonlyMap<string, string>;

  /** Fires with the origin whose pin was set or removed; when that happened in another window, as soon as this one gets the focus. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#moveFormer();
    this.#told = this.#pins();
    // The state of all windows is one, but it tells nobody that it changed.
    this.#subscription = vscode.window.onDidChangeWindowState(({ focused }) => (focused ? this.#tell() : undefined));
  }

  get(origin: string): string | undefined {
    return textOrNothing(this.#state.get<unknown>(keyPrefix + origin));
  }

  /** Trusts the certificate with this SHA-256 fingerprint (`AA:BB:…`) for the origin, and no other. */
  async set(origin: string, fingerprint256: string): Promise<void> {
    await this.#state.update(keyPrefix + origin, fingerprint256);
    this.#tell();
  }

  async delete(origin: string): Promise<void> {
    await this.#state.update(keyPrefix + origin, undefined);
    this.#tell();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #tell(): void {
    const before = this.#told;
    const now = this.#pins();
    this.#told = now;
    for (const origin of new Set([...before.keys(), ...now.keys()])) {
      if (before.get(origin) !== now.get(origin)) {
        this.#changed.fire(origin);
      }
    }
  }

  #pins(): ReadonlyMap<string, string> {
    const pins = new Map<string, string>();
    for (const key of this.#state.keys()) {
      const pin = key.startsWith(keyPrefix) ? textOrNothing(this.#state.get<unknown>(key)) : undefined;
      if (pin !== undefined) {
        pins.set(key.slice(keyPrefix.length), pin);
      }
    }
    return pins;
  }

  /** The memento shows what is written at once; when the write itself fails, the former pins are there to be moved the next time. */
  #moveFormer(): void {
    const former = this.#state.get<unknown>(formerKey);
    if (typeof former !== 'object' || former === null) {
      return;
    }
    const moves = Object.entries(former).flatMap(([origin, pin]) =>
      typeof pin === 'string' && this.get(origin) === undefined ? [this.#state.update(keyPrefix + origin, pin)] : [],
    );
    void Promise.all(moves).then(
      () => this.#state.update(formerKey, undefined),
      () => undefined,
    );
  }
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
