import { cardAddress, chassisAddress, ptpAddress } from '../interapp/address';
import type { HandledRequest } from '../interapp/handlerRegistry';
import type { InterAppBus } from '../interapp/interAppBus';
import type { Disposable } from '../model/event';
import type { Address, InterAppEvent, ModuleIdentity } from '../model/interApp';
import type { CommunicationState, DeviceSnapshot, SlotSnapshot } from '../model/snapshot';
import { holdBack, placed, withKnownInstances, type Discovery } from './discovery';
import type { DeviceUpdate } from './deviceUpdate';
import type { FleetStore } from './fleetStore';

/** Where the pollers bring their news. */
export type DeviceNews = Pick<FleetStore, 'get' | 'apply'>;

/** The device does not answer, or does not let anybody in. */
const unreachable: ReadonlySet<CommunicationState> = new Set(['timeout', 'slowPoll', 'unauthorized']);

/**
 * Brings news into the store. Values go there at once; that a slot or a PTP instance came, went or holds another module is announced over the
 * bus, from the chassis to its cards and from a card to its instances, and becomes true in the store by the handlers of these events.
 *
 * What is announced but not yet handled is kept up to date by later news. An event that fails is announced again with the next news.
 */
export class Provisioning implements DeviceNews, Disposable {
  readonly #store: FleetStore;
  readonly #bus: Pick<InterAppBus, 'publish' | 'register'>;
  /** What is announced, by the address of whom it is about. */
  readonly #announced = new Map<string, Discovery>();
  readonly #registrations: readonly Disposable[];

  constructor(store: FleetStore, bus: Pick<InterAppBus, 'publish' | 'register'>) {
    this.#store = store;
    this.#bus = bus;
    const handle = (request: HandledRequest): Promise<string> => this.#provision(request);
    this.#registrations = [
      bus.register('card', { name: 'card provisioning', names: ['slotAdded', 'slotRemoved', 'moduleChanged'], handle }),
      bus.register('ptp', { name: 'instance provisioning', names: ['instanceAdded', 'instanceRemoved'], handle }),
    ];
  }

  /** The device with the slots that are announced: what is polled does not wait for handlers. */
  get(deviceId: string): DeviceSnapshot | undefined {
    const device = this.#store.get(deviceId);
    if (device === undefined || this.#announced.size === 0) {
      return device;
    }
    const announced = [...this.#announced].filter(([destination, { of }]) => of === 'slot' && destination.startsWith(cardAddress(deviceId, '')));
    const slots = announced.reduce<readonly SlotSnapshot[]>(
      (all, [, discovery]) => (discovery.of === 'slot' ? placed(all, discovery.after, discovery.order, ({ slotId }) => slotId) : all),
      device.slots,
    );
    return slots === device.slots ? device : { ...device, slots };
  }

  apply(update: DeviceUpdate): void {
    const before = this.#store.get(update.deviceId);
    const after = this.#store.merged(update);
    if (before === undefined || after === undefined) {
      return;
    }
    const { held, found } = holdBack(before, after);
    const { communication } = update;
    const isComplete = found.length === 0;
    // Whoever waits for a device to respond then finds its cards as well.
    const now = isComplete ? held : { ...held, communication: before.communication };
    this.#store.replace(now);
    for (const event of changesOf(before, now)) {
      this.#bus.publish(event);
    }
    const announced = this.#announce(held.id, found);
    if (!isComplete && communication !== undefined) {
      const { deviceId, origin, at } = update;
      void announced.then(() => this.apply({ deviceId, origin, at, communication }));
    }
  }

  dispose(): void {
    this.#registrations.forEach((registration) => void registration.dispose());
  }

  /** Resolves when all that was found is handled, well or not. */
  async #announce(deviceId: string, found: readonly Discovery[]): Promise<void> {
    const settled: Promise<unknown>[] = [];
    for (const discovery of found) {
      const event = eventOf(deviceId, discovery);
      const isWaiting = this.#announced.has(event.destination);
      this.#announced.set(event.destination, discovery);
      if (!isWaiting) {
        settled.push(this.#bus.publish(event).settled.then(() => this.#announced.delete(event.destination)));
      }
    }
    await Promise.all(settled);
  }

  /** Makes true what was announced. Returns what the table shows. */
  async #provision({ destination, address }: HandledRequest): Promise<string> {
    const discovery = this.#announced.get(destination);
    const device = address.kind === 'card' || address.kind === 'ptp' ? this.#store.get(address.deviceId) : undefined;
    if (discovery === undefined || device === undefined) {
      return 'Nothing to do: the device is gone';
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

function eventOf(deviceId: string, discovery: Discovery): InterAppEvent {
  const { slotId } = discovery;
  if (discovery.of === 'instance') {
    const { after } = discovery;
    const name = after.missingSince === undefined ? 'instanceAdded' : 'instanceRemoved';
    return { name, source: cardAddress(deviceId, slotId), destination: ptpAddress(deviceId, slotId, discovery.instanceId), data: { name: shortText(after.name) } };
  }
  const { before, after } = discovery;
  const address = { source: chassisAddress(deviceId), destination: cardAddress(deviceId, slotId) };
  const model = after.model === undefined ? {} : { model: shortText(after.model) };
  if (after.missingSince !== undefined) {
    return { name: 'slotRemoved', ...address, data: model };
  }
  if (before !== undefined && before.missingSince === undefined) {
    return { name: 'moduleChanged', ...address, data: { before: moduleOf(before), after: moduleOf(after) } };
  }
  return { name: 'slotAdded', ...address, data: { slotType: shortText(after.slotType), ...model } };
}

/** What else changed in a way that is worth an announcement: never a value that ticks. */
function changesOf(before: DeviceSnapshot, after: DeviceSnapshot): readonly InterAppEvent[] {
  const events: InterAppEvent[] = [];
  if (before.slots !== after.slots) {
    for (const slot of after.slots) {
      const previous = before.slots.find(({ slotId }) => slotId === slot.slotId);
      if (previous !== undefined && previous !== slot) {
        events.push(...instanceChanges(after.id, previous, slot));
      }
    }
  }
  if (before.communication !== after.communication || before.system !== after.system) {
    const cards = after.slots.filter(({ isPsx }) => isPsx);
    events.push(...cards.flatMap(({ slotId }) => chassisEvents(before, after, cardAddress(after.id, slotId))));
  }
  return events;
}

function instanceChanges(deviceId: string, before: SlotSnapshot, after: SlotSnapshot): readonly InterAppEvent[] {
  return after.ptpInstances.flatMap((instance): readonly InterAppEvent[] => {
    const previous = before.ptpInstances.find(({ id }) => id === instance.id);
    if (previous === undefined || previous === instance || instance.missingSince !== undefined) {
      return [];
    }
    const address = { source: cardAddress(deviceId, after.slotId), destination: ptpAddress(deviceId, after.slotId, instance.id) };
    const [was, is] = [previous.grandmasterIdentity, instance.grandmasterIdentity];
    return [
      ...(previous.portState === instance.portState
        ? []
        : [{ name: 'portStateChanged' as const, ...address, data: { before: shortText(previous.portState), after: shortText(instance.portState) } }]),
      ...(was === is
        ? []
        : [{ name: 'grandmasterChanged' as const, ...address, data: { ...(was === undefined ? {} : { before: shortText(was) }), ...(is === undefined ? {} : { after: shortText(is) }) } }]),
    ];
  });
}

/** The same for every card of the chassis. */
function chassisEvents(before: DeviceSnapshot, after: DeviceSnapshot, destination: Address): readonly InterAppEvent[] {
  const events: InterAppEvent[] = [];
  const address = { source: chassisAddress(after.id), destination };
  const [was, is] = [before.communication, after.communication];
  if (unreachable.has(is.state) && !unreachable.has(was.state)) {
    events.push({ name: 'deviceUnreachable', ...address, data: { kind: is.error?.kind ?? 'timeout', message: shortText(is.error?.message ?? '') } });
  } else if (unreachable.has(was.state) && (is.state === 'responding' || is.state === 'waitingForSlotId')) {
    events.push({ name: 'deviceReachable', ...address, data: { unreachableSince: was.since } });
  }
  const [oldVersion, newVersion] = [before.system?.apiVersion ?? '', after.system?.apiVersion ?? ''];
  if (oldVersion !== '' && newVersion !== '' && oldVersion !== newVersion) {
    events.push({ name: 'apiVersionChanged', ...address, data: { before: shortText(oldVersion), after: shortText(newVersion) } });
  }
  return events;
}

function moduleOf({ model, serialNumber }: SlotSnapshot): ModuleIdentity {
  return { ...(model === undefined ? {} : { model: shortText(model) }), ...(serialNumber === undefined ? {} : { serialNumber: shortText(serialNumber) }) };
}

/** Events carry names and words, however long the device makes them. */
function shortText(text: string): string {
  return text.slice(0, 300);
}
