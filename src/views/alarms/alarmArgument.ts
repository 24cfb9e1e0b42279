import type { Alarm, Alarms } from '../../model/alarm';
import { membersOf, textOf } from '../commands/commandArgument';
import { isAlarmNode } from './alarmNode';

/** What a command was started with. */
export type AlarmChoice =
  /** Nothing: the person picks. */
  | { readonly from: 'nothing' }
  /** Rows of the view: the person is asked what else is needed. */
  | { readonly from: 'rows'; readonly alarms: readonly Alarm[] }
  /** An object that names the alarm and whatever else is needed: nothing is asked. */
  | { readonly from: 'argument'; readonly alarms: readonly Alarm[]; readonly members: Readonly<Record<string, unknown>> };

/**
 * Reads the arguments of a command: a row of the view, with all selected rows when it is one of them, or one object. Throws a sentence for an argument that
 * names no alarm, or one that there is not: rows that have gone meanwhile are left out while others are left.
 */
export function alarmChoice(command: string, alarms: Pick<Alarms, 'alarms'>, argument: unknown, selection: unknown): AlarmChoice {
  if (argument === undefined || argument === null) {
    return { from: 'nothing' };
  }
  if (isAlarmNode(argument)) {
    const selected = Array.isArray(selection) ? selection.filter(isAlarmNode) : [];
    const ids = new Set((selected.length === 0 ? [argument] : selected).map(({ alarmId }) => alarmId));
    const chosen = alarms.alarms.filter(({ id }) => ids.has(id));
    if (chosen.length === 0) {
      throw new Error('This alarm is not on the list any more.');
    }
    return { from: 'rows', alarms: chosen };
  }
  if (typeof argument !== 'object' || Array.isArray(argument)) {
    throw new Error(`${command} takes one object, such as {"alarmId": "…"}.`);
  }
  const alarmId = textOf(command, argument, 'alarmId');
  if (alarmId === undefined) {
    throw new Error(`${command} needs the "alarmId" of an alarm.`);
  }
  const alarm = alarms.alarms.find(({ id }) => id === alarmId);
  if (alarm === undefined) {
    throw new Error(`There is no alarm with the id "${alarmId}". See the view Alarms.`);
  }
  return { from: 'argument', alarms: [alarm], members: membersOf(argument) };
}
