import { alarmParameters, alarmSeverities, type Alarm, type AlarmParameter, type AlarmSeverity, type AlarmState, type MaskEnd } from '../model/alarm';
import { isJsonObject, type Json } from '../model/json';
import { subjectKey, type Subject } from '../model/ptpAddress';
import { wellFormed } from '../model/wellFormed';

/** What the watching found about an alarm: the part that only the watching changes. Times are milliseconds since the epoch. */
export interface AlarmRecord {
  readonly parameter: AlarmParameter;
  readonly subject: Subject;
  readonly subjectName: string;
  readonly severity: AlarmSeverity;
  /** The worst since it was raised. */
  readonly worst: AlarmSeverity;
  readonly text: string;
  readonly hint: string;
  readonly raisedAt: number;
  readonly changedAt: number;
  readonly clearedAt?: number;
}

/** What people did about an alarm: the part that any window may change. */
export interface AlarmNote {
  /** When it was last changed. */
  readonly at: number;
  readonly acknowledgedAt?: number;
  /** When it was acknowledged, or this was taken back. */
  readonly stateAt?: number;
  readonly maskedUntil?: MaskEnd;
  readonly comment?: string;
}

export const noNote: AlarmNote = { at: 0 };

export function alarmId(subject: Subject, parameter: AlarmParameter): string {
  return `${subjectKey(subject)}#${parameter}`;
}

/** The alarm as everybody sees it. */
export function alarmOf(record: AlarmRecord, { acknowledgedAt, stateAt = 0, maskedUntil, comment }: AlarmNote): Alarm {
  const { parameter, subject, subjectName, severity, worst, text, hint, raisedAt, changedAt, clearedAt } = record;
  const state: AlarmState = clearedAt !== undefined ? 'cleared' : acknowledgedAt !== undefined ? 'acknowledged' : 'active';
  return Object.freeze({
    id: alarmId(subject, parameter),
    parameter,
    subject,
    subjectName,
    state,
    severity: clearedAt === undefined ? severity : worst,
    text,
    hint,
    raisedAt,
    changedAt: Math.max(changedAt, stateAt),
    ...(clearedAt === undefined ? {} : { clearedAt }),
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
    ...(comment === undefined ? {} : { comment }),
    ...(maskedUntil === undefined ? {} : { maskedUntil }),
  });
}

/** Plain values: the type only lacks the index signature. */
export function recordJson(record: AlarmRecord | AlarmNote): Json {
  return record as unknown as Json;
}

/** Reads a stored record; `undefined` for what is none. */
export function parseAlarmRecord(json: Json | undefined): AlarmRecord | undefined {
  if (!isJsonObject(json)) {
    return undefined;
  }
  const { subjectName, text, hint, raisedAt, changedAt, clearedAt } = json;
  const parameter = alarmParameters.find((candidate) => candidate === json.parameter);
  const severity = alarmSeverities.find((candidate) => candidate === json.severity);
  const worst = alarmSeverities.find((candidate) => candidate === json.worst);
  const subject = parseSubject(json.subject);
  if (
    parameter === undefined ||
    severity === undefined ||
    subject === undefined ||
    typeof subjectName !== 'string' ||
    typeof text !== 'string' ||
    typeof hint !== 'string' ||
    typeof raisedAt !== 'number' ||
    typeof changedAt !== 'number'
  ) {
    return undefined;
  }
  const cleared = typeof clearedAt === 'number' ? { clearedAt } : {};
  return { parameter, subject, subjectName, severity, worst: worst ?? severity, text, hint, raisedAt, changedAt, ...cleared };
}

/** Reads a stored note; without one, nobody did anything. */
export function parseAlarmNote(json: Json | undefined): AlarmNote {
  if (!isJsonObject(json) || typeof json.at !== 'number') {
    return noNote;
  }
  const { at, acknowledgedAt, stateAt, maskedUntil, comment } = json;
  return {
    at,
    ...(typeof acknowledgedAt === 'number' ? { acknowledgedAt } : {}),
    ...(typeof stateAt === 'number' ? { stateAt } : {}),
    ...(typeof maskedUntil === 'number' || maskedUntil === 'cleared' ? { maskedUntil } : {}),
    ...(typeof comment === 'string' ? { comment } : {}),
  };
}

function parseSubject(json: Json | undefined): Subject | undefined {
  if (!isJsonObject(json) || typeof json.deviceId !== 'string') {
    return undefined;
  }
  const { deviceId, slotId, instanceId, portId } = json;
  const parts = [deviceId, slotId, instanceId, portId];
  if (parts.some((part) => typeof part === 'string' && part !== wellFormed(part))) {
    return undefined;
  }
  return {
    deviceId,
    ...(typeof slotId === 'string' ? { slotId } : {}),
    ...(typeof instanceId === 'string' ? { instanceId } : {}),
    ...(typeof portId === 'string' ? { portId } : {}),
  };
}
