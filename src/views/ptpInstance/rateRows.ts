import { formatRate } from '../../model/logInterval';
import { messageRates, type CounterReading, type MessageRate } from '../../model/messageRates';
import { messageTypeWord, type CountedMessage } from '../../model/ptpMessageType';
import { absentText } from '../../model/ptpWords';
import type { InstanceContent, RateRow } from '../../webview/instance/instanceMessages';
import type { PtpInstanceSnapshot } from '../../model/snapshot';

const ownerWords: Readonly<Record<NonNullable<MessageRate['targetOf']>, string>> = { configured: 'as configured', profile: 'profile', clients: 'as clients asked' };

/** How often messages go and come, against what they should; `at`: when the counters were read, milliseconds since the epoch. */
export function rateRows({ dataSets, profile }: PtpInstanceSnapshot, at: number, before: CounterReading | undefined): InstanceContent['rates'] {
  if (dataSets === undefined) {
    return { summary: 'not told', rows: [] };
  }
  const rates = messageRates(dataSets, profile, { at, counters: dataSets.statistics.messageCounters }, before);
  const [first] = rates;
  if (first === undefined) {
    return { summary: 'not told', rows: [] };
  }
  const off = rates.filter(({ state }) => state === 'low' || state === 'high').length;
  const judged = rates.filter(({ state }) => state !== 'unknown').length;
  const origin = first.source === 'counted' ? (before === undefined ? 'counting…' : '') : 'as configured';
  const deviating = rates.filter(({ profilePerSecond }) => profilePerSecond !== undefined).length;
  const deviation = deviating === 0 ? '' : `${deviating} ${deviating === 1 ? 'target deviates' : 'targets deviate'} from the profile`;
  const verdict = judged === 0 || (off === 0 && deviating > 0) ? '' : off === 0 ? 'all on target' : `${off} off target`;
  return { summary: [verdict, deviation, origin].filter((words) => words !== '').join(' · '), rows: rates.map(rowOf) };
}

function rowOf({ name, message, perSecond, targetPerSecond, targetOf, profilePerSecond, state }: MessageRate): RateRow {
  return {
    label: message === undefined ? name : messageWords(message),
    rate: perSecond === undefined ? absentText : formatRate(perSecond),
    target: targetPerSecond === undefined || targetOf === undefined ? absentText : `${formatRate(targetPerSecond)}, ${ownerWords[targetOf]}`,
    state,
    ...(profilePerSecond === undefined ? {} : { deviation: `deviates from the profile (${formatRate(profilePerSecond)})` }),
  };
}

function messageWords({ type, direction }: CountedMessage): string {
  return direction === undefined ? messageTypeWord(type) : `${messageTypeWord(type)} ${direction === 'rx' ? 'received' : 'sent'}`;
}
