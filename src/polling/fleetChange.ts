import type { DeviceSnapshot, Property, PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';

/** Names one PTP instance of a device. */
export interface InstanceRef {
  readonly slotId: string;
  readonly instanceId: string;
}

/** What is different about one device. */
export interface DeviceChange {
  readonly deviceId: string;
  /** The name changed. */
  readonly name?: true;
  /** State, `since` or error changed. */
  readonly communication?: true;
  /** Times of good answers moved on (`lastSuccess`, `updatedAt`). Set alone, nothing that a row should show has changed. */
  readonly lastSuccess?: true;
  readonly system?: true;
  /** Slots of which something changed beside their PTP instances; new ones as well. */
  readonly slots: readonly string[];
  /** PTP instances of which something changed; new ones as well. */
  readonly instances: readonly InstanceRef[];
  /** Slots or instances came, went or changed places. */
  readonly structure?: true;
}

/** What is different about the fleet: readers take the new values from the store. */
export interface FleetChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The devices that were there before are in another order. */
  readonly reordered?: true;
  readonly devices: readonly DeviceChange[];
}

/** What differs between two snapshots of a device, `undefined` for nothing. Both must share their equal parts. */
export function compareDevices(before: DeviceSnapshot, after: DeviceSnapshot): DeviceChange | undefined {
  if (before === after) {
    return undefined;
  }
  const slots: string[] = [];
  const instances: InstanceRef[] = [];
  let isTicking = before.communication.lastSuccess !== after.communication.lastSuccess;
  let isRestructured = hasOtherMembers(before.slots, after.slots, ({ slotId }) => slotId);
  for (const slot of after.slots) {
    const previous = before.slots.find(({ slotId }) => slotId === slot.slotId);
    if (previous === slot) {
      continue;
    }
    isTicking ||= previous?.updatedAt !== slot.updatedAt;
    isRestructured ||= hasOtherMembers(previous?.ptpInstances ?? [], slot.ptpInstances, ({ id }) => id);
    for (const instance of slot.ptpInstances) {
      if (!previous?.ptpInstances.includes(instance)) {
        instances.push({ slotId: slot.slotId, instanceId: instance.id });
      }
    }
    if (previous === undefined || hasOwnChange(previous, slot)) {
      slots.push(slot.slotId);
    }
  }
  const { communication: was } = before;
  const { communication: is } = after;
  return {
    deviceId: after.id,
    ...(before.name === after.name ? {} : { name: true }),
    ...(was.state === is.state && was.since === is.since && was.error === is.error ? {} : { communication: true }),
    ...(isTicking ? { lastSuccess: true } : {}),
    ...(before.system === after.system ? {} : { system: true }),
    slots,
    instances,
    ...(isRestructured ? { structure: true } : {}),
  };
}

function hasOtherMembers<T>(before: readonly T[], after: readonly T[], idOf: (member: T) => string): boolean {
  return before.length !== after.length || after.some((member, index) => before[index] === undefined || idOf(member) !== idOf(before[index]));
}

const ownMembers = ['slotType', 'model', 'serialNumber', 'softwareRevision', 'isPsx', 'isEmpty', 'severity', 'missingSince', 'ports'] as const satisfies readonly (keyof SlotSnapshot)[];

/** The properties of a slot repeat those of its instances, which are rows of their own. */
function hasOwnChange(before: SlotSnapshot, after: SlotSnapshot): boolean {
  if (ownMembers.some((member) => before[member] !== after[member])) {
    return true;
  }
  if (before.properties === after.properties) {
    return false;
  }
  const changed = changedPaths(before.properties, after.properties);
  if (changed === undefined) {
    return hasOtherProperties(before, after, [...after.ptpInstances, ...before.ptpInstances]);
  }
  return isAnyBesides(changed, after.ptpInstances, before.ptpInstances) && isAnyBesides(changed, before.ptpInstances, after.ptpInstances);
}

/** Where another value is than before; `undefined` when there are other properties. */
function changedPaths(before: readonly Property[], after: readonly Property[]): Set<string> | undefined {
  if (before.length !== after.length) {
    return undefined;
  }
  const changed = new Set<string>();
  for (let index = 0; index < after.length; index++) {
    const [was, is] = [before[index], after[index]];
    if (was?.path !== is?.path) {
      return undefined;
    }
    if (was !== is && is !== undefined) {
      changed.add(is.path);
    }
  }
  return changed;
}

/** Whether any of the paths is none of an instance. Takes the others out of the set. `others`: the instances at the other time, which share what is equal. */
function isAnyBesides(paths: Set<string>, instances: readonly PtpInstanceSnapshot[], others: readonly PtpInstanceSnapshot[]): boolean {
  for (const { id, properties } of instances) {
    const equal = others.find((other) => other.id === id)?.properties;
    for (let index = 0; index < properties.length; index++) {
      const property = properties[index];
      // Hardly any of them changes from one answer to the next.
      if (property !== undefined && property !== equal?.[index]) {
        paths.delete(property.path);
      }
    }
    if (paths.size === 0) {
      return false;
    }
  }
  return paths.size > 0;
}

function hasOtherProperties(before: SlotSnapshot, after: SlotSnapshot, instances: readonly PtpInstanceSnapshot[]): boolean {
  const ofInstances = new Set(instances.flatMap(({ properties }) => properties.map(({ path }) => path)));
  const own = (slot: SlotSnapshot): SlotSnapshot['properties'] => slot.properties.filter(({ path }) => !ofInstances.has(path));
  const [oldOwn, newOwn] = [own(before), own(after)];
  return oldOwn.length !== newOwn.length || newOwn.some(({ path, value }, index) => oldOwn[index]?.path !== path || oldOwn[index].value !== value);
}
