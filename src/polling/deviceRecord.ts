import type { DeviceConfig } from '../model/deviceConfig';
import type { DeviceSnapshot } from '../model/snapshot';
import { nextCommunication, type CommunicationEvent } from './communicationState';
import type { DeviceUpdate } from './deviceUpdate';
import type { DeviceNews } from './provisioning';

/** The part of the store that is about one device, until its poller is disposed of. */
export class DeviceRecord {
  readonly #store: DeviceNews;
  readonly #config: () => DeviceConfig;
  #isClosed = false;

  constructor(store: DeviceNews, config: () => DeviceConfig) {
    this.#store = store;
    this.#config = config;
  }

  get device(): DeviceSnapshot | undefined {
    return this.#isClosed ? undefined : this.#store.get(this.#config().id);
  }

  apply(update: Omit<DeviceUpdate, 'deviceId' | 'origin'>): void {
    if (!this.#isClosed) {
      const { id, origin } = this.#config();
      this.#store.apply({ ...update, deviceId: id, origin });
    }
  }

  tell(event: CommunicationEvent): void {
    this.apply({ at: event.at, communication: ({ communication }) => nextCommunication(communication, event) });
  }

  /** Slots could not be read: those whose data are older than that, or of unknown age, must not be shown as current. */
  markStale(slotIds: readonly string[], at: number, oldestAgeMs: number): void {
    const slots = this.device?.slots ?? [];
    // Data from the future: the clock was set back.
    const isStale = (updatedAt: number): boolean => at < updatedAt || at - updatedAt >= oldestAgeMs;
    const stale = slots.filter(({ slotId, updatedAt = 0 }) => slotIds.includes(slotId) && isStale(updatedAt));
    this.apply({ at, staleSlotIds: stale.map(({ slotId }) => slotId) });
  }

  /** From now on nothing is said any more. */
  close(): void {
    this.#isClosed = true;
  }
}
