import type { Json } from '../model/json';
import type { StateStore } from '../model/stateStore';
import { knownDeviceJson, parseKnownDevice, type KnownDevice } from './knownDevice';

/** Kind of the state store. */
const kind = 'lastKnown';

/**
 * What was last known of each device, kept in the state store for the time after a reload. Every window goes by what it has seen itself: an event that one
 * window left to another one might be told by none.
 */
export class KnownDevices {
  readonly #states: StateStore;
  readonly #known = new Map<string, KnownDevice>();

  constructor(states: StateStore) {
    this.#states = states;
    for (const [deviceId, json] of states.entries(kind)) {
      const known = parseKnownDevice(json);
      if (known !== undefined) {
        this.#known.set(deviceId, known);
      }
    }
  }

  get ids(): readonly string[] {
    return [...this.#known.keys()];
  }

  get(deviceId: string): KnownDevice | undefined {
    return this.#known.get(deviceId);
  }

  put(deviceId: string, known: KnownDevice): void {
    if (this.#known.get(deviceId) !== known) {
      this.#known.set(deviceId, known);
      this.#states.put(kind, new Map([[deviceId, knownDeviceJson(known)]]));
    }
  }

  remove(deviceId: string): void {
    if (this.#known.delete(deviceId)) {
      this.#states.put(kind, new Map<string, Json | undefined>([[deviceId, undefined]]));
    }
  }
}
