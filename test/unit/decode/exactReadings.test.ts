import { describe, expect, it } from 'vitest';
import { decodeChassis, decodeModule, type PtpInstanceReading, readInstanceFields } from '../../../src/ltos/decode';
import type { Json, JsonObject } from '../../../src/model/json';
import { moduleFixture, variantNames } from '../../../src/simulator';
import { answer, flatMaster, frame, master, masterReading, modules, slot } from './psxModules';

const options = { slotId: 'io3' };
const running = { ...masterReading, running: true };

/** What is decoded of a module but the lists of its properties and the data sets. */
function readingOf(body: Json) {
  const { ptpInstances, ...card } = decodeModule(body, options).value;
  return { model: card.model, isPsx: card.isPsx, instances: ptpInstances.map(withoutLists) };
}

function withoutLists(reading: { readonly properties: unknown }): object {
  return Object.fromEntries(Object.entries(reading).filter(([name]) => name !== 'properties' && name !== 'dataSets'));
}

/** Where an instance lies is all in which two forms of it may differ. */
function withoutPaths({ dataSets, ...reading }: PtpInstanceReading): object {
  const other = dataSets?.otherProperties.map(({ path, value }) => ({ key: path.split('.').at(-1), value }));
  return { ...withoutLists(reading), dataSets: { ...dataSets, otherProperties: other } };
}

describe('the first instance of each form, field by field', () => {
  it.each<[string, object]>([
    ['standard', { id: 'instance0', ...running }],
    ['raw', { id: 'instance0', ...running }],
    ['flat', { id: 'instance0', ...masterReading }],
    ['keyedByObjectId', { id: 'instance0', ...running }],
    ['single', { id: 'ptp', ...running }],
    ['ptpInstances', { id: 'instance0', ...running }],
    ['ptpv2List', { id: 'instance0', ...running }],
    ['underPorts', { id: 'instance0', ...running }],
  ])('%s', (name, expected) => {
    expect(readingOf(answer({ 'object-id': 'module', ...modules[name] })).instances[0]).toEqual(expected);
  });

  it('the same in every answer that holds the module', () => {
    const module: JsonObject = { ...frame, ptp: { instances: [master] } };
    const status = { 'object-id': 'status', 'rest-api': {}, chassis0: { slots: [slot('io3', '0,3,1', module), slot('clk2', '0,2,1')] } };
    for (const body of [answer({ 'object-id': 'module', ...module }), answer(slot('io3', '0,3,1', module)), answer(status), answer({ 'object-id': 'api', status }), status]) {
      expect(readingOf(body)).toEqual({ model: 'psx210', isPsx: true, instances: [{ id: 'instance0', ...running }] });
    }
    for (const body of [answer(status), answer({ status })]) {
      expect(decodeChassis(body).value.slots.map(({ slotId, module: card }) => [slotId, card?.ptpInstances.map(withoutLists)])).toEqual([
        ['clk2', undefined],
        ['io3', [{ id: 'instance0', ...running }]],
      ]);
    }
  });

  it('an empty slot, and another card', () => {
    expect(decodeModule(answer(slot('io3', '0,3,1')), options)).toEqual({ value: { isPsx: false, ptpInstances: [], properties: [] }, problems: [] });
    expect(readingOf(answer({ 'object-id': 'module', ...frame, info: { model: 'hps100' } }))).toEqual({ model: 'hps100', isPsx: false, instances: [] });
  });

  it('an instance that is stopped or says nothing', () => {
    for (const value of ['n/a', null, '-', '']) {
      const silent = Object.fromEntries(Object.keys(flatMaster).map((key) => [key, value]));
      const instances = [{ ...silent, 'object-id': 'a' }, { ...silent, 'object-id': 'b', running: false }];
      expect(readingOf(answer({ 'object-id': 'module', ptp: { instances } })).instances).toEqual([
        { id: 'a', name: 'a', portState: 'unknown' },
        { id: 'b', name: 'b', portState: 'unknown', running: false },
      ]);
    }
  });
});

describe('own values and those of the grandmaster', () => {
  const own = ['domain-number', 'priority1', 'priority2', 'clock-class', 'clock-accuracy', 'offset-scaled-log-variance', 'clock-identity'];
  const ownFields = ['domain', 'priority1', 'priority2', 'clockClass', 'clockAccuracy', 'variance', 'clockIdentity'];
  const values: JsonObject = { priority1: 1, priority2: 2, 'clock-class': 7, 'clock-accuracy': 34, 'offset-scaled-log-variance': 3, 'clock-identity': 'EC-46-70-FF-FE-00-11-22', 'domain-number': 4 };

  it.each(own)('%s in the parent data set is not the clock\'s own', (key) => {
    const fields = readInstanceFields({ 'parent-ds': { [key]: values[key] ?? null } });
    for (const field of ownFields) {
      expect(fields).not.toHaveProperty(field);
    }
  });

  it('both are read from one instance, in whichever order they come', () => {
    const gm: JsonObject = { 'gm-clock-class': 6, 'gm-priority1': 10 };
    for (const instance of [{ ...gm, ...values }, { ...values, ...gm }]) {
      expect(readInstanceFields(instance)).toMatchObject({ clockClass: 7, priority1: 1, grandmasterClockClass: 6, grandmasterPriority1: 10 });
    }
    expect(readInstanceFields(gm)).toEqual({ grandmasterClockClass: 6, grandmasterPriority1: 10 });
  });

  it('what was configured counts last', () => {
    expect(readInstanceFields({ config: { 'domain-number': 5, priority1: 5 }, 'default-ds': { 'domain-number': 127 } })).toEqual({ domain: 127, priority1: 5 });
  });
});

describe('the variants of the simulator', () => {
  const identity = /^(?:[0-9A-F]{2}-){7}[0-9A-F]{2}$/;
  const counts: Readonly<Record<string, number>> = { singleWithoutInstances: 1, emptyPsxSlot: 0, wrongCard: 1 };

  it.each(variantNames.flatMap((name) => [[name, false] as const, [name, true] as const]))('%s (raw: %s) has its instances', (name, raw) => {
    const { value, problems } = decodeModule(moduleFixture(name, { raw }), { ...options, raw });
    expect(problems).toEqual([]);
    expect(value.ptpInstances).toHaveLength(counts[name] ?? 3);
    expect(value.isPsx).toBe(name !== 'emptyPsxSlot' && name !== 'wrongCard');
    for (const instance of value.ptpInstances) {
      if (name === 'notRunning') {
        expect(withoutLists(instance)).toEqual({ id: instance.id, name: instance.name, portState: 'unknown', running: false });
        continue;
      }
      expect([127, 44, 24]).toContain(instance.domain);
      expect(instance.clockIdentity).toMatch(identity);
      expect(instance.grandmasterIdentity).toMatch(identity);
      expect(instance).toMatchObject({ priority1: expect.any(Number) as number, offsetFromMasterNs: expect.any(Number) as number });
    }
  });

  it.each(variantNames.filter((name) => !['notRunning', 'emptyPsxSlot', 'wrongCard', 'driftedEnums', 'singleWithoutInstances', 'hostile'].includes(name)))('%s reads as the standard one', (name) => {
    const instances = (fixture: Json) => decodeModule(fixture, options).value.ptpInstances.map(withoutPaths);
    expect(instances(moduleFixture(name))).toEqual(instances(moduleFixture('standard')));
  });
});
