import { KeyMemo } from './keyMemo';
import { normalKey } from './normalKey';

/** The messages of IEEE 1588-2019 table 36. */
export const ptpMessageTypes = [
  'announce',
  'sync',
  'followUp',
  'delayReq',
  'delayResp',
  'pdelayReq',
  'pdelayResp',
  'pdelayRespFollowUp',
  'management',
  'signaling',
] as const;

export type PtpMessageType = (typeof ptpMessageTypes)[number];

/** From the point of view of the instance. */
export type MessageDirection = 'rx' | 'tx';

/** What a counter counts, as far as its name tells. */
export interface CountedMessage {
  readonly type: PtpMessageType;
  readonly direction?: MessageDirection;
}

const words: Readonly<Record<PtpMessageType, string>> = {
  announce: 'Announce',
  sync: 'Sync',
  followUp: 'Follow_Up',
  delayReq: 'Delay_Req',
  delayResp: 'Delay_Resp',
  pdelayReq: 'Pdelay_Req',
  pdelayResp: 'Pdelay_Resp',
  pdelayRespFollowUp: 'Pdelay_Resp_Follow_Up',
  management: 'Management',
  signaling: 'Signaling',
};

const directions = new Map<string, MessageDirection>([
  ['rx', 'rx'],
  ['received', 'rx'],
  ['tx', 'tx'],
  ['sent', 'tx'],
  ['transmitted', 'tx'],
]);

const direction = '(rx|received|tx|sent|transmitted)?';
const filler = '(?:total|num|messages?|msgs?|packets?|pkts?|counters?|counts?|ptp)*';
const type =
  '(announce|sync|followup|(?:p|peer|path)delay(?:request|req|response|resp)(?:followup)?|delay(?:request|req|response|resp)|management|signall?ing)';
const counterName = new RegExp(`^${filler}${direction}${filler}${type}${filler}${direction}${filler}$`);
const longestName = 64;
/** `null`: no message. */
const memo = new KeyMemo<CountedMessage | null>(readName);

/** What a counter with this name counts: `rx-sync`, `tx.delay-req`, `announceMessagesReceived`; `undefined` when it names no message. */
export function countedMessage(name: string): CountedMessage | undefined {
  return name.length > longestName ? undefined : (memo.get(name) ?? undefined);
}

function readName(name: string): CountedMessage | null {
  const [, before, typeName, after] = counterName.exec(normalKey(name)) ?? [];
  if (typeName === undefined || (before !== undefined && after !== undefined)) {
    return null;
  }
  const known = directions.get(before ?? after ?? '');
  return { type: typeOf(typeName), ...(known === undefined ? {} : { direction: known }) };
}

/** `Delay_Req`, as the standard writes it. */
export function messageTypeWord(messageType: PtpMessageType): string {
  return words[messageType];
}

function typeOf(name: string): PtpMessageType {
  const plain = name.replace(/^(?:peer|path)/, 'p').replace('request', 'req').replace('response', 'resp').replace('signalling', 'signaling');
  // The expression lets nothing else pass.
  return ptpMessageTypes.find((candidate) => candidate.toLowerCase() === plain) ?? 'management';
}
