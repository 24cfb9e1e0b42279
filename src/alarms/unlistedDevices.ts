import type { Json } from '../model/json';
import type { StateStore } from '../model/stateStore';

/** Kind of the state store. */
const kind = 'unlistedDevices';

/** Long enough for somebody to find the slip of the pen; who takes a device out of the settings by hand does not come back for its alarms later. */
const keptMs = 7 * 24 * 3_600_000;

/** Devices that are known but no longer configured, and since when. */
export class UnlistedDevices {
  readonly #states: StateStore;
  readonly #since = new Map<string, number>();

  constructor(states: StateStore) {
    this.#states = states;
    for (const [deviceId, since] of states.entries(kind)) {
      if (typeof since === 'number') {
        this.#since.set(deviceId, since);
      }
    }
  }

  /** The device is not configured, as it may have been before. */
  add(deviceId: string, now: number): void {
    if (!this.#since.has(deviceId)) {
      this.#set(deviceId, now);
    }
  }

  /** It is configured again, or forgotten. */
  remove(deviceId: string): void {
    if (this.#since.has(deviceId)) {
      this.#set(deviceId, undefined);
    }
  }

  /** Those that nobody has configured again for a week. */
  expired(now: number): readonly string[] {
    return [...this.#since].filter(([, since]) => now - since > keptMs).map(([deviceId]) => deviceId);
  }

  #set(deviceId: string, since: number | undefined): void {
    if (since === undefined) {
      this.#since.delete(deviceId);
    } else {
      this.#since.set(deviceId, since);
    }
    this.#states.put(kind, new Map<string, Json | undefined>([[deviceId, since]]));
  }
}
