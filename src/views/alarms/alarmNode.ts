import type { AlarmState } from '../../model/alarm';

/** The rows of the view: alarms, grouped by their states. */
export type AlarmsNode = AlarmGroupNode | AlarmNode;

export interface AlarmGroupNode {
  readonly kind: 'group';
  readonly state: AlarmState;
}

export interface AlarmNode {
  readonly kind: 'alarm';
  readonly alarmId: string;
}

/** Whether the argument of a command is a row of the view, and not what a keybinding or another extension gave. */
export function isAlarmNode(argument: unknown): argument is AlarmNode {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && argument.kind === 'alarm' && 'alarmId' in argument && typeof argument.alarmId === 'string';
}
