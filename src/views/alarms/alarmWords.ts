import type { Alarm, AlarmParameter, AlarmState } from '../../model/alarm';
import { timeOfDay } from '../words';

const parameterWords: Readonly<Record<AlarmParameter, string>> = {
  communication: 'Communication',
  messageRate: 'Message rate',
  clientUtilization: 'Unicast clients',
  httpDataLoss: 'HTTP data loss',
  presence: 'Missing',
  portState: 'Port state',
  clockClass: 'Clock class',
  offsetFromMaster: 'Offset from master',
  meanPathDelay: 'Mean path delay',
  grandmasterIdentity: 'Grandmaster',
  utcOffsetValid: 'UTC offset',
  timeTraceable: 'Time traceability',
  link: 'Network link',
};

const stateWords: Readonly<Record<AlarmState, string>> = { active: 'Active', acknowledged: 'Acknowledged', cleared: 'Cleared' };

/** What an alarm is about, in a word or two. */
export function parameterWord(parameter: AlarmParameter): string {
  return parameterWords[parameter];
}

export function stateWord(state: AlarmState): string {
  return stateWords[state];
}

/** `until 15:00`, `until it clears`; `undefined` when the alarm is not masked. */
export function maskWords({ maskedUntil }: Pick<Alarm, 'maskedUntil'>): string | undefined {
  return maskedUntil === undefined ? undefined : maskedUntil === 'cleared' ? 'until it clears' : `until ${timeOfDay(maskedUntil)}`;
}
