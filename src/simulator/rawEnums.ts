import type { Json } from '../model/json';
import { isJsonObject } from '../model/json';

type EnumNumbers = Readonly<Record<string, number>>;

const clockAccuracy: EnumNumbers = {
  'less-than-25ns': 32,
  'less-than-100ns': 33,
  'less-than-250ns': 34,
  'less-than-1us': 35,
  'less-than-2.5us': 36,
  'less-than-10us': 37,
  'more-than-10s': 49,
  unknown: 254,
};

const referenceType: EnumNumbers = { gps: 0, '10mhz-freqin': 1, 'pps-in': 2, irig: 4, ntp: 5, ptp: 6 };

/** The integers that `?raw` puts in place of enumeration texts, by the key of the member that holds them. */
const numbersByKey: Readonly<Record<string, EnumNumbers>> = {
  'port-state': {
    uninitialized: 0,
    initializing: 1,
    faulty: 2,
    disabled: 3,
    listening: 4,
    'pre-master': 5,
    master: 6,
    passive: 7,
    uncalibrated: 8,
    slave: 9,
  },
  // Meinberg's own numbers; IEEE 1588 counts from 1 here.
  'delay-mechanism': { e2e: 0, p2p: 1 },
  'clock-accuracy': clockAccuracy,
  'grandmaster-clock-accuracy': clockAccuracy,
  'gm-clock-accuracy': clockAccuracy,
  'time-source': {
    'atomic-clock': 16,
    gps: 32,
    'terrestrial-radio': 48,
    ptp: 64,
    ntp: 80,
    'hand-set': 96,
    other: 144,
    'internal-oscillator': 160,
  },
  'network-protocol': { 'udp-ipv4': 1, 'udp-ipv6': 2, 'ieee-802.3': 3 },
  profile: {
    custom: 0,
    'default-e2e-ieee-1588-2008': 1,
    'default-p2p-ieee-1588-2008': 2,
    'power-ieee-c37.238': 3,
    'telecom-itu-t-g.8265.1': 4,
    'telecom-itu-t-g.8275.1': 5,
    'smpte-st-2059-2': 6,
    // Beyond the public list, as any profile added later.
    'telecom-itu-t-g.8275.2': 7,
  },
  mode: {
    'multicast-slave': 0,
    'unicast-slave': 1,
    'multicast-master': 2,
    'unicast-master': 3,
    'multicast-auto': 4,
    'both-master': 5,
  },
  clock: { 'not-available': 0, 'not-synchronized': 1, holdover: 2, synchronized: 3 },
  oscillator: { 'not-warmed-up': 0, 'warmed-up': 1 },
  antenna: { connected: 0, disconnected: 1, 'short-circuit': 2 },
  'est-time-quality': { 'less-than-100ns': 6, 'less-than-1us': 7, 'less-than-10us': 8 },
  'osc-type': { tcxo: 2, 'ocxo-lq': 3, 'ocxo-mq': 4, 'ocxo-hq': 5, 'ocxo-xhq': 6, rubidium: 7, 'ocxo-dhq': 9 },
  'ref-type': referenceType,
  'current-color': { none: 0, green: 1, red: 2, blue: 3 },
  'last-color': { none: 0, green: 1, red: 2, blue: 3 },
  'current-mode': { permanent: 0, blinking: 1 },
  'last-mode': { permanent: 0, blinking: 1 },
};

/** What `?raw` makes of a node: known enumeration texts become integers, all else stays. */
export function toRaw(node: Json, key = ''): Json {
  if (typeof node === 'string') {
    return rawNumber(key, node) ?? node;
  }
  if (Array.isArray(node)) {
    return (node as readonly Json[]).map((element) => toRaw(element, key));
  }
  if (!isJsonObject(node)) {
    return node;
  }
  const members: Record<string, Json> = {};
  for (const [memberKey, member] of Object.entries(node)) {
    if (member !== undefined) {
      members[memberKey] = toRaw(member, memberKey);
    }
  }
  return members;
}

function rawNumber(key: string, text: string): number | undefined {
  const numbers = Object.hasOwn(numbersByKey, key) ? numbersByKey[key] : undefined;
  return numbers && Object.hasOwn(numbers, text) ? numbers[text] : undefined;
}
