import type { DeviceConfig } from '../model/deviceConfig';
import { Emitter, type Event } from '../model/event';
import { normalKey } from '../model/normalKey';
import type { DeviceSnapshot, SlotSnapshot, SystemSnapshot } from '../model/snapshot';
import type { DeviceUpdate } from './deviceUpdate';
import { compareDevices, type FleetChange } from './fleetChange';
import { emptiedSlot, emptySlot, mergeModule, mergeSlotList, staleSlot, withoutInstance, withoutMissingPorts } from './slotMerge';
import { share } from './structuralSharing';

export type { DeviceChange, FleetChange, InstanceRef } from './fleetChange';

export interface FleetStoreOptions {
  readonly now?: () => number;
  /** Told about listeners that throw; the others are called all the same. */
  readonly onListenerError?: (error: unknown) => void;
}

/**
 * The single truth about all configured devices. It does not know who feeds it.
 *
 * Every call fires at most one event, synchronously and after the store has changed, and none when nothing changed.
 * Changes that a listener makes are announced after those that it was told about. Nothing is collected over time: a
 * reader that repaints does that itself, as only it knows how often it can.
 *
 * Snapshots are deeply frozen and share all equal parts with the ones before.
 */
export class FleetStore {
  readonly #now: () => number;
  readonly #changed: Emitter<FleetChange>;
  readonly #unannounced: FleetChange[] = [];
  #isAnnouncing = false;
  readonly #current: DeviceSnapshot[] = [];
  /** A frozen copy of them for readers; `undefined` when something has changed since. */
  #devices: readonly DeviceSnapshot[] | undefined;
  #byId: ReadonlyMap<string, number> = new Map();
  /** What {@link merged} last gave, and what it shares its parts with. */
  #merged: { readonly previous: DeviceSnapshot; readonly updated: DeviceSnapshot } | undefined;

  readonly onDidChange: Event<FleetChange>;

  constructor({ now = Date.now, onListenerError }: FleetStoreOptions = {}) {
    this.#now = now;
    this.#changed = new Emitter(onListenerError);
    this.onDidChange = this.#changed.event;
  }

  /** All devices in the configured order; the same object as long as nothing changes. */
  get devices(): readonly DeviceSnapshot[] {
    this.#devices ??= Object.freeze([...this.#current]);
    return this.#devices;
  }

  get(deviceId: string): DeviceSnapshot | undefined {
    const index = this.#byId.get(deviceId);
    return index === undefined ? undefined : this.#current[index];
  }

  /** Makes these the devices of the fleet. A device that keeps its id and origin keeps its data, one that moved loses them. */
  setDevices(configs: readonly DeviceConfig[]): void {
    const before = this.devices;
    const next = configs.map(({ id, name, origin }) => {
      const previous = this.get(id);
      return share(previous, previous?.baseUrl === origin ? { ...previous, name } : this.#newDevice(id, name, origin));
    });
    const ids = next.map(({ id }) => id);
    const added = ids.filter((id) => !this.#byId.has(id));
    const removed = before.map(({ id }) => id).filter((id) => !ids.includes(id));
    const changes = next.map((device) => {
      const previous = this.get(device.id);
      return previous === undefined ? undefined : compareDevices(previous, device);
    });
    const remaining = before.filter(({ id }) => ids.includes(id));
    const isReordered = next.filter(({ id }) => this.#byId.has(id)).some(({ id }, index) => remaining[index]?.id !== id);
    const change: FleetChange = { added, removed, ...(isReordered ? { reordered: true } : {}), devices: changes.filter((device) => device !== undefined) };
    if (added.length > 0 || removed.length > 0 || isReordered || change.devices.length > 0) {
      this.#current.splice(0, this.#current.length, ...next);
      this.#devices = undefined;
      this.#byId = new Map(ids.map((id, index) => [id, index]));
      this.#announce(change);
    }
  }

  /** Takes in news about one device; those about an unknown device, or one that has moved since, are dropped. */
  apply(update: DeviceUpdate): void {
    const merged = this.merged(update);
    if (merged !== undefined) {
      this.replace(merged);
    }
  }

  /** The device as it is with the news taken in, which they are not yet. `undefined` where {@link apply} would drop them. */
  merged(update: DeviceUpdate): DeviceSnapshot | undefined {
    const previous = this.get(update.deviceId);
    if (previous?.baseUrl !== update.origin) {
      return undefined;
    }
    const updated: DeviceSnapshot = {
      ...previous,
      ...(update.system === undefined ? {} : { system: mergeSystem(previous.system, update.system) }),
      slots: mergeSlots(previous.slots, update),
    };
    const { communication } = update;
    const merged = share(previous, communication === undefined ? updated : { ...updated, communication: communication(updated) });
    this.#merged = { previous, updated: merged };
    return merged;
  }

  /** Puts another snapshot in the place of the device with its id, if there is one. */
  replace(snapshot: DeviceSnapshot): void {
    const previous = this.get(snapshot.id);
    if (previous !== undefined) {
      this.#replaceDevice(previous, snapshot);
    }
  }

  /**
   * Takes what is missing off the list: one instance or port, one slot, or everything that is missing of the device. An empty
   * slot that is still listed stays, as an empty slot. What is not missing stays.
   */
  forgetMissing(deviceId: string, slotId?: string, instanceId?: string, portId?: string): void {
    const previous = this.get(deviceId);
    if (previous === undefined) {
      return;
    }
    const slots = previous.slots.flatMap((slot) => {
      if (slotId !== undefined && slot.slotId !== slotId) {
        return [slot];
      }
      if (instanceId !== undefined) {
        return [withoutInstance(slot, instanceId)];
      }
      if (portId !== undefined) {
        return [withoutMissingPorts(slot, portId)];
      }
      if (slot.missingSince !== undefined) {
        return slot.isEmpty ? [emptySlot(slot.slotId, slot.slotType)] : [];
      }
      return [slot.ptpInstances.reduce((kept, { id }) => withoutInstance(kept, id), withoutMissingPorts(slot))];
    });
    this.#replaceDevice(previous, { ...previous, slots });
  }

  #newDevice(id: string, name: string, origin: string): DeviceSnapshot {
    return { id, name, baseUrl: origin, communication: { state: 'connecting', since: this.#now() }, slots: [] };
  }

  #replaceDevice(previous: DeviceSnapshot, updated: DeviceSnapshot): void {
    const isShared = this.#merged?.updated === updated && this.#merged.previous === previous;
    const shared = isShared ? updated : share(previous, updated);
    this.#merged = undefined;
    const change = compareDevices(previous, shared);
    const index = this.#byId.get(previous.id);
    if (change !== undefined && index !== undefined) {
      this.#current[index] = shared;
      this.#devices = undefined;
      this.#announce({ added: [], removed: [], devices: [change] });
    }
  }

  #announce(change: FleetChange): void {
    this.#unannounced.push(change);
    if (this.#isAnnouncing) {
      return;
    }
    this.#isAnnouncing = true;
    try {
      for (let next = this.#unannounced.shift(); next !== undefined; next = this.#unannounced.shift()) {
        this.#changed.fire(next);
      }
    } finally {
      this.#isAnnouncing = false;
    }
  }
}

function mergeSlots(before: readonly SlotSnapshot[], { at, slots, modules = [], staleSlotIds = [] }: DeviceUpdate): readonly SlotSnapshot[] {
  const merged = [...(slots === undefined ? before : mergeSlotList(before, slots, at))];
  for (const { slotId, module } of modules) {
    const place = merged.findIndex((slot) => normalKey(slot.slotId) === normalKey(slotId));
    const previous = merged[place];
    const id = previous?.slotId ?? slotId;
    const slotType = previous?.slotType ?? '';
    const slot = module === 'empty' ? emptiedSlot(previous, id, slotType, at) : mergeModule(previous, id, slotType, module, at);
    merged.splice(place === -1 ? merged.length : place, 1, slot);
  }
  return merged.map((slot) => (staleSlotIds.includes(slot.slotId) ? staleSlot(slot) : slot));
}

/** Older firmware tells its API version with the whole status only; what was told stays true until the firmware changes. */
function mergeSystem(before: SystemSnapshot | undefined, told: SystemSnapshot): SystemSnapshot {
  return told.apiVersion === '' && before?.firmware === told.firmware
    ? { ...told, apiVersion: before.apiVersion, compatibility: before.compatibility }
    : told;
}
