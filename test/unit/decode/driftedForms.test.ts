import { describe, expect, it } from 'vitest';
import { decodeModule, readInstanceFields } from '../../../src/ltos/decode';
import type { Problems } from '../../../src/ltos/decode/problems';
import { Problems as ProblemList } from '../../../src/ltos/decode/problems';
import type { InstanceFields } from '../../../src/ltos/fields';
import type { Json, JsonObject } from '../../../src/model/json';
import { moduleAnswer } from './fixtures';

/** The fields of an instance, and what could not be read of it. */
function readAll(instance: JsonObject): { fields: InstanceFields; problems: Problems['all'] } {
  const problems = new ProblemList();
  return { fields: readInstanceFields(instance, {}, problems), problems: problems.all };
}

function decodedInstances(members: JsonObject) {
  return decodeModule(moduleAnswer(members), { slotId: 'io3' }).value.ptpInstances;
}

describe('data sets that nest as in IEEE 1588', () => {
  const quality = { 'clock-class': 6, 'clock-accuracy': 33, 'offset-scaled-log-variance': 13563 };
  const gmQuality = { 'clock-class': 7, 'clock-accuracy': 34, 'offset-scaled-log-variance': 20061 };
  const grandmasterFields = { grandmasterClockClass: 7, grandmasterClockAccuracy: 0x22, grandmasterVariance: 20061 };

  it.each<[string, JsonObject]>([
    ['in the data sets', { 'default-ds': { 'clock-quality': quality }, 'parent-ds': { 'grandmaster-clock-quality': gmQuality } }],
    ['without a name of their own in the parent', { 'default-ds': { 'clock-quality': quality }, 'parent-ds': { 'clock-quality': gmQuality } }],
    ['at the top', { clockQuality: quality, gmClockQuality: gmQuality }],
  ])('the clock qualities %s are read, each for its own clock', (_where, instance) => {
    expect(readAll(instance)).toEqual({ fields: { clockClass: 6, clockAccuracy: 0x21, variance: 13563, ...grandmasterFields }, problems: [] });
  });

  it('the quality of the grandmaster alone says nothing of the clock itself', () => {
    expect(readAll({ 'parent-ds': { 'grandmaster-clock-quality': gmQuality } }).fields).toEqual(grandmasterFields);
  });

  it('a port identity may be an object', () => {
    const identity = { 'clock-identity': 'ec4670fffe001122', 'port-number': 2 };
    expect(readAll({ 'parent-ds': { 'parent-port-identity': identity }, 'port-ds': { 'port-identity': { ...identity, 'port-number': '1' } } })).toEqual({
      fields: { parentPortIdentity: 'EC-46-70-FF-FE-00-11-22-2', portIdentity: 'EC-46-70-FF-FE-00-11-22-1' },
      problems: [],
    });
    expect(readAll({ 'gm-id': { 'clock-identity': [0xec, 0x46, 0x70, 0xff, 0xfe, 0, 0x11, 0x22] } }).fields).toEqual({ grandmasterIdentity: 'EC-46-70-FF-FE-00-11-22' });
    expect(readAll({ 'gm-id': { 'clock-identity': '00-00-00-00-00-00-00-00', 'port-number': 0 } })).toEqual({ fields: {}, problems: [] });
    expect(readAll({ 'gm-id': { 'clock-identity': { 'clock-identity': {} } } })).toMatchObject({ fields: {}, problems: [{ path: 'gm-id' }] });
  });

  it('instances in a list that says that it is one are found', () => {
    const instances = [{ 'instance-number': 1, 'default-ds': { 'clock-quality': quality, 'domain-number': 24 }, 'port-ds-list': [{ 'port-state': 'slave' }] }];
    for (const members of [{ ptp: { 'instance-list': instances } }, { 'ptp-instance-list': instances }, { ptp: { 'instance-list': { instance: instances } } }]) {
      expect(decodedInstances(members)).toMatchObject([{ portState: 'SLAVE', domain: 24, clockClass: 6, clockAccuracy: 0x21 }]);
    }
  });
});

describe('absent values', () => {
  const absentValues: readonly Json[] = [null, '', '-', '--', 'N/A', 'n/a', 'na', 'none', 'unknown', 'never', 'unspecified', ' n/a ', 'notAvailable', 'not available'];
  const keys = [
    'alias', 'interface', 'port-state', 'domain-number', 'profile', 'mode', 'network-protocol', 'delay-mechanism', 'priority1', 'clock-class', 'clock-identity', 'two-step', 'gm-id',
    'parent-port-identity', 'steps-removed', 'offset', 'path-delay', 'log-sync-interval', 'utc-offset', 'ptp-timescale', 'time-source', 'rx-packets', 'rx-rate', 'unicast-clients', 'running',
  ];

  it.each(keys)('under %s are neither a value nor a problem', (key) => {
    for (const value of absentValues) {
      expect(readAll({ [key]: value }), JSON.stringify(value)).toEqual({ fields: {}, problems: [] });
      expect(readAll({ [key]: { value } }), JSON.stringify({ value })).toEqual({ fields: {}, problems: [] });
    }
  });

  it('in the parts of a time make an absent time', () => {
    expect(readAll({ offset: { secs: null, 'nano-secs': null }, 'path-delay': { secs: 'n/a', nsec: '-' } })).toEqual({ fields: {}, problems: [] });
    expect(readAll({ offset: { secs: null, 'nano-secs': 5 } }).fields).toEqual({ offsetFromMasterNs: 5 });
  });

  it.each(['00:00:00:00:00:00', '000000000000', 'FF-FF-FF-FF-FF-FF-FF-FF', 'ffffffffffffffff', '0x0000000000000000', '00-00-00-00-00-00-00-00-0'])('%s is no identity', (text) => {
    expect(readAll({ 'gm-id': text, 'clock-identity': text, 'parent-port-identity': text })).toEqual({ fields: {}, problems: [] });
  });

  it('are not the zeros of counters, offsets, domains and priorities', () => {
    expect(readAll({ offset: 0, 'path-delay': '0', 'rx-packets': '0', 'steps-removed': 0, domain: 0, priority1: '0', 'unicast-clients': [] }).fields).toEqual({
      offsetFromMasterNs: 0, meanPathDelayNs: 0, rxPackets: 0, stepsRemoved: 0, domain: 0, priority1: 0, unicastClients: 0,
    });
  });
});

describe('counts and rates', () => {
  it('of clients count the members of a list and of a map alike', () => {
    expect(readAll({ 'unicast-clients': { client0: { address: '192.0.2.20' }, client1: {} } })).toEqual({ fields: { unicastClients: 2 }, problems: [] });
    expect(readAll({ 'unicast-clients': {} })).toEqual({ fields: { unicastClients: 0 }, problems: [] });
    expect(readAll({ 'unicast-clients': { value: 7 } })).toEqual({ fields: { unicastClients: 7 }, problems: [] });
  });

  it('may have fractions and a percent sign', () => {
    expect(readAll({ 'rx-packets-per-sec': 95.5, 'tx-packets-per-sec': '160.25', utilization: '7.5 %' })).toEqual({
      fields: { rxPacketsPerSecond: 95.5, txPacketsPerSecond: 160.25, utilization: 7.5 },
      problems: [],
    });
    expect(readAll({ utilization: 'busy', 'rx-packets-per-sec': -1 }).problems.map(({ path }) => path)).toEqual(['utilization', 'rx-packets-per-sec']);
  });
});

describe('words', () => {
  it.each<[string, number]>([['-25-ns', 0x20], ['-2-5-us', 0x24], ['_100_ns', 0x21], ['<100ns', 0x21]])('the clock accuracy %s is code %d', (text, code) => {
    expect(readAll({ 'clock-accuracy': text })).toEqual({ fields: { clockAccuracy: code }, problems: [] });
  });

  it.each<[Json, boolean]>([['yes [1]', true], ['disabled [0]', false], [{ value: 1, name: 'enabled' }, true], [{ 'object-id': 'x', value: 'off' }, false]])('the flag %j is %s', (value, flag) => {
    expect(readAll({ 'slave-only': value })).toEqual({ fields: { slaveOnly: flag }, problems: [] });
  });

  it('a raw time source of 0 is not available', () => {
    expect(readAll({ 'time-source': 0 })).toEqual({ fields: {}, problems: [] });
  });
});
