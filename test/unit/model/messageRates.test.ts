import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterRate } from '../../../src/model/counterRate';
import { formatLogInterval, formatRate } from '../../../src/model/logInterval';
import { messageRates, rateState } from '../../../src/model/messageRates';
import type { PortDataSet, PtpDataSets } from '../../../src/model/ptpDataSets';
import { countedMessage } from '../../../src/model/ptpMessageType';
import { dataSetsWith } from './dataSetsFixture';

const counters = (totals: Readonly<Record<string, number>>) => Object.entries(totals).map(([name, total]) => ({ name, total }));

/** The rates after ten seconds in which the counters grew by this much, as `name rate/target state`. */
function rates(grown: Readonly<Record<string, number>>, port: PortDataSet, more: Partial<PtpDataSets> = {}, profile?: string): string[] {
  const before = counters(Object.fromEntries(Object.keys(grown).map((name) => [name, 1_000])));
  const after = before.map(({ name, total }) => ({ name, total: total + (grown[name] ?? 0) }));
  return messageRates(dataSetsWith({}, port, more), profile, { at: 20_000, counters: after }, { at: 10_000, counters: before }).map(
    ({ name, perSecond, targetPerSecond, state }) => `${name} ${perSecond ?? '–'}/${targetPerSecond ?? '–'} ${state}`,
  );
}

const master: PortDataSet = { portState: 'MASTER', logSyncInterval: -3, logAnnounceInterval: -2, logMinDelayReqInterval: -3 };
const slave: PortDataSet = { ...master, portState: 'SLAVE' };
const client = { id: 'c', logSyncInterval: -4, logAnnounceInterval: 0, logDelayReqInterval: -4 };

describe('messageRates', () => {
  it('of a master: what it sends to everybody', () => {
    expect(rates({ 'tx-sync': 80, 'tx-announce': 20, 'rx-delay-req': 500, 'tx-follow-up': 80 }, master, { mode: 'multicast master' })).toEqual([
      'tx-sync 8/8 ok', 'tx-announce 2/4 low', 'rx-delay-req 50/– unknown', 'tx-follow-up 8/– unknown',
    ]);
    expect(rates({ 'tx-follow-up': 80 }, master, { default: { twoStep: true } })).toEqual(['tx-follow-up 8/8 ok']);
  });

  it('of a master: what it sends to unicast clients beside that, or only to them', () => {
    const unicastClients = [client, { ...client, id: 'd' }];
    expect(rates({ 'tx-sync': 400, 'tx-announce': 60 }, master, { unicastClients })).toEqual(['tx-sync 40/40 ok', 'tx-announce 6/6 ok']);
    expect(rates({ 'tx-sync': 320, 'rx-delay-req': 640, 'tx-delay-resp': 320 }, master, { mode: 'unicast master', unicastClients })).toEqual([
      'tx-sync 32/32 ok', 'rx-delay-req 64/32 high', 'tx-delay-resp 32/32 ok',
    ]);
    // Nobody can tell what those want that are not listed.
    expect(rates({ 'tx-sync': 400 }, master, { unicastClients, statistics: { unicastClients: 3, messageCounters: [] } })).toEqual(['tx-sync 40/– unknown']);
    expect(rates({ 'tx-sync': 0 }, master, { mode: 'unicast master' })).toEqual(['tx-sync 0/– unknown']);
  });

  it('of a slave: what it hears and asks', () => {
    expect(rates({ 'rx-sync': 80, 'rx-announce': 40, 'tx-delay-req': 120, 'rx-delay-resp': 50, 'tx-sync': 0, announce: 40 }, slave)).toEqual([
      'rx-sync 8/8 ok', 'rx-announce 4/4 ok', 'tx-delay-req 12/8 high', 'rx-delay-resp 5/8 low', 'tx-sync 0/– unknown', 'announce 4/4 ok',
    ]);
  });

  it('of the peer delay mechanism, whatever the role', () => {
    const port = { portState: 'MASTER', logMinPdelayReqInterval: 0 };
    expect(rates({ 'tx-pdelay-req': 10, 'rx-pdelay-req': 10, 'rx-pdelay-resp': 0 }, port)).toEqual(['tx-pdelay-req 1/1 ok', 'rx-pdelay-req 1/– unknown', 'rx-pdelay-resp 0/1 low']);
  });

  it('of a port that does not take part, and of what is no message', () => {
    expect(rates({ 'rx-sync': 80, odd: 10 }, { ...slave, portState: 'PASSIVE' })).toEqual(['rx-sync 8/– unknown', 'odd 1/– unknown']);
  });

  it('take the target from the profile where nothing is configured', () => {
    expect(rates({ 'rx-sync': 160 }, { portState: 'SLAVE' }, {}, 'ITU-T G.8275.1')).toEqual(['rx-sync 16/16 ok']);
    expect(rates({ 'rx-sync': 160 }, { portState: 'SLAVE' }, {}, 'ITU-T G.8275.2')).toEqual(['rx-sync 16/– unknown']);
    expect(rates({ 'rx-sync': 160 }, { portState: 'SLAVE' }, {}, 'Custom')).toEqual(['rx-sync 16/– unknown']);
  });

  it('say whose the target is, and what the profile asks where a configured one is off that', () => {
    const look = (port: PortDataSet, more: Partial<PtpDataSets> = {}, profile = 'SMPTE ST 2059-2') =>
      messageRates(dataSetsWith({}, port, more), profile, { at: 1, counters: counters({ 'tx-sync': 1, 'tx-announce': 1 }) }).map(({ targetPerSecond, targetOf, profilePerSecond }) => [targetPerSecond, targetOf, profilePerSecond]);
    expect(look({ portState: 'MASTER', logSyncInterval: -1, logAnnounceInterval: -2 })).toEqual([[2, 'configured', 8], [4, 'configured', undefined]]);
    expect(look({ portState: 'MASTER', logSyncInterval: -1 })).toEqual([[2, 'configured', 8], [4, 'profile', undefined]]);
    expect(look({ portState: 'MASTER', logSyncInterval: -1 }, {}, 'Custom')).toEqual([[2, 'configured', undefined], [undefined, undefined, undefined]]);
    // What clients have asked for is neither.
    expect(look({ portState: 'MASTER', logSyncInterval: -1 }, { mode: 'unicast master', unicastClients: [client] })).toEqual([[16, 'clients', undefined], [1, 'clients', undefined]]);
    // The profile of the ranges has no single target.
    expect(look({ portState: 'MASTER', logSyncInterval: 0, logAnnounceInterval: 0 }, {}, 'ITU-T G.8275.2')).toEqual([[1, 'configured', undefined], [1, 'configured', undefined]]);
  });

  it('do not mind one message more or less between two looks', () => {
    expect(rates({ 'rx-announce': 6 }, { portState: 'SLAVE', logAnnounceInterval: 0 })).toEqual(['rx-announce 0.6/1 ok']);
    expect(rates({ 'rx-announce': 5 }, { portState: 'SLAVE', logAnnounceInterval: 0 })).toEqual(['rx-announce 0.5/1 low']);
  });

  it('are not known from a single look, or when the device has set its counters back', () => {
    const [single] = messageRates(dataSetsWith({}, slave), undefined, { at: 1, counters: counters({ 'rx-sync': 5 }) });
    expect(single).toEqual({ name: 'rx-sync', message: { type: 'sync', direction: 'rx' }, targetPerSecond: 8, targetOf: 'configured', source: 'counted', state: 'unknown' });
    expect(rates({ 'rx-sync': -999 }, slave)).toEqual(['rx-sync –/8 unknown']);
  });

  it('of an instance that counts no messages are its intervals, against the profile', () => {
    const port = { ...slave, logSyncInterval: -2 };
    const configured = messageRates(dataSetsWith({}, port), 'SMPTE ST 2059-2', { at: 1, counters: [] });
    expect(configured.every(({ targetOf }) => targetOf === 'profile')).toBe(true);
    expect(configured.map(({ name, perSecond, targetPerSecond, source, state }) => [name, perSecond, targetPerSecond, source, state])).toEqual([
      ['announce', 4, 4, 'configured', 'ok'],
      ['sync', 4, 8, 'configured', 'low'],
      ['delayReq', 8, 4, 'configured', 'high'],
    ]);
  });
});

describe('counterRate', () => {
  it.each([
    [100, 180, 10_000, 8],
    [2 ** 32 - 10, 70, 10_000, 8],
    [3_000_000_000, 5, 10_000, undefined],
    [2 ** 40, 5, 10_000, undefined],
    [2 ** 40, 2 ** 40 + 80, 10_000, 8],
    [1, 2, 0, undefined],
    [1, 2, -1, undefined],
    [7, 7, 1_000, 0],
  ])('from %d to %d in %d ms is %s per second', (before, after, spanMs, perSecond) => {
    expect(counterRate(before, after, spanMs)).toBe(perSecond);
  });

  it('is the same whether or not a 32-bit counter wraps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 1_000_000 }), (before, grown) => {
        expect(counterRate(before, (before + grown) % 2 ** 32, 10_000)).toBeCloseTo(grown / 10, 6);
      }),
    );
  });
});

describe('rateState', () => {
  it.each([[70, 'ok'], [69.9, 'low'], [130, 'ok'], [130.1, 'high'], [undefined, 'unknown']] as const)('%s of 100 is %s', (perSecond, state) => {
    expect(rateState(perSecond, 100)).toBe(state);
  });
});

describe('the names of counters', () => {
  it.each([
    ['rx-sync', 'sync', 'rx'], ['tx.delay-req', 'delayReq', 'tx'], ['announceMessagesReceived', 'announce', 'rx'], ['total-rx-pdelay-resp-follow-up-packets', 'pdelayRespFollowUp', 'rx'],
    ['follow_up', 'followUp', undefined], ['peer-delay-request.tx', 'pdelayReq', 'tx'], ['signalling', 'signaling', undefined], ['sent-management-msgs', 'management', 'tx'],
  ])('%s', (name, type, direction) => {
    expect(countedMessage(name)).toEqual({ type, ...(direction === undefined ? {} : { direction }) });
  });

  it.each(['rx-packets', 'sync-interval', 'rx-sync-tx', 'rx', '', 'x'.repeat(100), 'delay', 'rx-sync-per-sec'])('%s is none', (name) => {
    expect(countedMessage(name)).toBeUndefined();
  });
});

describe('rates and intervals in words', () => {
  it.each([[8, '8/s'], [0.5, '1/2 s'], [0, '0/s'], [7.96, '7.96/s'], [0.3, '0.3/s'], [NaN, '–']])('%d per second is %s', (perSecond, text) => {
    expect(formatRate(perSecond)).toBe(text);
  });

  it.each([[-3, '−3 (125 ms, 8/s)'], [0, '0 (1 s, 1/s)'], [1, '1 (2 s, 1/2 s)'], [-7, '−7 (7.81 ms, 128/s)'], [127, '127']])('%d is %s', (interval, text) => {
    expect(formatLogInterval(interval)).toBe(text);
  });
});
