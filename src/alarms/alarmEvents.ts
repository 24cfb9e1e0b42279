import type { Alarm, AlarmChange } from '../model/alarm';
import type { DeviceEvent } from '../model/deviceEvent';

/** The events of alarms that were raised, became worse or cleared; what else changes about an alarm is no event. */
export function alarmEvents({ raised, cleared, worse = [] }: AlarmChange): readonly DeviceEvent[] {
  return [
    ...raised.map((alarm) => event(alarm, alarm.raisedAt, { kind: 'alarmRaised', severity: alarm.severity, text: `Alarm raised: ${alarm.text}` })),
    ...worse.map(({ alarm, before }) => {
      const { severity, text, changedAt } = alarm;
      return event(alarm, changedAt, { kind: 'alarmWorse', severity, text: `Alarm became worse: ${text}`, before, after: severity });
    }),
    ...cleared.map((alarm) => event(alarm, alarm.clearedAt ?? alarm.changedAt, { kind: 'alarmCleared', severity: 'normal', text: `Alarm cleared; it was: ${alarm.text}` })),
  ];
}

function event({ subject, subjectName }: Alarm, at: number, what: Pick<DeviceEvent, 'kind' | 'severity' | 'text' | 'before' | 'after'>): DeviceEvent {
  return { id: 0, at, subject, subjectName, ...what };
}
