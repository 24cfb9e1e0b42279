import type { DeviceEvent, DeviceEventKind } from '../model/deviceEvent';
import type { Subject } from '../model/ptpAddress';
import type { Severity } from '../model/severity';
import { subjectName } from './subjectName';

/** One thing that happened within a device, before it is an event of that device. */
export interface Change {
  readonly kind: DeviceEventKind;
  readonly severity: Severity;
  readonly text: string;
  readonly before?: string;
  readonly after?: string;
  /** What it is about; a change of the device itself has none. */
  readonly part: Omit<Subject, 'deviceId'>;
  /** The names of the part, from the slot downwards. */
  readonly names: readonly string[];
}

export function eventOfChange(device: { readonly id: string; readonly name: string }, at: number, { part, names, ...what }: Change): DeviceEvent {
  return { id: 0, at, ...what, subject: { deviceId: device.id, ...part }, subjectName: subjectName(device.name, ...names) };
}
