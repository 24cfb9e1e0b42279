/** A log-in that a person has entered in this window while another one polled. */
export interface OwnLogin {
  /** `scheme://host:port`. */
  readonly origin: string;
  /** See `HoldsEntry`. */
  readonly entry: string;
}

/**
 * The log-ins by the ids of their devices that were entered here while the window that polled was refused with its own, and that this window polls with itself.
 * They outlive the window that polled, so that none is sent twice.
 */
export class OwnLogins {
  readonly #used = new Map<string, OwnLogin>();
  /** The last entry that was used for each device, also when it is used no more. */
  readonly #tried = new Map<string, string>();

  /** What is used for the device: it is tried for the first time, or works. */
  get(deviceId: string): OwnLogin | undefined {
    return this.#used.get(deviceId);
  }

  get deviceIds(): readonly string[] {
    return [...this.#used.keys()];
  }

  use(deviceId: string, login: OwnLogin): void {
    this.#used.set(deviceId, login);
    this.#tried.set(deviceId, login.entry);
  }

  /** Whether the device may have been sent it already. */
  wasTried(deviceId: string, { entry }: OwnLogin): boolean {
    return this.#tried.get(deviceId) === entry;
  }

  /** Returns whether there was one. */
  drop(deviceId: string): boolean {
    return this.#used.delete(deviceId);
  }

  dropAll(): void {
    this.#used.clear();
  }
}
