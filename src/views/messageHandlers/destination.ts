import { normalKey } from '../../model/normalKey';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import type { FleetStore } from '../../polling/fleetStore';
import { unknownDestination } from './messageFault';

/** Where a message is to go within the fleet. */
export interface DestinationPath {
  readonly deviceId: string;
  readonly slotId?: string | undefined;
  readonly instanceId?: string | undefined;
}

/** What a destination is at this moment: always a device, perhaps one of its slots, perhaps one of its PTP instances. */
export interface Destination {
  readonly device: DeviceSnapshot;
  readonly slot?: SlotSnapshot;
  readonly instance?: PtpInstanceSnapshot;
}

/** Finds what a path names; missing slots and instances are found as well. Throws a fault that says what there is instead. */
export function findDestination(fleet: Pick<FleetStore, 'get' | 'devices'>, { deviceId, slotId, instanceId }: DestinationPath): Destination {
  const device = fleet.get(deviceId);
  if (device === undefined) {
    throw unknownDestination(
      `There is no device with the id "${deviceId}".`,
      fleet.devices.length === 0 ? 'Add a device with "PSX: Add Device…".' : 'See the setting psx.devices for the ids of the devices.',
    );
  }
  if (slotId === undefined) {
    return { device };
  }
  const slot = device.slots.find((candidate) => normalKey(candidate.slotId) === normalKey(slotId));
  if (slot === undefined) {
    throw unknownDestination(`${device.name} has no slot "${slotId}".`, whatThereIs('Its slots are', 'No slots are known yet: wait for the first poll.', device.slots.map((each) => each.slotId)));
  }
  if (instanceId === undefined) {
    return { device, slot };
  }
  const instance = slot.ptpInstances.find(({ id }) => id === instanceId);
  if (instance === undefined) {
    const ids = slot.ptpInstances.map(({ id }) => id);
    throw unknownDestination(`${device.name}, slot ${slot.slotId}, has no PTP instance "${instanceId}".`, whatThereIs('Its PTP instances are', 'It has none that is known.', ids));
  }
  return { device, slot, instance };
}

function whatThereIs(lead: string, none: string, ids: readonly string[]): string {
  return ids.length === 0 ? none : `${lead} ${ids.join(', ')}.`;
}
