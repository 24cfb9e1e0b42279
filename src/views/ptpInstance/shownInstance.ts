import type { SubjectRules } from '../../alarms/subjectRules';
import type { Alarm } from '../../model/alarm';
import type { CounterReading } from '../../model/messageRates';
import type { PtpAddress } from '../../model/ptpAddress';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';
import type { Severity } from '../../model/severity';

/** An instance and all that it is seen with. */
export interface ShownInstance {
  readonly address: PtpAddress;
  readonly device: DeviceSnapshot;
  readonly slot: SlotSnapshot;
  readonly instance: PtpInstanceSnapshot;
  /** With its alarms. */
  readonly severity: Severity;
  /** Raised alarms of the instance, worst first. */
  readonly alarms: readonly Alarm[];
  /** The limits and expectations that hold for it. */
  readonly rules: Pick<SubjectRules, 'limits' | 'expectedGrandmasters'>;
  /** The counters of the look before this one. */
  readonly countersBefore?: CounterReading;
  /** What a clock is called here. */
  readonly nameOf: (clockIdentity: string) => string | undefined;
}

/** What is needed of an instance to chart it: its history is kept by its address, whatever is known of it now. */
export type ChartedInstance = Pick<ShownInstance, 'address' | 'rules'> & Partial<Pick<ShownInstance, 'device' | 'slot' | 'instance'>>;

/** The instance at an address; `undefined` when it is not listed, nor known to be missing. */
export function findInstance(
  devices: readonly DeviceSnapshot[],
  { deviceId, slotId, instanceId }: PtpAddress,
): Pick<ShownInstance, 'device' | 'slot' | 'instance'> | undefined {
  const device = devices.find(({ id }) => id === deviceId);
  const slot = device?.slots.find((candidate) => candidate.slotId === slotId);
  const instance = slot?.ptpInstances.find(({ id }) => id === instanceId);
  return device === undefined || slot === undefined || instance === undefined ? undefined : { device, slot, instance };
}

/** Whether a good answer has told that there is no such instance. Before the first one, as after a reload of the window, that is not known. */
export function isToldGone(device: DeviceSnapshot | undefined, { slotId, instanceId }: PtpAddress): boolean {
  if (device === undefined || device.slots.length === 0) {
    return false;
  }
  const slot = device.slots.find((candidate) => candidate.slotId === slotId);
  if (slot === undefined || slot.isEmpty) {
    return true;
  }
  // A list of slots may do no more than name them.
  return slot.updatedAt !== undefined && !slot.ptpInstances.some(({ id }) => id === instanceId);
}
