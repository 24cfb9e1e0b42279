/** A log-in that this window polls a device with while another one polls the others. */
export interface OwnLogin {
  /** `scheme://host:port`. */
  readonly origin: string;
  /** See `HoldsEntry`; `undefined` for what was in use before the other window had any. */
  readonly entry?: string;
}

/** One that a person has entered in this window. */
export type EnteredLogin = OwnLogin & { readonly entry: string };

/**
 * The log-ins by the ids of their devices that were entered here while the window that polled was refused with its own, or had none, and that this window
 * polls with itself. They outlive the window that polled, so that none is sent twice.
 */
export class OwnLogins {
  readonly #used = new Map<string, OwnLogin>();
  /** The last entry that was used for each device, also when it is used no more. */
  readonly #tried = new Map<string, string>();

  /** What is used for the device: it is tried for the first time, or works. */
  get(deviceId: string): OwnLogin | undefined {
    return this.#used.get(deviceId);
  }

  /** Drops all but these. Returns the origins of what is left, by the ids of the devices. */
  keep(isKept: (deviceId: string) => boolean): ReadonlyMap<string, string> {
    [...this.#used.keys()].filter((deviceId) => !isKept(deviceId)).forEach((deviceId) => this.drop(deviceId));
    return new Map([...this.#used].map(([deviceId, { origin }]) => [deviceId, origin]));
  }

  use(deviceId: string, login: OwnLogin): void {
    this.#used.set(deviceId, login);
    if (login.entry !== undefined) {
      this.#tried.set(deviceId, login.entry);
    }
  }

  /** Whether the device may have been sent it already. */
  wasTried(deviceId: string, { entry }: EnteredLogin): boolean {
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
