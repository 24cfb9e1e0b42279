import type { Disposable } from './event';
import type { Subject } from './ptpAddress';
import type { Severity } from './severity';

/** What can happen to a device, a slot, a port or a PTP instance. */
export const deviceEventKinds = [
  'unreachable',
  'reachable',
  'unauthorized',
  'certificateChanged',
  'firmwareChanged',
  'apiVersionChanged',
  'slotAdded',
  'slotRemoved',
  'moduleChanged',
  'instanceAdded',
  'instanceRemoved',
  'instanceStopped',
  'instanceStarted',
  'portStateChanged',
  'grandmasterChanged',
  'clockClassChanged',
  'clockAccuracyChanged',
  'domainChanged',
  'profileChanged',
  'priority1Changed',
  'priority2Changed',
  'utcOffsetChanged',
  'utcOffsetValidChanged',
  'leapChanged',
  'timeTraceableChanged',
  'timeSourceChanged',
  'portAdded',
  'portRemoved',
  'linkUp',
  'linkDown',
  'offsetStep',
  'alarmRaised',
  'alarmWorse',
  'alarmCleared',
] as const;

export type DeviceEventKind = (typeof deviceEventKinds)[number];

/** One thing that happened, as the event log keeps it. Holds no secret. */
export interface DeviceEvent {
  /** Increasing in the order of the log; 0 until the event is in it. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: DeviceEventKind;
  readonly subject: Subject;
  /** What people call the subject at that time: `GM-North / io3 / Blue`. */
  readonly subjectName: string;
  readonly severity: Severity;
  /** One sentence without the name of the subject: `Port state changed from SLAVE to MASTER.` */
  readonly text: string;
  readonly before?: string;
  readonly after?: string;
}

export interface DeviceEventQuery {
  readonly deviceId?: string;
  readonly slotId?: string;
  readonly instanceId?: string;
  /** Inclusive and exclusive, milliseconds since the epoch. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** At most so many, the newest of them. Default 10,000. */
  readonly limit?: number;
}

/** The event log. */
export interface DeviceEventLog {
  /** Newest first. */
  events(query?: DeviceEventQuery): readonly DeviceEvent[];
  append(events: readonly DeviceEvent[]): void;
  /** Called after events were added or went, by this window or another. */
  onDidChange(listener: () => void): Disposable;
}
