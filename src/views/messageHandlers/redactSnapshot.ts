import { isSecretName } from '../../model/secretName';
import { redacted, redactText } from '../../model/secretText';
import type { DeviceSnapshot, Property, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';

type Snapshot = DeviceSnapshot | SlotSnapshot | PtpInstanceSnapshot;

/** The snapshot without secrets among the properties that a device tells beyond the known ones; the same object when there are none. */
export function redactSnapshot(snapshot: Snapshot): Snapshot {
  return 'slots' in snapshot ? redactDevice(snapshot) : 'ptpInstances' in snapshot ? redactSlot(snapshot) : redactInstance(snapshot);
}

function redactDevice(device: DeviceSnapshot): DeviceSnapshot {
  const slots = mapped(device.slots, redactSlot);
  return slots === device.slots ? device : Object.freeze({ ...device, slots });
}

function redactSlot(slot: SlotSnapshot): SlotSnapshot {
  const ptpInstances = mapped(slot.ptpInstances, redactInstance);
  const properties = mapped(slot.properties, redactProperty);
  return ptpInstances === slot.ptpInstances && properties === slot.properties ? slot : Object.freeze({ ...slot, ptpInstances, properties });
}

function redactInstance(instance: PtpInstanceSnapshot): PtpInstanceSnapshot {
  const properties = mapped(instance.properties, redactProperty);
  return properties === instance.properties ? instance : Object.freeze({ ...instance, properties });
}

function redactProperty(property: Property): Property {
  const { path, value } = property;
  const safe = value !== '' && isSecretName(path, value) ? redacted : typeof value === 'string' ? redactText(value) : value;
  return safe === value ? property : Object.freeze({ ...property, value: safe });
}

/** The same list when nothing in it has changed. */
function mapped<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.every((item, index) => item === list[index]) ? list : Object.freeze(changed);
}
