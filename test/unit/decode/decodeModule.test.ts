import { describe, expect, it } from 'vitest';
import { decodeModule } from '../../../src/ltos/decode';
import type { Json, JsonObject } from '../../../src/model/json';
import { envelope, flatInstance, moduleAnswer, nestedInstance, places } from './fixtures';

const decode = (members: JsonObject, options: { offsetUnit?: 'auto' | 'ns' | 's'; raw?: boolean } = {}) =>
  decodeModule(moduleAnswer(members), { slotId: 'io3', ...options });

function onlyInstance(members: JsonObject, options = {}) {
  const { ptpInstances } = decode(members, options).value;
  expect(ptpInstances).toHaveLength(1);
  return ptpInstances[0]!;
}

/** What the device sends for one member of an otherwise good instance. */
const withMember = (member: JsonObject): JsonObject => ({ ptp: { instances: [{ 'port-state': 'slave', domain: 44, ...member }] } });

const expected = {
  id: 'instance0',
  name: 'ST2110-A',
  portState: 'SLAVE',
  domain: 127,
  profile: 'SMPTE ST 2059-2',
  clockIdentity: 'EC-46-70-FF-FE-00-11-22',
  grandmasterIdentity: 'EC-46-70-FF-FE-00-99-88',
  clockClass: 6,
  clockAccuracy: 0x21,
  priority1: 127,
  priority2: 128,
  stepsRemoved: 1,
  offsetFromMasterNs: -12,
  meanPathDelayNs: 340,
};

describe('decodeModule', () => {
  it.each(Object.entries(places))('finds the instance in %s', (_place, members) => {
    expect(onlyInstance(members)).toMatchObject({ ...expected, running: true });
  });

  it('reads an instance with all keys at one level, with other names and other forms', () => {
    expect(onlyInstance({ ptp: { instances: [flatInstance] } })).toMatchObject(expected);
  });

  it('reads what the card says about itself, without the padding', () => {
    expect(decode({}).value).toMatchObject({ model: 'psx210', serialNumber: '0410110123', softwareRevision: 'v1.12', isPsx: true });
  });

  it.each([
    ['the slot', envelope({ 'object-id': 'io3', 'slot-id': 'io3', module: { info: { model: 'psx210' }, ...places['ptpv2[]'] } })],
    ['the slot list', envelope([{ 'slot-id': 'IO 3', module: { info: { model: 'psx210' }, ...places['ptpv2[]'] } }])],
    ['the whole status', envelope({ chassis0: { slots: [{ 'slot-id': 'io3', module: { info: { model: 'psx210' }, ...places['ptpv2[]'] } }] } })],
    ['the whole tree', envelope({ status: { chassis0: { slots: { io3: { module: { info: { model: 'psx210' }, ...places['ptpv2[]'] } } } } } })],
  ] satisfies [string, Json][])('takes the module out of an answer about %s', (_about, body) => {
    const { ptpInstances, isPsx } = decodeModule(body, { slotId: 'io3' }).value;
    expect([isPsx, ptpInstances.map(({ name }) => name)]).toEqual([true, ['ST2110-A']]);
  });

  it('gives an empty reading for an empty slot and for another answer', () => {
    const empty = { isPsx: false, ptpInstances: [], properties: [] };
    expect(decodeModule(envelope({ 'slot-id': 'io3', 'slot-type': 'io' }), { slotId: 'io3' }).value).toEqual(empty);
    expect(decodeModule([], { slotId: 'io3' }).value).toEqual(empty);
    expect(decodeModule('nothing', { slotId: 'io3' }).problems).toHaveLength(1);
  });

  it('knows a PSX by its model, and one without a model by its instances', () => {
    const isPsx = (info: JsonObject) => decodeModule(envelope({ 'object-id': 'module', info, ptp: nestedInstance }), { slotId: 'io3' }).value.isPsx;
    expect(['psx210', 'PSX-210', 'IMS-PSX210', 'psx4ge'].map((model) => isPsx({ model }))).toEqual([true, true, true, true]);
    expect(['hps100', 'c05f1-v33'].map((model) => isPsx({ model }))).toEqual([false, false]);
    expect(isPsx({})).toBe(true);
  });

  it.each([
    ['PRE_MASTER', 'PRE_MASTER'],
    ['pre-master', 'PRE_MASTER'],
    ['slave [9]', 'SLAVE'],
    ['9', 'SLAVE'],
    ['time-transmitter', 'MASTER'],
    [{ value: 8, name: 'uncalibrated' }, 'UNCALIBRATED'],
    [12, '12 (unknown)'],
    ['warp', 'warp (unknown)'],
    ['n/a', 'unknown'],
    [null, 'unknown'],
  ] satisfies [Json, string][])('reads the port state %j as %s', (sent, word) => {
    expect(onlyInstance(withMember({ 'port-state': sent, 'clock-class': 6 })).portState).toBe(word);
  });

  it.each([
    [{ offset: 12 }, 12],
    [{ offset: '12 ns' }, 12],
    [{ offset: '0.3 us' }, 300],
    [{ 'offset-from-master': '-1.2e-8 s' }, -12],
    [{ 'offset-us': 1.5 }, 1500],
    [{ offset: 3.9999999999999998e-6 }, 4000],
    [{ offset: { secs: 0, 'nano-secs': -12 } }, -12],
    [{ offset: 'n/a' }, undefined],
    [{ offset: 0 }, 0],
  ] satisfies [JsonObject, number | undefined][])('reads %j as %s ns', (sent, ns) => {
    expect(onlyInstance(withMember(sent)).offsetFromMasterNs).toBe(ns);
  });

  it('takes the unit of bare numbers from the setting', () => {
    expect(onlyInstance(withMember({ offset: 2 }), { offsetUnit: 's' }).offsetFromMasterNs).toBe(2e9);
    expect(onlyInstance(withMember({ offset: 0.0001 }), { offsetUnit: 'ns' }).offsetFromMasterNs).toBe(0);
    expect(onlyInstance(withMember({ offset: '2 ns' }), { offsetUnit: 's' }).offsetFromMasterNs).toBe(2);
  });

  it('keeps everything but a bad field, and names its path', () => {
    const { value, problems } = decode({ ptp: { instances: [{ ...nestedInstance, 'default-ds': { ...nestedInstance['default-ds'], priority1: 'abc', 'domain-number': 999 } }] } });
    const [instance] = value.ptpInstances;
    expect(instance).toMatchObject({ portState: 'SLAVE', priority2: 128, clockClass: 6 });
    expect([instance?.priority1, instance?.domain]).toEqual([undefined, undefined]);
    expect(problems.map(({ path }) => path).sort()).toEqual(['ptp.instances.instance0.default-ds.domain-number', 'ptp.instances.instance0.default-ds.priority1']);
    expect(value.properties).toContainEqual({ path: 'ptp.instances.instance0.default-ds.priority1', value: 'abc' });
  });

  it('never takes the values of the grandmaster for those of the clock', () => {
    const instance = onlyInstance({ ptp: { instances: [{ 'port-state': 'slave', 'parent-ds': { 'clock-class': 6, priority1: 1 }, 'gm-clock-accuracy': 33, domain: 0 }] } });
    expect([instance.clockClass, instance.priority1, instance.clockAccuracy]).toEqual([undefined, undefined, undefined]);
  });

  it('gives instances that share an id ids of their own', () => {
    const { ptpInstances } = decode({ ptp: { instances: [1, 2, 3].map((domain) => ({ ...flatInstance, domain })) } }).value;
    expect(new Set(ptpInstances.map(({ id }) => id)).size).toBe(3);
  });

  it('does not take NTP, clusters or foreign clocks for PTP instances', () => {
    const trap = { 'port-state': 'master', 'clock-class': 6, domain: 1 };
    expect(decode({ ntp: trap, cluster: { ipv4: trap }, 'bonding-slave': trap, 'sync-status': trap, 'ntp-server': [trap] }).value.ptpInstances).toEqual([]);
  });

  it('lists every leaf as received, understood or not', () => {
    const { properties } = decode({ ptp: { instances: [nestedInstance] }, novelty: { depth: [1, { 'object-id': 'x', y: null }] } }).value;
    expect(properties).toContainEqual({ path: 'novelty.depth.0', value: 1 });
    expect(properties).toContainEqual({ path: 'novelty.depth.x.y', value: null });
    expect(properties).toContainEqual({ path: 'info.serial-number', value: '0410110123    ' });
    expect(properties).toContainEqual({ path: 'ptp.instances.instance0.port-ds.port-state', value: 'slave' });
  });

  it('says that an instance does not run', () => {
    expect(onlyInstance(withMember({ running: false })).running).toBe(false);
  });
});
