import { describe, expect, it } from 'vitest';
import { apiMajor, decodeChassis, decodeSystem } from '../../../src/ltos/decode';
import type { Json, JsonObject } from '../../../src/model/json';
import { answer, slot, slots, systemInformation } from './psxModules';

const chassis0: JsonObject = { model: 'M3000', 'slot-layout': '1,9', slots };
const slotMap = Object.fromEntries(slots.map((node, index) => [['cpu', 'clk1', 'io3', 'clk2'][index]!, node]));

describe('decodeChassis', () => {
  it.each<[string, Json]>([
    ['/api', answer({ status: { 'object-id': 'status', chassis0 } })],
    ['/api/status', answer({ 'object-id': 'status', system: {}, chassis0 })],
    ['/api/status/chassis0', answer({ 'object-id': 'chassis0', ...chassis0 })],
    ['/api/status/chassis0/slots as a list', answer(slots)],
    ['/api/status/chassis0/slots with the list under its name', answer({ 'object-id': 'slots', slots })],
    ['/api/status/chassis0/slots as a map', answer({ 'object-id': 'slots', ...slotMap })],
    ['a map without object-id', answer(slotMap)],
    ['slots as a map', answer({ chassis0: { slots: slotMap } })],
  ])('%s: all slots, in the order of their positions', (_path, body) => {
    const { value, problems } = decodeChassis(body);
    expect(problems).toEqual([]);
    expect(value.system?.hostname).toBe('ims1.time.example.com');
    expect(value.slots.map(({ slotId, slotType, module }) => [slotId, slotType, module?.isPsx, module?.ptpInstances.length])).toEqual([
      ['clk1', 'clk', false, 0],
      ['clk2', 'clk', undefined, undefined],
      ['cpu', 'cpu', false, 0],
      ['io3', 'io', true, 2],
    ]);
  });

  it('reads one slot, also one that does not name itself', () => {
    expect(decodeChassis(answer(slot('io3', '0,1,1', {}))).value.slots).toMatchObject([{ slotId: 'io3', module: { isPsx: false } }]);
    expect(decodeChassis(answer({ module: {} }), { slotId: 'io4' }).value.slots).toMatchObject([{ slotId: 'io4', slotType: 'io' }]);
  });

  it('tells the slots of several chassis apart', () => {
    const body = answer({ chassis0: { slots: [slot('clk1', '0,1,1')] }, chassis1: { slots: [slot('clk1', '1,1,1'), slot('io1', '1,2,1')] } });
    expect(decodeChassis(body).value.slots.map(({ slotId }) => slotId)).toEqual(['clk1', 'chassis1/clk1', 'io1']);
  });

  it('puts slots without a position last and copes with odd elements', () => {
    const body = answer({ chassis0: { slots: [null, 7, { module: {} }, { 'slot-id': 7 }, slot('b', 'x'), slot('a', '0,1')] } });
    expect(decodeChassis(body).value.slots.map(({ slotId }) => slotId)).toEqual(['a', '2', '7', 'b']);
  });

  it('names the slot in the path of a problem', () => {
    const module = { ptp: [{ 'object-id': 'i', 'port-state': 9, domain: 999 }] };
    expect(decodeChassis(answer([slot('io1', '0,1,1', module)])).problems[0]?.path).toBe('io1.ptp.i.domain');
  });

  it('decodes a module as it is told', () => {
    const module = { ptp: [{ 'port-state': 9, domain: 1, offset: 2 }] };
    expect(decodeChassis(answer([slot('io1', '0,1,1', module)]), { offsetUnit: 's' }).value.slots[0]?.module?.ptpInstances[0]?.offsetFromMasterNs).toBe(2e9);
  });

  it.each<[string, Json]>([
    ['null', null],
    ['a text', 'no'],
    ['a module', answer({ 'object-id': 'module', info: {} })],
    ['the system', answer({ 'object-id': 'system', uptime: 1 })],
  ])('%s holds no slots', (_name, body) => {
    expect(decodeChassis(body)).toMatchObject({ value: { slots: [] }, problems: [{ path: '' }] });
  });
});

describe('decodeSystem', () => {
  it('reads the envelope', () => {
    expect(decodeSystem(answer(null))).toEqual({
      hostname: 'ims1.time.example.com',
      model: 'M3000',
      serialNumber: '0123456789',
      firmware: 'fw_7.08.012',
      apiVersion: '17.02.003',
      compatibility: 'verified',
    });
    expect(apiMajor(answer(null))).toBe(17);
  });

  it('falls back to the version in the status, and leaves missing texts empty', () => {
    const restApi = { 'api-version': '20.05.013' };
    const old = { ...systemInformation, 'API Version': undefined };
    for (const data of [{ 'rest-api': restApi }, { status: { 'rest-api': restApi, chassis0: {} } }]) {
      expect(decodeSystem({ 'system-information': { ...old, 'serial-number': 'N/A' }, data })).toMatchObject({ apiVersion: '20.05.013', serialNumber: '', compatibility: 'unverified' });
    }
    // LTOS 7.05 tells no version at all.
    expect(decodeSystem({ 'system-information': old, data: {} })).toMatchObject({ apiVersion: '', compatibility: 'unverified' });
    expect(decodeSystem({ data: {} })).toBeUndefined();
    expect(apiMajor('x')).toBeUndefined();
  });
});
