import type { DeviceEvent } from '../model/deviceEvent';
import { subjectKey, type Subject } from '../model/ptpAddress';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';
import { eventOfChange, type Change } from './change';
import { observeDevice, type Observed } from './deviceChanges';
import { freshnessOf, isListRead, isWhole } from './freshness';
import { listUnlessEqual, unlessEqual, type KnownDevice, type KnownSlot } from './knownDevice';
import { observeSlot, observeUnlistedSlot } from './slotChanges';

/** A slave whose offset jumps at every poll says so this often, and then is silent for a while. */
const stepLimit = { count: 6, withinMs: 600_000 } as const;

export interface ObserveOptions {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** An offset that moved by more than this between two polls is a step. */
  stepLimitNs(slot: SlotSnapshot, instance: PtpInstanceSnapshot): number;
}

/**
 * Tells what happens to one device, from one snapshot to the next. The first sight of a device is no event, but what is different from its last known
 * state is, so that nothing is told twice after a reload and what happened meanwhile is told once. A value that an answer leaves out keeps its last known
 * one. Slots are looked at only while the device answers, and only when something of them changed.
 */
export class DeviceObserver {
  #known: KnownDevice | undefined;
  /** Each slot as it was when it was last looked at. */
  readonly #observed = new Map<string, SlotSnapshot>();
  readonly #steps = new Map<string, readonly number[]>();

  /** @param known What was last known before the reload. */
  constructor(known?: KnownDevice) {
    this.#known = known;
  }

  /** What is known of the device; the same object until that changes. */
  get known(): KnownDevice | undefined {
    return this.#known;
  }

  /** Whether the device is the one that is known. `undefined`: it has moved to another address, and has not told yet which chassis it is. */
  isSame({ baseUrl, system }: DeviceSnapshot): boolean | undefined {
    if (this.#known === undefined || this.#known.baseUrl === baseUrl) {
      return true;
    }
    const { serialNumber } = this.#known;
    return system === undefined ? undefined : serialNumber !== undefined && serialNumber === system.serialNumber;
  }

  /** Looks at the device as it is now. Returns what happened since the last look: first to the device, then slot by slot. */
  observe(device: DeviceSnapshot, options: ObserveOptions): readonly DeviceEvent[] {
    const { at } = options;
    const isSame = this.isSame(device);
    if (isSame === false) {
      this.#known = undefined;
      this.#observed.clear();
    }
    const known = this.#known ?? { baseUrl: device.baseUrl, at, slots: [] };
    const own = observeDevice(isSame === undefined ? known : unlessEqual(known, { ...known, baseUrl: device.baseUrl }), device);
    const isJudged = isSame !== undefined && freshnessOf(device) === 'fresh';
    const slots = isJudged ? this.#observeSlots(own.known.slots, device, options) : { known: own.known.slots, changes: [] };
    const next = unlessEqual<KnownDevice>(own.known, { ...own.known, slots: slots.known });
    this.#known = next === this.#known ? next : { ...next, at };
    return [...own.changes, ...slots.changes].filter((change) => this.#isWorthTelling(change, device.id, at)).map((change) => eventOfChange(device, at, change));
  }

  /** Takes a slot, a port or an instance that is gone off what is known, as a person took note of it. */
  forget({ slotId, instanceId, portId }: Subject): void {
    if (this.#known === undefined) {
      return;
    }
    const slots = this.#known.slots.flatMap((slot): KnownSlot[] => {
      if (slot.id !== slotId) {
        return [slot];
      }
      if (instanceId !== undefined) {
        return [{ ...slot, instances: slot.instances.filter(({ id, present }) => id !== instanceId || present) }];
      }
      if (portId !== undefined) {
        return [{ ...slot, ports: slot.ports.filter(({ id, missingSince }) => id !== portId || missingSince === undefined) }];
      }
      return slot.present ? [slot] : [];
    });
    this.#known = { ...this.#known, slots };
  }

  #observeSlots(known: readonly KnownSlot[], device: DeviceSnapshot, options: ObserveOptions): Observed<readonly KnownSlot[]> {
    const changes: Change[] = [];
    const isFirstSight = !isListRead(known) && (known.length === 0 || isListRead(device.slots));
    const listed = device.slots.flatMap((slot): KnownSlot[] => {
      const knownSlot = known.find(({ id }) => id === slot.slotId);
      const before = this.#observed.get(slot.slotId);
      if (before === slot || !isWhole(slot, device)) {
        return knownSlot === undefined ? [] : [knownSlot];
      }
      this.#observed.set(slot.slotId, slot);
      const observed = observeSlot(knownSlot, slot, {
        isFirstSight,
        before,
        at: options.at,
        stepLimitNs: (instance) => options.stepLimitNs(slot, instance),
      });
      changes.push(...observed.changes);
      return [observed.known];
    });
    const unlisted = known
      .filter(({ id }) => !device.slots.some(({ slotId }) => slotId === id))
      // What was shown before and is not even shown as missing was taken off the list by a person.
      .filter(({ id }) => !this.#observed.delete(id))
      .map((slot) => {
        const observed = isListRead(device.slots) ? observeUnlistedSlot(slot, options.at) : { known: slot, changes: [] };
        changes.push(...observed.changes);
        return observed.known;
      });
    return { known: listUnlessEqual(known, [...listed, ...unlisted]), changes };
  }

  #isWorthTelling({ kind, part }: Change, deviceId: string, at: number): boolean {
    if (kind !== 'offsetStep') {
      return true;
    }
    const key = subjectKey({ deviceId, ...part });
    const recent = (this.#steps.get(key) ?? []).filter((stepAt) => stepAt > at - stepLimit.withinMs);
    const isWorthIt = recent.length < stepLimit.count;
    this.#steps.set(key, isWorthIt ? [...recent, at] : recent);
    return isWorthIt;
  }
}
