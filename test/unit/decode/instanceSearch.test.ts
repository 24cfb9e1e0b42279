import { describe, expect, it } from 'vitest';
import { decodeModule } from '../../../src/ltos/decode';
import type { JsonObject } from '../../../src/model/json';
import { subjectKey } from '../../../src/model/ptpAddress';
import { moduleAnswer } from './fixtures';

const decode = (members: JsonObject) => decodeModule(moduleAnswer(members), { slotId: 'io3' }).value;
const shown = (members: JsonObject) => decode(members).ptpInstances.map(({ id, name, running, portState }) => ({ id, name, running, portState }));

describe('the search for PTP instances', () => {
  it.each<[string, JsonObject]>([
    ['an empty list', { domain: 3, 'delay-mechanism': 'e2e', instances: [] }],
    ['an empty map', { domain: 3, 'delay-mechanism': 'e2e', 'ptp-instances': {} }],
  ])('finds none beside %s, whatever the container itself says', (_form, ptp) => {
    expect(decode({ ptp })).toMatchObject({ isPsx: true, ptpInstances: [] });
  });

  it('keeps an instance that has an empty list of its own', () => {
    const instance = { 'object-id': 'a', 'port-state': 'slave', domain: 1, instances: [], ports: [] };
    expect(shown({ ptp: { instances: [instance] } })).toEqual([{ id: 'a', name: 'a', running: undefined, portState: 'SLAVE' }]);
  });

  const stopped = { alias: 'Red', running: false };
  it.each<[string, JsonObject]>([
    ['a list', { ptp: { instances: [{ 'object-id': 'i1', ...stopped }] } }],
    ['a map', { ptp: { instances: { i1: stopped } } }],
    ['a list with the run state in a group', { psx: { 'ptp-instances': [{ 'object-id': 'i1', misc: stopped }] } }],
  ])('finds a stopped instance in %s though it says nothing more', (_form, members) => {
    expect(shown(members)).toEqual([{ id: 'i1', name: 'Red', running: false, portState: 'unknown' }]);
  });

  it('does not take something else that is stopped for an instance', () => {
    expect(shown({ ptp: { 'sync-e': { running: false }, esmc: stopped, interfaces: [stopped] }, psx: stopped })).toEqual([]);
    expect(shown({ ptp: { instances: [{ 'object-id': 'i1', alias: 'x', running: true }] } })).toEqual([]);
  });

  it.each(['ptp', 'ptpv2', 'ptp2', 'ptp0', 'PTP', 'psx', 'hps', 'instances', 'ptp-instances', 'ptpv2_instances', 'instance-list', 'stacks', 'ptp-stacks', 'nodes', 'interfaces', 'ports'])(
    'looks into %s',
    (container) => {
      expect(shown({ [container]: [{ 'object-id': 'a', 'port-state': 9, domain: 1 }] })).toHaveLength(1);
    },
  );

  it.each([
    ['cluster', 'bonding-slave', 'ntp', 'ntp-client', 'syncmon', 'info', 'sync-status', 'satellites', 'mrs', 'supported-string-types'],
    ['foreign-masters', 'foreign-master-ds', 'unicast-masters', 'unicast-clients', 'unicast-slaves', 'clients', 'slaves', 'masters'],
  ].flat())('does not look into %s', (container) => {
    const trap = { 'object-id': 'a', 'port-state': 9, domain: 1, 'clock-class': 6 };
    expect(shown({ [container]: trap })).toEqual([]);
    expect(shown({ ptp: { [container]: [trap], x: { [container]: { b: trap } } } })).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['port state', { 'port-state': 9 }],
    ['domain', { 'domain-number': 1 }],
    ['clock class', { 'clock-class': 6 }],
    ['grandmaster', { 'gm-anything': 1 }],
    ['delay mechanism', { 'delay-mechanism-in-use': 1 }],
    ['offset', { 'offset-of-some-kind': 1 }],
    ['path delay', { 'mean-path-delay': 1 }],
  ])('needs more than the %s', (_name, telltale) => {
    const second = 'port-state' in telltale ? { domain: 1 } : { 'port-state': 9 };
    expect(shown({ ptp: [{ 'object-id': 'a', ...telltale, alias: 'x' }] })).toEqual([]);
    expect(shown({ ptp: [{ 'object-id': 'a', ...telltale, ...second }] })).toHaveLength(1);
  });
});

describe('an id', () => {
  it('is never empty, as nothing could be addressed by it', () => {
    const nameless = { 'port-state': 9, domain: 1 };
    expect(shown({ ptp: { '': nameless } })).toEqual([{ id: 'unnamed', name: 'unnamed', portState: 'SLAVE' }]);
    expect(shown({ ptp: { '': [nameless, { ...nameless, domain: 2 }] } }).every(({ id }) => id !== '')).toBe(true);
  });
});

describe('an id with half a character', () => {
  it('becomes one that can be part of an address', () => {
    const half = (id: string): JsonObject => ({ 'object-id': id, 'port-state': 9, domain: 1 });
    const ids = shown({ ptp: [half('a\uD800'), half('a\uDC00'), half('😈')] }).map(({ id }) => id);
    expect(ids).toEqual(['a\uFFFD', 'a\uFFFD-2', '😈']);
    expect(() => ids.map((instanceId) => subjectKey({ deviceId: 'gm', slotId: 'io3', instanceId }))).not.toThrow();
  });
});

describe('the paths of properties', () => {
  it('are told apart when an object-id looks like a number that was added', () => {
    const elements = [{ 'object-id': 'x', a: 1 }, { 'object-id': 'x#2', a: 2 }, { 'object-id': 'x', a: 3 }, { 'object-id': 'x', a: 4 }];
    const paths = decode({ list: elements }).properties.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
