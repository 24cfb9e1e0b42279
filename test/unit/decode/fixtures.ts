import type { JsonObject } from '../../../src/model/json';

/** The data sets of one PTP instance, as the proposed form of the API nests them. */
export const nestedInstance = {
  'object-id': 'instance0',
  alias: 'ST2110-A',
  running: true,
  interface: 'port0:0',
  profile: 'smpte-st-2059-2',
  mode: 'multicast-master',
  'current-ds': { 'steps-removed': 1, 'offset-from-master': -12, 'mean-path-delay': 340 },
  'default-ds': {
    'clock-identity': 'EC-46-70-FF-FE-00-11-22',
    'two-step': false,
    priority1: 127,
    priority2: 128,
    'clock-class': 6,
    'clock-accuracy': 'less-than-100ns',
    'domain-number': 127,
  },
  'parent-ds': {
    'grandmaster-identity': 'EC-46-70-FF-FE-00-99-88',
    'grandmaster-priority1': 100,
    'grandmaster-clock-class': 7,
    'clock-class': 13,
  },
  'time-properties-ds': { 'current-utc-offset': 37, 'time-source': 'gps' },
  'port-ds': { 'port-identity': 'EC-46-70-FF-FE-00-11-22-1', 'port-state': 'slave', 'delay-mechanism': 'e2e' },
} as const satisfies JsonObject;

/** The same instance with all keys at one level. */
export const flatInstance = {
  id: 'instance0',
  'stack-alias': 'ST2110-A',
  profile: 'smpte-st-2059-2',
  'steps-removed': 1,
  offset: -12,
  'path-delay': 340,
  'clock-identity': 'ec4670.fffe.001122',
  prio1: 127,
  prio2: '128',
  'clock-class': 6,
  'clock-accuracy': 33,
  domain: '127',
  'gm-id': '0xec4670fffe009988',
  'gm-clock-class': 7,
  'port-state': 9,
} as const satisfies JsonObject;

export const psxInfo = { model: 'psx210', 'serial-number': '0410110123    ', 'software-revision': 'v1.12' } as const;

const systemInformation = {
  'API Version': 'LANTIME REST API V17.02.003',
  version: 'fw_7.08.012',
  'serial-number': '0123456789',
  hostname: 'ims1.time.example.com',
  'time-stamp': '2026-02-11T22:05:07',
  model: 'M3000',
} as const;

/** An answer of the API about a node. */
export function envelope(data: JsonObject | readonly JsonObject[]): JsonObject {
  return { 'system-information': systemInformation, data, changes: { 'pending-changes': 0 }, links: { self: 'https://localhost/api/status' } };
}

/** The answer about a module with these members. */
export function moduleAnswer(members: JsonObject): JsonObject {
  return envelope({ 'object-id': 'module', info: psxInfo, ...members });
}

/** A module whose instance is at the place that the name says. */
export const places: Readonly<Record<string, JsonObject>> = {
  'ptp.instances[]': { ptp: { instances: [nestedInstance] } },
  'instances keyed by object-id': { ptp: { instances: { instance0: nestedInstance } } },
  'ptp itself': { ptp: nestedInstance },
  'psx.ptp-instances[]': { psx: { 'ptp-instances': [nestedInstance] } },
  'ptpv2[]': { ptpv2: [nestedInstance] },
  'ports[].ptp': { ports: [{ 'object-id': 'port0', link: true, ptp: nestedInstance }] },
};

/** A chassis as `/api/status` shows it; the slots are not listed in the order of their position. */
export const chassisStatus: JsonObject = {
  'object-id': 'status',
  'rest-api': { 'api-version': '17.02.003' },
  system: { uptime: 130988.25 },
  network: { interfaces: [{ 'object-id': 'lan0', cluster: { ipv4: { 'port-state': '', 'clock-class': '', domain: 1 } } }] },
  chassis0: {
    model: 'M3000',
    slots: [
      { 'object-id': 'io3', 'slot-id': 'io3', 'slot-type': 'io', 'slot-position': '0,6,1', module: { info: psxInfo, ptp: { instances: [nestedInstance] } } },
      { 'object-id': 'clk1', 'slot-id': 'clk1', 'slot-type': 'clk', 'slot-position': '0,2,1', module: { info: { model: 'grc180', 'serial-number': 'N/A' } } },
      { 'object-id': 'pwr2', 'slot-id': 'pwr2', 'slot-type': 'pwr', 'slot-position': '0,1,1', module: { 'power-available': false } },
      { 'object-id': 'io4', 'slot-id': 'io4', 'slot-type': 'io', 'slot-position': '0,10,1' },
    ],
  },
};
