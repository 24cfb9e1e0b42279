import type { Json, JsonObject } from '../../../src/model/json';

/** The answers below are our own proposal of what a PSX may send: the JSON of the real card is not public. */
export const systemInformation = {
  'API Version': 'LANTIME REST API V17.02.003',
  version: 'fw_7.08.012',
  'serial-number': '0123456789',
  hostname: 'ims1.time.example.com',
  'time-stamp': '2026-02-11T22:05:07',
  model: 'M3000',
} as const;

export function answer(data: Json): Json {
  return { 'system-information': systemInformation, data, changes: { 'pending-changes': 0 }, links: { self: 'https://localhost/api/status' } };
}

export const info = {
  model: 'psx210',
  'serial-number': '0410110123    ',
  'software-revision': 'v1.12',
  'firmware-image': 'psx-1.12.0',
  sensors: { 'temperature-1': 51.5 },
} as const;

/** Everything around the PTP instances of a module. */
export const frame = {
  info,
  'sync-status': {
    'clock-idx': 'selected',
    'osc-type': 'ocxo-hq',
    'est-time-quality': 'less-than-100ns',
    'clock-status': { clock: 'synchronized', oscillator: 'warmed-up' },
  },
  ports: [{ 'object-id': 'port0', link: true, speed: '10000', duplex: 'full', 'mac-address': 'ec:46:70:00:11:22', 'sfp-present': true }],
} as const;

export const master = {
  'object-id': 'instance0',
  alias: 'ST2110-A',
  running: true,
  interface: 'port0:0',
  profile: 'smpte-st-2059-2',
  mode: 'multicast-master',
  'network-protocol': 'udp-ipv4',
  'vlan-id': 0,
  'unicast-slaves': 12,
  utilization: 7,
  'current-ds': { 'steps-removed': 0, 'offset-from-master': 0, 'mean-path-delay': 0, 'delay-asymmetry': 0 },
  'default-ds': {
    'clock-identity': 'EC-46-70-FF-FE-00-11-22',
    'number-of-ports': 1,
    'two-step': false,
    'slave-only': false,
    priority1: 128,
    priority2: 127,
    'clock-class': 6,
    'clock-accuracy': 'less-than-100ns',
    'offset-scaled-log-variance': 13563,
    'domain-number': 127,
  },
  'parent-ds': {
    'parent-port-identity': 'EC-46-70-FF-FE-00-11-22-0',
    'grandmaster-identity': 'EC-46-70-FF-FE-00-11-22',
    'grandmaster-priority1': 1,
    'grandmaster-priority2': 2,
    'grandmaster-clock-class': 7,
    'grandmaster-clock-accuracy': 'less-than-250ns',
    'grandmaster-offset-scaled-log-variance': 20061,
  },
  'time-properties-ds': {
    'current-utc-offset': 37,
    'current-utc-offset-valid': true,
    leap59: false,
    leap61: false,
    'time-traceable': true,
    'frequency-traceable': true,
    'ptp-timescale': true,
    'time-source': 'gps',
  },
  'port-ds': {
    'port-identity': 'EC-46-70-FF-FE-00-11-22-1',
    'port-state': 'master',
    'delay-mechanism': 'e2e',
    'log-announce-interval': -2,
    'log-sync-interval': -3,
    'log-min-delay-req-interval': -3,
    'announce-receipt-timeout': 3,
    'peer-mean-path-delay': 0,
    'version-number': 2,
  },
  statistics: { 'rx-packets': 123456, 'tx-packets': 654321, 'rx-packets-per-sec': 96, 'tx-packets-per-sec': 160 },
  'unicast-clients': [{ 'object-id': 'client0', address: '192.0.2.20', 'clock-identity': '00-1B-19-FF-FE-AA-BB-CC', 'log-sync-interval': -3, remaining: 240 }],
} as const;

/** What every spelling of {@link master} decodes to. */
export const masterReading = {
  name: 'ST2110-A',
  portState: 'MASTER',
  domain: 127,
  profile: 'SMPTE ST 2059-2',
  clockIdentity: 'EC-46-70-FF-FE-00-11-22',
  grandmasterIdentity: 'EC-46-70-FF-FE-00-11-22',
  clockClass: 6,
  clockAccuracy: 0x21,
  priority1: 128,
  priority2: 127,
  stepsRemoved: 0,
  offsetFromMasterNs: 0,
  meanPathDelayNs: 0,
} as const;

/** The same in the numbers of `?raw`. */
export const rawMaster = {
  ...master,
  profile: 6,
  mode: 2,
  'network-protocol': 1,
  'default-ds': { ...master['default-ds'], 'clock-accuracy': 33 },
  'parent-ds': { ...master['parent-ds'], 'grandmaster-clock-accuracy': 34 },
  'time-properties-ds': { ...master['time-properties-ds'], 'time-source': 32 },
  'port-ds': { ...master['port-ds'], 'port-state': 6, 'delay-mechanism': 0 },
} as const;

/** The same at one level, named as in Meinberg's C structures. */
export const flatMaster = {
  'object-id': 'instance0',
  'stack-alias': 'ST2110-A',
  port_state: 'MASTER',
  'domain-number': '127',
  profile: 'SMPTE ST 2059-2',
  'clock-id': '0xec4670fffe001122',
  'gm-id': 'EC:46:70:FF:FE:00:11:22',
  'clock-class': '6',
  'gm-clock-class': 7,
  'clock-accuracy': '< 100 ns',
  'priority-1': 128,
  'priority-2': 127,
  'steps-removed': 0,
  offset: '0 ns',
  'path-delay': { secs: 0, 'nano-secs': 0 },
  'delay-mech': 'end2end',
} as const;

export const slave = {
  'object-id': 'instance1',
  alias: 'Red',
  'port-state': 'slave [9]',
  'domain-number': 24,
  'offset-from-master': -12,
  'mean-path-delay': '1.3 us',
  'grandmaster-identity': '00-1B-19-FF-FE-0B-18-01',
} as const;

const { 'object-id': objectId, ...anonymousMaster } = master;

/** Everything in which a module may wrap its instances, by name. Each holds {@link master} as its first instance. */
export const modules: Readonly<Record<string, JsonObject>> = {
  standard: { ...frame, ptp: { instances: [master, slave] } },
  raw: { ...frame, ptp: { instances: [rawMaster] } },
  flat: { ...frame, ptp: { instances: [flatMaster] } },
  flatModule: { ...frame, ...flatMaster },
  keyedByObjectId: { ...frame, ptp: { instances: { [objectId]: anonymousMaster, other: slave } } },
  mapWithoutList: { ...frame, ptp: { [objectId]: anonymousMaster, blue: { ...slave, 'object-id': 'blue' } } },
  single: { ...frame, ptp: anonymousMaster },
  ptpInstances: { ...frame, psx: { 'ptp-instances': [master] } },
  ptpv2List: { ...frame, ptpv2: [master] },
  underPorts: { ...frame, ports: [{ 'object-id': 'port0', link: true, ptp: { instances: [master] } }] },
  underStatus: { ...frame, ptp: { status: { instances: [master] }, running: true } },
  withForeignMasters: { ...frame, ptp: { instances: [{ ...master, 'foreign-masters': [{ 'gm-id': 'x', 'clock-class': 7, domain: 1 }] }] } },
  withPorts: { ...frame, ptp: { instances: [{ ...master, ports: [{ 'port-state': 'slave', 'delay-mechanism': 'e2e' }] }] } },
};

/** Looks like PTP, is not: NTP, its cluster, the list of supported texts. */
export const traps: JsonObject = {
  info: { model: 'c05f1-v33', 'serial-number': 'N/A' },
  ntp: [{ 'object-id': 'ntp0', offset: -3.9999999999999998e-6, delay: 0.000124, domain: 0 }],
  interfaces: [{ 'object-id': 'lan0:0', cluster: { ipv4: { 'port-state': '', 'clock-class': '', 'clock-status': '' } } }],
  ports: [{ 'object-id': 'lan0', 'bonding-slave': { 'ad-actor-oper-port-state': 1, 'port-state': 1, domain: 1 } }],
  'sync-status': { offset: 1, 'path-delay': 1, domain: 1 },
  syncmon: { nodes: [{ 'port-state': 'slave', domain: 0 }] },
};

export function slot(id: string, position: string, module?: Json): JsonObject {
  const node = { 'object-id': id, 'slot-id': id, 'slot-type': id.replace(/\d+$/, ''), 'slot-position': position, 'slot-orientation': 'vertical' };
  return module === undefined ? node : { ...node, module };
}

const clock = { info: { model: 'grc180' }, 'sync-status': frame['sync-status'] };

/** Out of order, as in real answers. */
export const slots = [slot('cpu', '0,4,1', traps), slot('clk1', '0,2,1', clock), slot('io3', '0,10,1', modules.standard), slot('clk2', '0,3,1')] as const;
