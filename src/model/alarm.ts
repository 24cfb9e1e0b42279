import type { Disposable } from './event';
import type { Subject } from './ptpAddress';
import type { Severity } from './severity';

/** What is watched. */
export const alarmParameters = [
  'communication',
  'httpDataLoss',
  'presence',
  'portState',
  'clockClass',
  'offsetFromMaster',
  'meanPathDelay',
  'messageRate',
  'clientUtilization',
  'grandmasterIdentity',
  'utcOffsetValid',
  'timeTraceable',
  'link',
] as const;

export type AlarmParameter = (typeof alarmParameters)[number];

/** Severities that an alarm can have, worst first. */
export const alarmSeverities = ['timeout', 'critical', 'major', 'minor', 'warning'] as const satisfies readonly Severity[];

export type AlarmSeverity = (typeof alarmSeverities)[number];

export type AlarmState = 'active' | 'acknowledged' | 'cleared';

/** `cleared`: until the alarm clears; a number: until then, milliseconds since the epoch. */
export type MaskEnd = number | 'cleared';

/** One alarm: a parameter of a subject that is, or was, out of its limits. Frozen, and replaced when it changes. Times are milliseconds since the epoch. */
export interface Alarm {
  /** Subject and parameter: the same alarm raised again keeps its id. */
  readonly id: string;
  readonly parameter: AlarmParameter;
  readonly subject: Subject;
  readonly subjectName: string;
  readonly state: AlarmState;
  /** Of now while it is raised, of the worst when it is cleared. */
  readonly severity: AlarmSeverity;
  /** What is wrong: `Offset from master is 1.5 µs; major from 1 µs.` */
  readonly text: string;
  /** What to do next. */
  readonly hint: string;
  readonly raisedAt: number;
  /** When severity or state last changed. */
  readonly changedAt: number;
  readonly clearedAt?: number;
  readonly acknowledgedAt?: number;
  readonly comment?: string;
  readonly maskedUntil?: MaskEnd;
}

/** What changed about the alarms. */
export interface AlarmChange {
  readonly raised: readonly Alarm[];
  readonly cleared: readonly Alarm[];
  /** Those that changed otherwise: severity, acknowledgement, mask, comment. */
  readonly changed: readonly Alarm[];
  /** Which of {@link changed} became worse, and how bad they were before. Absent when none did. */
  readonly worse?: readonly WorseAlarm[];
}

export interface WorseAlarm {
  readonly alarm: Alarm;
  readonly before: AlarmSeverity;
}

/** All alarms, and what people do about them. Methods that take an id do nothing for an unknown one. */
export interface Alarms {
  /** Worst first, then newest; cleared ones last. The same array until something changes. */
  readonly alarms: readonly Alarm[];
  onDidChange(listener: (change: AlarmChange) => void): Disposable;
  acknowledge(id: string, comment?: string): void;
  /** Takes an acknowledgement back. */
  unacknowledge(id: string): void;
  mask(id: string, until: MaskEnd): void;
  unmask(id: string): void;
  comment(id: string, text: string): void;
  /** Takes cleared alarms off the list. */
  removeCleared(): void;
  /**
   * How bad a subject is, with `own` (what its state alone says, without hysteresis) and the alarms of itself and of all below it; masked alarms do not count,
   * and a masked alarm that says the same as `own` covers that as well: then `masked` is the answer unless something else is worse. A card or a device is as
   * bad as the worst of its parts that is not covered, and where the settings have another word on a state, `own` is what they say.
   */
  severityOf(subject: Subject, own: Severity): Severity;
}
