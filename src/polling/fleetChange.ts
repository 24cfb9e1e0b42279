import type { DeviceSnapshot, SlotSnapshot } from '../model/snapshot';

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
  const ofInstances = new Set([...before.ptpInstances, ...after.ptpInstances].flatMap(({ properties }) => properties.map(({ path }) => path)));
  const own = (slot: SlotSnapshot): SlotSnapshot['properties'] => slot.properties.filter(({ path }) => !ofInstances.has(path));
  const [oldOwn, newOwn] = [own(before), own(after)];
  return oldOwn.length !== newOwn.length || newOwn.some(({ path, value }, index) => oldOwn[index]?.path !== path || oldOwn[index].value !== value);
}
