import type { Alarm, AlarmChange } from '../model/alarm';
import type { DeviceEvent } from '../model/deviceEvent';

/** The events of alarms that were raised or cleared; what else changes about an alarm is no event. */
export function alarmEvents({ raised, cleared }: AlarmChange): readonly DeviceEvent[] {
  return [
    ...raised.map((alarm) => event(alarm, alarm.raisedAt, { kind: 'alarmRaised', severity: alarm.severity, text: `Alarm raised: ${alarm.text}` })),
    ...cleared.map((alarm) => event(alarm, alarm.clearedAt ?? alarm.changedAt, { kind: 'alarmCleared', severity: 'normal', text: `Alarm cleared; it was: ${alarm.text}` })),
  ];
}

function event({ subject, subjectName }: Alarm, at: number, what: Pick<DeviceEvent, 'kind' | 'severity' | 'text'>): DeviceEvent {
  return { id: 0, at, subject, subjectName, ...what };
}
