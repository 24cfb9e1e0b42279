import { describe, expect, it } from 'vitest';
import { decodeModule } from '../../../src/ltos/decode';
import type { Json, JsonObject } from '../../../src/model/json';
import { moduleFixture, variantNames } from '../../../src/simulator';
import { answer, frame, master, masterReading, modules, slave, slot, traps } from './psxModules';

const options = { slotId: 'io3' };

function decode(module: JsonObject, more: { raw?: boolean; offsetUnit?: 'auto' | 'ns' | 's' } = {}) {
  return decodeModule(answer({ 'object-id': 'module', ...module }), { ...options, ...more });
}

function decodeInstance(instance: JsonObject, more: Parameters<typeof decode>[1] = {}) {
  const { value, problems } = decode({ info: { model: 'psx210' }, ptp: { instances: [{ 'port-state': 'slave', 'domain-number': 0, ...instance }] } }, more);
  return { instance: value.ptpInstances[0]!, count: value.ptpInstances.length, problems };
}

describe('the shapes of a PSX module', () => {
  it.each(Object.entries(modules))('%s: the instance and the card are understood', (_name, module) => {
    const { value, problems } = decode(module);
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ model: 'psx210', serialNumber: '0410110123', softwareRevision: 'v1.12', isPsx: true });
    expect(value.ptpInstances[0]).toMatchObject(masterReading);
  });

  it('gives the ids that the device gives, in lists and in maps', () => {
    const ids = (name: string) => decode(modules[name]!).value.ptpInstances.map(({ id }) => id);
    expect(ids('standard')).toEqual(['instance0', 'instance1']);
    expect(ids('keyedByObjectId')).toEqual(['instance0', 'instance1']);
    expect(ids('mapWithoutList')).toEqual(['instance0', 'blue']);
    expect(ids('single')).toEqual(['ptp']);
    expect(ids('withForeignMasters')).toEqual(['instance0']);
    expect(ids('withPorts')).toEqual(['instance0']);
    const anonymous = { 'port-state': 'slave', domain: 1 };
    expect(decode({ ptp: { instances: [anonymous, anonymous] } }).value.ptpInstances.map(({ id }) => id)).toEqual(['0', '1']);
  });

  it('makes repeated ids unique, and shows an instance that is listed twice once', () => {
    const other = { ...master, 'default-ds': { ...master['default-ds'], 'clock-identity': 'EC-46-70-FF-FE-00-11-33' } };
    expect(decode({ ptp: { instances: [master, other] } }).value.ptpInstances.map(({ id }) => id)).toEqual(['instance0', 'instance0-2']);
    expect(decode({ ptp: { instances: [master, master] } }).value.ptpInstances).toHaveLength(2);
    expect(decode({ ptp: { instances: [master] }, psx: { ptpv2: [master] } }).value.ptpInstances).toHaveLength(1);
  });

  it('takes the ports for the instances when the node around them only holds what they share', () => {
    const ports = [{ 'object-id': 'p1', 'port-state': 'slave', domain: 1 }, { 'object-id': 'p2', 'port-state': 'master', domain: 1 }];
    expect(decode({ ptp: { domain: 1, 'delay-mechanism': 'e2e', ports } }).value.ptpInstances.map(({ id }) => id)).toEqual(['p1', 'p2']);
  });

  it('finds no instance in NTP, its cluster, bonding, sync status and SyncMon', () => {
    const { value } = decode(traps);
    expect(value).toMatchObject({ model: 'c05f1-v33', isPsx: false, ptpInstances: [] });
    expect(value.serialNumber).toBeUndefined();
  });

  it('tells a PSX by its model, and without a model by its instances', () => {
    expect(decode({ info: { model: 'IMS-PSX210' } }).value.isPsx).toBe(true);
    expect(decode({ info: { model: 'hps100' }, ptp: { instances: [master] } }).value.isPsx).toBe(false);
    expect(decode({ ptp: { instances: [master] } }).value.isPsx).toBe(true);
    expect(decode({ 'power-available': false }).value.isPsx).toBe(false);
  });

  it.each(variantNames.flatMap((name) => [[name, false] as const, [name, true] as const]))('decodes the variant %s of the simulator (raw: %s)', (name, raw) => {
    const { value, problems } = decodeModule(moduleFixture(name, { raw }), { ...options, raw });
    if (name === 'emptyPsxSlot') {
      expect(problems).toEqual([]);
      expect(value).toEqual({ isPsx: false, ptpInstances: [], properties: [] });
      return;
    }
    expect(problems).toEqual([]);
    expect(value.isPsx).toBe(name !== 'wrongCard');
    expect(value.ptpInstances.length).toBeGreaterThan(0);
    for (const instance of value.ptpInstances) {
      expect(instance.name).toMatch(/^[A-Z]/);
      expect(instance.portState).toMatch(name === 'notRunning' ? /^unknown$/ : /^(?:[A-Z_]+|12 \(unknown\))$/);
    }
  });
});

describe('the answers that may hold a module', () => {
  const module = modules.standard!;
  it.each<[string, Json]>([
    ['the module', answer({ 'object-id': 'module', ...module })],
    ['the module without an object-id', answer(module)],
    ['its slot', answer(slot('io3', '0,3,1', module))],
    ['the list of slots', answer([slot('clk1', '0,1,1'), slot('io3', '0,3,1', module)])],
    ['the status', answer({ 'object-id': 'status', chassis0: { slots: [slot('io3', '0,3,1', module)] } })],
    ['the whole tree', answer({ status: { chassis0: { slots: { IO3: { module } } } } })],
  ])('%s', (_name, body) => {
    expect(decodeModule(body, { slotId: 'io3' }).value.ptpInstances).toHaveLength(2);
    expect(decodeModule(body, { slotId: 'IO 3' }).value.properties).toEqual(decodeModule(answer(module), options).value.properties);
  });

  it.each<[string, Json]>([
    ['another slot', answer({ 'object-id': 'status', chassis0: { slots: [slot('clk1', '0,1,1', module)] } })],
    ['nothing', null],
    ['a text', 'error'],
    ['an error without an envelope', { error: 'no such path' }],
    ['an envelope without data', answer(null)],
    ['the status without a chassis', answer({ 'object-id': 'status', system: {} })],
  ])('%s is reported', (_name, body) => {
    const { value, problems } = decodeModule(body, options);
    expect(value).toEqual({ isPsx: false, ptpInstances: [], properties: [] });
    expect(problems[0]?.message).toContain('io3');
  });
});

describe('values', () => {
  it.each<[Json, string]>([
    [9, 'SLAVE'], ['9', 'SLAVE'], ['slave', 'SLAVE'], ['slave [9]', 'SLAVE'], ['PRE_MASTER', 'PRE_MASTER'], ['pre-master', 'PRE_MASTER'],
    ['time-receiver', 'SLAVE'], ['time-transmitter', 'MASTER'], ['grandmaster', 'GRAND_MASTER'], [0, 'UNINITIALIZED'],
    [{ value: 9, name: 'slave' }, 'SLAVE'], [{ 'object-id': 'slave', value: 9, description: 'slave' }, 'SLAVE'], [{ value: 9 }, 'SLAVE'],
    [12, '12 (unknown)'], ['dancing', 'dancing (unknown)'], ['dancing [9]', 'SLAVE'], [true, 'true (unknown)'], [null, 'unknown'], ['n/a', 'unknown'], ['', 'unknown'],
  ])('port state %j is %s', (value, state) => {
    expect(decodeInstance({ 'port-state': value })).toMatchObject({ instance: { portState: state }, problems: [] });
  });

  it('takes the port state from "state" only when it is one', () => {
    const state = (value: Json) => decode({ ptp: [{ state: value, domain: 1, 'clock-class': 6 }] }).value.ptpInstances[0]?.portState;
    expect(state('passive')).toBe('PASSIVE');
    expect(state({ value: 9 })).toBe('SLAVE');
    expect(state('fine')).toBe('unknown');
    expect(state('stopped')).toBe('unknown');
  });

  it.each<[JsonObject, number]>([
    [{ offset: -12 }, -12], [{ offset: '12 ns' }, 12], [{ offset: '0.3 us' }, 300], [{ offset: '-1.2e-8 s' }, -12], [{ offset: '−5 µs' }, -5000],
    [{ offset: { secs: 0, 'nano-secs': 12 } }, 12], [{ offset: { sec: -1, nsec: 5 } }, -999_999_995], [{ offset: { value: 3, unit: 'us' } }, 3000],
    [{ 'offset-from-master-us': 3 }, 3000], [{ 'offset-ms': '2' }, 2e6], [{ 'offset-s': 1 }, 1e9], [{ 'offset-us': '7 ns' }, 7],
    [{ offset: -3.9999999999999998e-6 }, -4000], [{ offset: 1.5 }, 1.5], [{ offset: '17' }, 17], [{ offset: -0 }, 0],
  ])('the offset in %j is %d ns', (member, ns) => {
    expect(decodeInstance(member)).toMatchObject({ instance: { offsetFromMasterNs: ns }, problems: [] });
  });

  it('takes bare numbers as the user says', () => {
    expect(decodeInstance({ offset: 2 }, { offsetUnit: 's' }).instance.offsetFromMasterNs).toBe(2e9);
    expect(decodeInstance({ offset: 4e-6 }, { offsetUnit: 'ns' }).instance.offsetFromMasterNs).toBe(0);
    expect(decodeInstance({ offset: '4 us' }, { offsetUnit: 's' }).instance.offsetFromMasterNs).toBe(4000);
  });

  it.each<[Json, number | undefined]>([
    [33, 0x21], ['33', 0x21], ['0x21', 0x21], ['less-than-100ns', 0x21], ['100-ns', 0x21], ['timeAccurateTo2Point5us', 0x24], ['timeAccurateTo2to5ms', 0x2a],
    ['< 2.5 µs', 0x24], ['2-5-us', 0x24], ['25us', 0x26], ['more-than-10-s', 0x31], ['timeAccurateToGT10s', 0x31], ['unknown', 0xfe], [-2, 0xfe], ['25ns [32]', 0x20],
    [0, undefined], ['n/a', undefined], [{ value: 33, name: 'x' }, 0x21],
  ])('clock accuracy %j is code %s', (value, code) => {
    const { instance, problems } = decodeInstance({ 'clock-accuracy': value });
    expect(instance.clockAccuracy).toBe(code);
    expect(problems).toEqual([]);
  });

  it.each<Json>([null, '', '-', '--', 'N/A', 'n/a', 'na', 'none', 'unknown', 'never', 'unspecified', '00:00:00:00:00:00', '000000000000', 'FF-FF-FF-FF-FF-FF-FF-FF', '0000000000000000'])(
    'the identity %j is absent, and still listed',
    (value) => {
      const { instance, problems } = decodeInstance({ 'gm-id': value });
      expect(instance).not.toHaveProperty('grandmasterIdentity');
      expect(problems).toEqual([]);
      expect(instance.properties).toContainEqual({ path: 'ptp.instances.0.gm-id', value });
    },
  );

  it('keeps the clock and its grandmaster apart, also in data sets with short keys', () => {
    const { instance } = decodeInstance({ parent: { 'clock-class': 7, accuracy: 34, priority1: 1 }, local: { 'clock-class': 6 }, 'gm-mac': 'ec:46:70:00:11:22' });
    expect(instance).toMatchObject({ clockClass: 6, grandmasterIdentity: 'EC-46-70-FF-FE-00-11-22' });
    expect(instance).not.toHaveProperty('priority1');
    expect(instance).not.toHaveProperty('clockAccuracy');
    expect(decodeInstance({ 'gm-clock-class': 7 }).instance).not.toHaveProperty('clockClass');
  });

  it('prefers what is to what was configured', () => {
    expect(decodeInstance({ config: { priority1: 5 }, 'default-ds': { priority1: 6 } }).instance.priority1).toBe(6);
    expect(decodeInstance({ config: { priority1: 5 } }).instance.priority1).toBe(5);
  });

  it('reports a bad value with its path and keeps the rest', () => {
    const { instance, problems } = decodeInstance({ 'object-id': 'i', 'domain-number': 999, 'default-ds': { priority1: 'abc', priority2: 7 }, offset: 'soon' });
    expect(instance.priority2).toBe(7);
    for (const name of ['domain', 'priority1', 'offsetFromMasterNs']) {
      expect(instance).not.toHaveProperty(name);
    }
    expect(problems.map(({ path, message }) => `${path}: ${message}`).sort()).toEqual([
      'ptp.instances.i.default-ds.priority1: Found "abc"; expected a whole number from 0 to 255.',
      'ptp.instances.i.domain-number: Found 999; expected a whole number from 0 to 255.',
      'ptp.instances.i.offset: Found "soon"; expected a time such as 12, "12 ns" or "-1.2e-8 s".',
    ]);
    expect(instance.properties).toContainEqual({ path: 'ptp.instances.i.default-ds.priority1', value: 'abc' });
  });

  it('believes no measured value of an instance that does not run', () => {
    const { instance } = decodeInstance({ ...slave, running: false, profile: 'g-8275-1' });
    expect(instance).toMatchObject({ name: 'Red', portState: 'unknown', domain: 24, profile: 'ITU-T G.8275.1', running: false });
    expect(instance).not.toHaveProperty('offsetFromMasterNs');
    expect(instance).not.toHaveProperty('grandmasterIdentity');
  });
});

describe('properties', () => {
  it('lists every leaf as received, elements by object-id or index', () => {
    const { value } = decode({ ...frame, ptp: { instances: [master] }, list: ['a', { 'object-id': 'x', n: 1 }, { 'object-id': 'x', n: 2 }], dac: null });
    expect(value.properties).toEqual(
      expect.arrayContaining([
        { path: 'info.serial-number', value: '0410110123    ' },
        { path: 'ptp.instances.instance0.port-ds.port-state', value: 'master' },
        { path: 'list.0', value: 'a' },
        { path: 'list.x.n', value: 1 },
        { path: 'list.x#2.n', value: 2 },
        { path: 'dac', value: null },
      ]),
    );
    expect(value.properties.some(({ path }) => path === 'object-id')).toBe(false);
    expect(value.ptpInstances[0]?.properties.every(({ path }) => path.startsWith('ptp.instances.instance0.'))).toBe(true);
    expect(value.ptpInstances[0]?.properties).toHaveLength(JSON.stringify(master).match(/:(?![{[])/g)!.length - 2 /* colons in two values */ + 1);
  });

  it('stops at 20,000 values and 64 levels, and says so', () => {
    const many = decode({ list: Array.from({ length: 21_000 }, (_, index) => index) });
    expect(many.value.properties).toHaveLength(20_000);
    expect(many.problems).toEqual([{ path: 'list.20000', message: expect.stringContaining('20000') as string }]);
    const deep = JSON.parse(`{"a":1,"b":${'['.repeat(10_000)}${']'.repeat(10_000)},"c":2}`) as JsonObject;
    const { value, problems } = decode(deep);
    expect(value.properties).toEqual([{ path: 'a', value: 1 }, { path: 'c', value: 2 }]);
    expect(problems[0]?.message).toContain('64 levels');
  });

  it('survives keys of the prototype', () => {
    const text = '{"__proto__": {"polluted": 1, "port-state": "slave"}, "constructor": 2, "ptp": {"__proto__": {"port-state": 9, "domain": 1, "toString": 3}}}';
    const { value } = decodeModule(answer(JSON.parse(text) as Json), options);
    expect(value.properties).toContainEqual({ path: '__proto__.polluted', value: 1 });
    expect(value.ptpInstances[0]).toMatchObject({ id: '__proto__', portState: 'SLAVE' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
