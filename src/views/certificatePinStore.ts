import * as vscode from 'vscode';
import type { CertificatePins } from '../model/certificatePins';

const stateKey = 'psx.certificatePins';

/** The certificates that the person trusts, by origin, in the extension's global state (never in settings). */
export class CertificatePinStore implements CertificatePins, vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<string>();

  /** Fires with the origin whose pin was set or removed. */
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get(origin: string): string | undefined {
    return this.#pins()[origin];
  }

  /** Trusts the certificate with this SHA-256 fingerprint (`AA:BB:…`) for the origin, and no other. */
  async set(origin: string, fingerprint256: string): Promise<void> {
    await this.#state.update(stateKey, { ...this.#pins(), [origin]: fingerprint256 });
    this.#changed.fire(origin);
  }

  async delete(origin: string): Promise<void> {
    const { [origin]: removed, ...others } = this.#pins();
    if (removed !== undefined) {
      await this.#state.update(stateKey, others);
      this.#changed.fire(origin);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #pins(): Readonly<Record<string, string>> {
    const stored = this.#state.get<unknown>(stateKey);
    if (typeof stored !== 'object' || stored === null) {
      return {};
    }
    return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  }
}
