import type { HandledRequest } from '../interapp/handlerRegistry';
import type { InterAppBus } from '../interapp/interAppBus';
import type { Disposable } from '../model/event';
import type { Communication, CommunicationState, DeviceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { DeviceUpdate } from './deviceUpdate';
import { holdBack, placed, withKnownInstances, type Discovery } from './discovery';
import type { FleetStore } from './fleetStore';
import { changesOf, eventOf, reachableEvents, unreachableEvents } from './provisioningEvents';

/** Where the pollers bring their news. */
export type DeviceNews = Pick<FleetStore, 'get' | 'apply'>;

/** Where another window's news are brought. */
export interface AdoptedNews {
  /** Takes in a device as another window has it, unless it is not configured here, or elsewhere. The snapshot is frozen, and must be nobody else's. */
  adopt(snapshot: DeviceSnapshot): void;
}

/** The device does not answer, or does not let anybody in. */
const unreachable: ReadonlySet<CommunicationState> = new Set(['timeout', 'slowPoll', 'unauthorized']);
/** The device answers. */
const reachable: ReadonlySet<CommunicationState> = new Set(['responding', 'waitingForSlotId']);

/** What is announced and not yet handled. */
interface Announcement {
  readonly deviceId: string;
  readonly discovery: Discovery;
  /** Resolves when its event is handled, well or not. */
  readonly handled: Promise<unknown>;
}

/** That a device answers, which is told when what was announced of it is in the tree. */
interface Deferred {
  readonly origin: string;
  readonly at: number;
  readonly communication: (updated: DeviceSnapshot) => Communication;
}

/**
 * Brings news into the store. Values go there at once; that a slot or a PTP instance came, went or holds another module is announced over the
 * bus, from the chassis to its cards and from a card to its instances, and becomes true in the store by the handlers of these events.
 *
 * What is announced but not yet handled is kept up to date by later news, and taken back by news that say otherwise. An event that fails is
 * announced again with the next news. That a device begins to answer
 * is told after what its first answer announced; every other state at once.
 */
export class Provisioning implements DeviceNews, AdoptedNews, Disposable {
  readonly #store: FleetStore;
  readonly #bus: Pick<InterAppBus, 'publish' | 'register'>;
  /** By the address of whom it is about. */
  readonly #announced = new Map<string, Announcement>();
  /** By the id of the device. */
  readonly #deferred = new Map<string, Deferred>();
  /** Since when a device does not answer, by its id: pauses and attempts in between do not count as answers. */
  readonly #unreachableSince = new Map<string, number>();
  readonly #registrations: readonly Disposable[];

  constructor(store: FleetStore, bus: Pick<InterAppBus, 'publish' | 'register'>) {
    this.#store = store;
    this.#bus = bus;
    const handle = (request: HandledRequest): Promise<string> => this.#provision(request);
    this.#registrations = [
      bus.register('card', { name: 'card provisioning', names: ['slotAdded', 'slotRemoved', 'moduleChanged'], handle }),
      bus.register('ptp', { name: 'instance provisioning', names: ['instanceAdded', 'instanceRemoved'], handle }),
      store.onDidChange(({ removed }) => removed.forEach((deviceId) => this.#forget(deviceId))),
    ];
  }

  /** The device with the slots that are announced: what is polled does not wait for handlers. */
  get(deviceId: string): DeviceSnapshot | undefined {
    const device = this.#store.get(deviceId);
    if (device === undefined) {
      return device;
    }
    const slots = this.#announcedOf(deviceId).reduce<readonly SlotSnapshot[]>(
      (all, { discovery }) => (discovery.of === 'slot' ? placed(all, discovery.after, discovery.order, ({ slotId }) => slotId) : all),
      device.slots,
    );
    return slots === device.slots ? device : { ...device, slots };
  }

  apply(update: DeviceUpdate): void {
    const before = this.#store.get(update.deviceId);
    const communication = this.#inOrder(update);
    const after = this.#store.merged({ ...update, ...(communication === undefined ? {} : { communication }) });
    if (before !== undefined && after !== undefined) {
      this.#take(before, after, update, communication);
    }
  }

  adopt(snapshot: DeviceSnapshot): void {
    const before = this.#store.get(snapshot.id);
    if (before?.baseUrl === snapshot.baseUrl) {
      const { id, baseUrl, communication } = snapshot;
      const update = { deviceId: id, origin: baseUrl, at: communication.since, slots: [] };
      this.#take(before, { ...snapshot, name: before.name }, update, () => communication);
    }
  }

  dispose(): void {
    this.#registrations.forEach((registration) => void registration.dispose());
  }

  #take(before: DeviceSnapshot, after: DeviceSnapshot, update: DeviceUpdate, communication: DeviceUpdate['communication']): void {
    const { deviceId } = update;
    const { held, found } = holdBack(before, after);
    this.#takeBack(update, before, found);
    // Whoever waits for a device to respond then finds its cards as well.
    const isNews = found.some((discovery) => !this.#announced.has(eventOf(deviceId, discovery).destination));
    const isEarly = isNews && reachable.has(after.communication.state) && !reachable.has(before.communication.state);
    const now = isEarly ? { ...held, communication: before.communication } : held;
    if (communication !== undefined) {
      if (isEarly) {
        this.#deferred.set(deviceId, { origin: update.origin, at: update.at, communication });
      } else {
        this.#deferred.delete(deviceId);
      }
    }
    this.#store.replace(now);
    this.#tell(before, now);
    void this.#announce(deviceId, found).then(() => this.#tellDeferred(deviceId));
  }

  #announcedOf(deviceId: string): readonly Announcement[] {
    return this.#announced.size === 0 ? [] : [...this.#announced.values()].filter((announcement) => announcement.deviceId === deviceId);
  }

  #isAnnouncing(deviceId: string): boolean {
    return this.#announcedOf(deviceId).length > 0;
  }

  /** What an update says of the communication, after what is deferred. */
  #inOrder({ deviceId, origin, communication }: DeviceUpdate): DeviceUpdate['communication'] {
    const earlier = this.#deferred.get(deviceId);
    return communication === undefined || earlier?.origin !== origin
      ? communication
      : (updated) => communication({ ...updated, communication: earlier.communication(updated) });
  }

  #tellDeferred(deviceId: string): void {
    const deferred = this.#deferred.get(deviceId);
    if (deferred !== undefined && !this.#isAnnouncing(deviceId)) {
      this.#deferred.delete(deviceId);
      this.apply({ deviceId, ...deferred });
    }
  }

  /** Forgets announcements that the update has made untrue before they were handled. */
  #takeBack({ deviceId, slots, modules = [] }: DeviceUpdate, before: DeviceSnapshot, found: readonly Discovery[]): void {
    const isCovered = (slotId: string): boolean =>
      slots !== undefined || (modules.some((module) => module.slotId === slotId) && before.slots.some((slot) => slot.slotId === slotId));
    const stillTrue = new Set(found.map((discovery) => eventOf(deviceId, discovery).destination));
    for (const { discovery } of this.#announcedOf(deviceId)) {
      const { destination } = eventOf(deviceId, discovery);
      if (isCovered(discovery.slotId) && !stillTrue.has(destination)) {
        this.#announced.delete(destination);
      }
    }
  }

  /** Resolves when all that was found is handled, well or not. */
  async #announce(deviceId: string, found: readonly Discovery[]): Promise<void> {
    await Promise.all(
      found.map((discovery) => {
        const event = eventOf(deviceId, discovery);
        const { destination } = event;
        const handled = this.#announced.get(destination)?.handled ?? this.#bus.publish(event).settled;
        this.#announced.set(destination, { deviceId, discovery, handled });
        return handled.then(() => this.#forgetHandled(destination, handled));
      }),
    );
  }

  /** One that was taken back may have been announced anew. */
  #forgetHandled(destination: string, handled: Promise<unknown>): void {
    if (this.#announced.get(destination)?.handled === handled) {
      this.#announced.delete(destination);
    }
  }

  #tell(before: DeviceSnapshot, after: DeviceSnapshot): void {
    for (const event of changesOf(before, after)) {
      this.#bus.publish(event);
    }
    const { state, since } = after.communication;
    const unreachableSince = this.#unreachableSince.get(after.id);
    if (unreachable.has(state) && unreachableSince === undefined) {
      this.#unreachableSince.set(after.id, since);
      unreachableEvents(after).forEach((event) => this.#bus.publish(event));
    } else if (reachable.has(state) && unreachableSince !== undefined) {
      this.#unreachableSince.delete(after.id);
      reachableEvents(after, unreachableSince).forEach((event) => this.#bus.publish(event));
    }
  }

  #forget(deviceId: string): void {
    this.#deferred.delete(deviceId);
    this.#unreachableSince.delete(deviceId);
    for (const [destination, announcement] of this.#announced) {
      if (announcement.deviceId === deviceId) {
        this.#announced.delete(destination);
      }
    }
  }

  /** Makes true what was announced. Returns what the table shows. */
  async #provision({ destination, address }: HandledRequest): Promise<string> {
    const device = address.kind === 'card' || address.kind === 'ptp' ? this.#store.get(address.deviceId) : undefined;
    if (device === undefined) {
      return 'Nothing to do: the device is gone';
    }
    const discovery = this.#announced.get(destination)?.discovery;
    if (discovery === undefined) {
      return 'Nothing to do: it is as before again';
    }
    if (discovery.of === 'slot') {
      return this.#provisionSlot(device, discovery);
    }
    const slot = device.slots.find(({ slotId }) => slotId === discovery.slotId);
    if (slot === undefined) {
      return 'Nothing to do: the card is gone';
    }
    const ptpInstances = placed(slot.ptpInstances, discovery.after, discovery.order, ({ id }) => id);
    this.#store.replace({ ...device, slots: device.slots.map((candidate) => (candidate === slot ? { ...slot, ptpInstances } : candidate)) });
    return discovery.after.missingSince === undefined ? 'Instance is in the tree' : 'Instance is shown as missing';
  }

  async #provisionSlot(device: DeviceSnapshot, { slotId, after, order }: Extract<Discovery, { of: 'slot' }>): Promise<string> {
    const found: Discovery[] = [];
    const previous = device.slots.find((slot) => slot.slotId === slotId);
    const slot = withKnownInstances(previous, after, found);
    this.#store.replace({ ...device, slots: placed(device.slots, slot, order, (candidate) => candidate.slotId) });
    await this.#announce(device.id, found);
    return after.missingSince === undefined ? 'Card is in the tree' : 'Card is shown as missing';
  }
}
