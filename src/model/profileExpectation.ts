import { formatLogInterval } from './logInterval';
import type { PtpDataSets } from './ptpDataSets';

/** What a profile of PTP says about an instance. */
export type ProfileParameter =
  | 'domainNumber'
  | 'priority1'
  | 'priority2'
  | 'logAnnounceInterval'
  | 'logSyncInterval'
  | 'logMinDelayReqInterval'
  | 'logMinPdelayReqInterval'
  | 'announceReceiptTimeout'
  | 'delayMechanism'
  | 'networkProtocol'
  | 'mode';

/** One value that a profile expects: its default where it names only that, else its range. */
export interface ProfileExpectation {
  readonly parameter: ProfileParameter;
  /** The expected value in words. */
  readonly words: (dataSets: PtpDataSets) => string;
  readonly fits: (value: string | number, dataSets: PtpDataSets) => boolean;
  /** The default, of a number that has one. */
  readonly target?: (dataSets: PtpDataSets) => number;
}

type NumberParameter = Exclude<ProfileParameter, 'delayMechanism' | 'networkProtocol' | 'mode'>;

function oneOf(parameter: NumberParameter, first: number, ...more: readonly number[]): ProfileExpectation {
  const values = [first, ...more];
  return {
    parameter,
    words: () => values.map((value) => wordsOf(parameter, value)).join(' or '),
    fits: (value) => values.includes(Number(value)),
    target: () => first,
  };
}

function range(parameter: NumberParameter, min: number, max: number): ProfileExpectation {
  const fits = (value: string | number): boolean => Number(value) >= min && Number(value) <= max;
  return { parameter, words: () => `${wordsOf(parameter, min)} to ${wordsOf(parameter, max)}`, fits };
}

function word(parameter: 'delayMechanism' | 'networkProtocol', ...words: readonly string[]): ProfileExpectation {
  return { parameter, words: () => words.join(' or '), fits: (value) => words.includes(String(value)) };
}

/** The value of a parameter in words. */
export function wordsOf(parameter: ProfileParameter, value: string | number): string {
  return parameter.startsWith('log') && typeof value === 'number' ? formatLogInterval(value) : String(value);
}

const multicast: ProfileExpectation = { parameter: 'mode', words: () => 'multicast or mixed', fits: (value) => String(value).startsWith('multicast') };
const multicastOnly: ProfileExpectation = {
  parameter: 'mode',
  words: () => 'multicast',
  fits: (value) => String(value).startsWith('multicast') && !String(value).includes('unicast'),
};
const unicast: ProfileExpectation = { parameter: 'mode', words: () => 'unicast', fits: (value) => String(value).startsWith('unicast') };
const udp = word('networkProtocol', 'UDP/IPv4', 'UDP/IPv6');
const layer2 = word('networkProtocol', 'IEEE 802.3');
const e2e = word('delayMechanism', 'E2E');
const p2p = word('delayMechanism', 'P2P');

/** SMPTE ST 2059-2: as often as Sync messages. */
const delayReqAsSync: ProfileExpectation = {
  parameter: 'logMinDelayReqInterval',
  words: (dataSets) => wordsOf('logMinDelayReqInterval', smpteSyncInterval(dataSets)),
  fits: (value, dataSets) => value === smpteSyncInterval(dataSets),
  target: smpteSyncInterval,
};
const smpteLogSyncInterval = -3;

function smpteSyncInterval({ port }: PtpDataSets): number {
  return port.logSyncInterval ?? smpteLogSyncInterval;
}

const ieeeDefault: readonly ProfileExpectation[] = [
  oneOf('domainNumber', 0),
  oneOf('priority1', 128),
  oneOf('priority2', 128),
  oneOf('logAnnounceInterval', 1),
  oneOf('logSyncInterval', 0),
  oneOf('announceReceiptTimeout', 3),
];

const powerIntervals: readonly ProfileExpectation[] = [
  oneOf('logAnnounceInterval', 0),
  oneOf('logSyncInterval', 0),
  oneOf('logMinPdelayReqInterval', 0),
  p2p,
  layer2,
  multicastOnly,
];

/** Telecom profiles leave the rates of unicast to the request: 1 to 8 Announce messages, 1 to 128 of the others, per second. */
const expectations = new Map<string, readonly ProfileExpectation[]>([
  ['IEEE 1588 default E2E', [...ieeeDefault, oneOf('logMinDelayReqInterval', 0), e2e]],
  ['IEEE 1588 default P2P', [...ieeeDefault, oneOf('logMinPdelayReqInterval', 0), p2p]],
  [
    'SMPTE ST 2059-2',
    [
      oneOf('domainNumber', 127),
      oneOf('logAnnounceInterval', -2),
      oneOf('logSyncInterval', smpteLogSyncInterval),
      delayReqAsSync,
      range('announceReceiptTimeout', 2, 10),
      multicast,
      udp,
    ],
  ],
  [
    'AES67',
    [
      oneOf('domainNumber', 0),
      oneOf('logAnnounceInterval', 1),
      oneOf('logSyncInterval', -3),
      oneOf('logMinDelayReqInterval', 0),
      oneOf('announceReceiptTimeout', 3),
    ],
  ],
  [
    'ITU-T G.8275.1',
    [
      range('domainNumber', 24, 43),
      oneOf('priority1', 128),
      oneOf('logAnnounceInterval', -3),
      oneOf('logSyncInterval', -4),
      oneOf('logMinDelayReqInterval', -4),
      oneOf('announceReceiptTimeout', 3),
      e2e,
      layer2,
      multicastOnly,
    ],
  ],
  [
    'ITU-T G.8275.2',
    [
      range('domainNumber', 44, 63),
      range('logAnnounceInterval', -3, 0),
      range('logSyncInterval', -7, 0),
      range('logMinDelayReqInterval', -7, 0),
      oneOf('announceReceiptTimeout', 3),
      udp,
      unicast,
    ],
  ],
  ['ITU-T G.8265.1', [range('domainNumber', 4, 23), unicast]],
  ['IEEE C37.238', [oneOf('domainNumber', 0, 254), range('announceReceiptTimeout', 2, 3), ...powerIntervals]],
  ['IEC/IEEE 61850-9-3', [oneOf('domainNumber', 0), ...powerIntervals]],
]);

/** What a profile expects, by its usual name; `undefined` for a profile without known expectations. */
export function expectationsOf(profile: string): readonly ProfileExpectation[] | undefined {
  return expectations.get(profile);
}
