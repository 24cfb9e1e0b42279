import { describe, expect, it } from 'vitest';
import { readInstanceFields } from '../../../src/ltos/decode';
import { aliasesOf, knownKeys } from '../../../src/ltos/decode/aliasIndex';
import { containerKeys, type DataSet, dataSetKeys, type Field, fields, groupingKeys, skippedKeys } from '../../../src/ltos/fields';
import { normalKey } from '../../../src/model/normalKey';
import { flatMaster, master, rawMaster } from './psxModules';

const dataSets: readonly DataSet[] = ['self', ...(Object.keys(dataSetKeys) as (keyof typeof dataSetKeys)[])];
const table: readonly (readonly [string, Field])[] = Object.entries(fields);

describe('the alias table', () => {
  it.each(dataSets)('gives each key of %s to one field, unless the value decides', (dataSet) => {
    for (const [key, aliases] of knownKeys(dataSet)) {
      const sure = aliases.filter(({ mustFit }) => !mustFit);
      expect(sure.length <= 1 && (sure.length === 0 || aliases.length === 1), `${dataSet}/${key}: ${aliases.map(({ field }) => field).join(', ')}`).toBe(true);
    }
  });

  it.each(table)('%s: its aliases are normal keys, each once, in known data sets', (_name, { aliases }) => {
    expect(new Set(aliases).size).toBe(aliases.length);
    for (const alias of aliases) {
      const [, dataSet, key] = /^(?:([a-zA-Z]+)\/)?!?([a-z0-9]+)\??$/.exec(alias) ?? [];
      expect(key, alias).toBe(normalKey(key ?? '?'));
      expect([undefined, ...dataSets]).toContain(dataSet);
    }
  });

  it('names containers, data sets and what is skipped without contradiction', () => {
    const words = [...Object.values(dataSetKeys), groupingKeys, containerKeys, skippedKeys].flatMap((keys) => keys.split(' '));
    expect(new Set(words).size).toBe(words.length);
    expect(words).toEqual(words.map(normalKey));
  });

  it('lets nothing of the parent pass for the clock itself', () => {
    for (const [key, aliases] of knownKeys('parent')) {
      for (const { field } of aliases) {
        expect(field, key).toMatch(/^(?:grandmaster|parent)/);
      }
    }
  });

  it('understands a unit at the end of a key, but not a plural', () => {
    expect(aliasesOf('self', 'offset-s')[0]).toMatchObject({ field: 'offsetFromMasterNs', unit: 's' });
    expect(aliasesOf('self', 'Path_Delay_us')[0]).toMatchObject({ field: 'meanPathDelayNs', unit: 'us' });
    expect(aliasesOf('self', 'offsets')).toEqual([]);
  });
});

describe('readInstanceFields', () => {
  it('reads more than an instance shows', () => {
    expect(readInstanceFields(master)).toEqual({
      id: 'instance0',
      alias: 'ST2110-A',
      running: true,
      interface: 'port0:0',
      portState: 'MASTER',
      domain: 127,
      profile: 'SMPTE ST 2059-2',
      mode: 'multicast master',
      networkProtocol: 'UDP/IPv4',
      delayMechanism: 'E2E',
      priority1: 128,
      priority2: 127,
      clockClass: 6,
      clockAccuracy: 0x21,
      variance: 13563,
      clockIdentity: 'EC-46-70-FF-FE-00-11-22',
      numberOfPorts: 1,
      twoStep: false,
      slaveOnly: false,
      grandmasterIdentity: 'EC-46-70-FF-FE-00-11-22',
      grandmasterPriority1: 1,
      grandmasterPriority2: 2,
      grandmasterClockClass: 7,
      grandmasterClockAccuracy: 0x22,
      grandmasterVariance: 20061,
      parentPortIdentity: 'EC-46-70-FF-FE-00-11-22-0',
      stepsRemoved: 0,
      offsetFromMasterNs: 0,
      meanPathDelayNs: 0,
      peerMeanPathDelayNs: 0,
      delayAsymmetryNs: 0,
      portIdentity: 'EC-46-70-FF-FE-00-11-22-1',
      logSyncInterval: -3,
      logAnnounceInterval: -2,
      logMinDelayReqInterval: -3,
      announceReceiptTimeout: 3,
      versionNumber: 2,
      utcOffset: 37,
      utcOffsetValid: true,
      leap59: false,
      leap61: false,
      timeTraceable: true,
      frequencyTraceable: true,
      ptpTimescale: true,
      timeSource: 'GNSS',
      utilization: 7,
      rxPackets: 123456,
      txPackets: 654321,
      rxPacketsPerSecond: 96,
      txPacketsPerSecond: 160,
      unicastClients: 12,
    });
    expect(readInstanceFields(rawMaster)).toEqual(readInstanceFields(master));
    expect(readInstanceFields(flatMaster)).toMatchObject({ clockClass: 6, grandmasterClockClass: 7, delayMechanism: 'E2E' });
  });

  it('takes numbers of delay mechanisms for Meinberg\'s, and for nobody\'s outside of raw answers', () => {
    expect(readInstanceFields({ 'delay-mech': 1 }).delayMechanism).toBe('P2P');
    expect(readInstanceFields({ 'delay-mech': 1 }, { raw: true }).delayMechanism).toBe('P2P');
    expect(readInstanceFields({ 'delay-mech': 1 }, { raw: false }).delayMechanism).toBe('1 (unknown)');
    expect(readInstanceFields({ 'delay-mech': 'p2p' }, { raw: false }).delayMechanism).toBe('P2P');
    // 0 and 1 contradict each other even among Meinberg's own lists.
    expect(readInstanceFields({ timescale: 1 }).ptpTimescale).toBeUndefined();
    expect(readInstanceFields({ timescale: 'arb' }).ptpTimescale).toBe(false);
  });

  it.each([
    [true, true], [1, true], ['yes', true], ['on', true], ['enabled', true], ['up', true],
    [false, false], [0, false], ['0', false], ['no', false], ['off', false], ['disabled', false], ['down', false], ['n/a', undefined], [null, undefined],
  ])('the flag %j is %s', (value, flag) => {
    expect(readInstanceFields({ 'two-step': value }).twoStep).toBe(flag);
    expect(readInstanceFields({ 'one-step': value }).twoStep).toBe(flag === undefined ? undefined : !flag);
  });

  it('counts the clients that are listed', () => {
    expect(readInstanceFields({ 'unicast-clients': [{}, {}] }).unicastClients).toBe(2);
    expect(readInstanceFields({ clients: 'many' }).unicastClients).toBeUndefined();
  });

  it('keeps words that no list knows', () => {
    expect(readInstanceFields({ mode: 'boundary-clock', profile: 'enterprise', 'time-source': 17 })).toEqual({ mode: 'boundary-clock', profile: 'enterprise', timeSource: '17 (unknown)' });
  });

  it('keeps the names of data sets out of the name of the instance', () => {
    expect(readInstanceFields({ 'object-id': 'i', 'default-ds': { 'object-id': 'default-ds', name: 'x' }, 'port-ds': { name: 'lan0' } })).toEqual({ id: 'i' });
  });
});
