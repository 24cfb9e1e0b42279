import { describe, expect, it } from 'vitest';
import type { NamedValue } from '../../../../src/webview/instance/instanceMessages';
import { clientRow, clientSummary } from '../../../../src/views/ptpInstance/clientRows';
import { instanceContent } from '../../../../src/views/ptpInstance/instanceContent';
import { findInstance } from '../../../../src/views/ptpInstance/shownInstance';
import { followed, identity, sampleFleet } from '../../model/graphFleet';
import { shownInstance } from './shownFixture';

const now = 4_000;
const words = (values: readonly NamedValue[]): Record<string, string> => Object.fromEntries(values.map(({ label, words: said }) => [label, said]));

describe('the head of a PTP instance', () => {
  it('tells a grandmaster by its state, clock, domain and age', () => {
    const { header } = instanceContent(shownInstance(['north', 'io3', 'Blue']), now);
    expect(header).toMatchObject({ name: 'Blue', place: 'GM-North / io3', ageMs: 3_000 });
    expect(header.state).toContain('MASTER');
    expect(header.state).toContain('Local clock');
    expect(header.problem).toBeUndefined();
    expect(words(header.facts)).toMatchObject({ Grandmaster: `${identity(0x320)} (itself)`, Clock: 'clk1 synchronized · clk2 synchronized', Domain: '127', Profile: 'SMPTE ST 2059-2' });
  });

  it('names the grandmaster that a slave follows, and whether it is the one that is wanted', () => {
    const uplink = ['studio', 'io3', 'Uplink'] as const;
    const nameOf = (clock: string): string | undefined => (clock === identity(0x320) ? 'GM-North / io3 / Blue' : undefined);
    expect(instanceContent(shownInstance(uplink, { nameOf }), now).header.state).toContain('Synchronised with GM-North / io3 / Blue');
    expect(instanceContent(shownInstance(uplink), now).header.state).toContain('Synchronised with another device');
    const expecting = (...expectedGrandmasters: readonly string[]) => instanceContent(shownInstance(uplink, { rules: { limits: {}, expectedGrandmasters } }), now).header.state;
    expect(expecting(identity(0x320))).toContain('with the preferred grandmaster');
    expect(expecting(identity(1), identity(0x320))).toContain('with another preferred grandmaster');
    expect(expecting(identity(1))).toContain('with a grandmaster that is not preferred');
  });

  it.each([
    [{ instance: { missingSince: 1_000 } }, 'no longer lists this instance'],
    [{ instance: { running: false } }, 'The instance is stopped.'],
  ] as const)('says when the values are not those of now: %#', (changes, sentence) => {
    const { problem } = instanceContent(shownInstance(['north', 'io3', 'Blue'], changes), now).header;
    expect(problem?.message).toContain(sentence);
    expect(problem?.hint).not.toBe('');
  });

  it('says why the device does not answer, and what to do', () => {
    const fleet = sampleFleet().map((device) => ({ ...device, communication: { state: 'timeout' as const, since: 0, error: { kind: 'timeout' as const, message: 'No answer.', hint: 'Check the network.' } } }));
    expect(instanceContent(shownInstance(['north', 'io3', 'Blue'], { fleet }), now).header.problem).toEqual({ message: 'No answer.', hint: 'Check the network.' });
    const paused = sampleFleet().map((device) => ({ ...device, communication: { state: 'paused' as const, since: 0 } }));
    expect(instanceContent(shownInstance(['north', 'io3', 'Blue'], { fleet: paused }), now).header.problem?.message).toBe('Polling is paused.');
  });
});

describe('the values of a PTP instance', () => {
  it('have the best master fields in the order of the comparison, of the clock that counts', () => {
    const own = instanceContent(shownInstance(['north', 'io3', 'Blue']), now).bestMaster;
    expect(own.title).toBe('Best master fields, in the order of comparison, of its own clock');
    expect(own.values.map(({ label }) => label)).toEqual(['Priority 1', 'Clock class', 'Clock accuracy', 'Variance', 'Priority 2', 'Clock identity', 'Steps removed']);
    expect(words(own.values)['Clock class']).toMatch(/^6 /);
    const parent = followed(0x320, { grandmasterPriority1: 77, grandmasterClockClass: 7 });
    const { instance } = shownInstance(['studio', 'io3', 'Uplink']);
    const following = shownInstance(['studio', 'io3', 'Uplink'], instance.dataSets === undefined ? {} : { instance: { dataSets: { ...instance.dataSets, parent } } });
    const theirs = instanceContent(following, now).bestMaster;
    expect(theirs.title).toBe(`Best master fields, in the order of comparison, of the grandmaster it follows (${identity(0x320)})`);
    expect(words(theirs.values)).toMatchObject({ 'Priority 1': '77', 'Clock identity': identity(0x320), 'Steps removed': '1 to this instance' });
    expect(instanceContent({ ...following, nameOf: () => 'GM-North / io3 / Blue' }, now).bestMaster.title).toMatch(/it follows \(GM-North \/ io3 \/ Blue\)$/);
    // A passive port knows a grandmaster, but takes part with its own clock.
    const passive = instanceContent(shownInstance(['north', 'io4', 'Studio B']), now).bestMaster;
    expect(passive.title).toContain('of its own clock');
    expect(words(passive.values)).toMatchObject({ 'Clock identity': identity(0x421), 'Steps removed': '0' });
  });

  it('put what deviates from the profile first', () => {
    const { instance } = shownInstance(['north', 'io3', 'Blue']);
    const dataSets = instance.dataSets === undefined ? {} : { dataSets: { ...instance.dataSets, port: { ...instance.dataSets.port, logSyncInterval: 4, logAnnounceInterval: -2 } } };
    const { profile } = instanceContent(shownInstance(['north', 'io3', 'Blue'], { instance: dataSets }), now);
    expect(profile.summary).toMatch(/^SMPTE ST 2059-2: \d+ of \d+ as expected$/);
    expect(profile.rows[0]).toMatchObject({ label: 'Sync interval', verdict: 'deviates' });
    expect(profile.rows[0]?.expected).toContain('−3');
  });

  it('count messages between two looks', () => {
    const { instance } = shownInstance(['north', 'io3', 'Blue']);
    const counting = instance.dataSets === undefined ? {} : { dataSets: { ...instance.dataSets, statistics: { messageCounters: [{ name: 'tx-announce', total: 140 }] } } };
    const look = (before?: number) =>
      instanceContent(
        shownInstance(['north', 'io3', 'Blue'], { instance: counting, ...(before === undefined ? {} : { countersBefore: { at: -9_000, counters: [{ name: 'tx-announce', total: before }] } }) }),
        now,
      ).rates;
    expect(look()).toMatchObject({ summary: 'counting…', rows: [{ label: 'Announce sent', rate: '–' }] });
    expect(look(100)).toMatchObject({ summary: 'all on target', rows: [{ rate: '4/s', target: '4/s, profile', state: 'ok' }] });
    expect(look(120)).toMatchObject({ summary: '1 off target', rows: [{ rate: '2/s', state: 'low' }] });
  });

  it('do not call a rate on target without saying that its target is not that of the profile', () => {
    const { instance } = shownInstance(['north', 'io3', 'Blue']);
    const look = (logSyncInterval: number | undefined, sent: number) => {
      const port = Object.fromEntries(Object.entries(instance.dataSets?.port ?? {}).filter(([name]) => name !== 'logSyncInterval'));
      const statistics = { messageCounters: [{ name: 'tx-sync', total: 1_000 + sent }, { name: 'tx-announce', total: 1_040 }] };
      const dataSets = instance.dataSets && { ...instance.dataSets, statistics, port: { ...port, ...(logSyncInterval !== undefined && { logSyncInterval }) } };
      const countersBefore = { at: -9_000, counters: [{ name: 'tx-sync', total: 1_000 }, { name: 'tx-announce', total: 1_000 }] };
      return instanceContent(shownInstance(['north', 'io3', 'Blue'], { instance: dataSets === undefined ? {} : { dataSets }, countersBefore }), now).rates;
    };
    expect(look(-1, 20).summary).toBe('1 target deviates from the profile');
    expect(look(-1, 20).rows[0]).toEqual({ label: 'Sync sent', rate: '2/s', target: '2/s, as configured', state: 'ok', deviation: 'deviates from the profile (8/s)' });
    expect(look(-1, 10).summary).toBe('1 off target · 1 target deviates from the profile');
    expect(look(-3, 80)).toMatchObject({ summary: 'all on target', rows: [{ target: '8/s, as configured' }, {}] });
    expect(look(-3, 80).rows[0]).not.toHaveProperty('deviation');
    expect(look(undefined, 80)).toMatchObject({ summary: 'all on target', rows: [{ target: '8/s, profile' }, {}] });
  });

  it('show everything else, without secrets and not without end', () => {
    const { instance } = shownInstance(['north', 'io3', 'Blue']);
    const otherProperties = [{ path: 'auth.password', value: 'planted' }, { path: 'note', value: `a\u202eb\n${'x'.repeat(2_000)}` }, ...Array.from({ length: 600 }, (_, index) => ({ path: `more.${index}`, value: index }))];
    const other = instanceContent(shownInstance(['north', 'io3', 'Blue'], instance.dataSets === undefined ? {} : { instance: { dataSets: { ...instance.dataSets, otherProperties } } }), now).groups.at(-1);
    expect(other?.title).toBe('Other values (602)');
    expect(other?.values.at(-1)?.words).toBe('102 more: see the raw data');
    expect(JSON.stringify(other)).not.toContain('planted');
    expect(JSON.stringify(other)).not.toContain('\u202e');
    expect(other?.values[1]?.words.length).toBeLessThan(400);
  });

  it('are told of an instance that tells nothing', () => {
    const { instance } = shownInstance(['north', 'io3', 'Blue']);
    const bare = Object.fromEntries(Object.entries(instance).filter(([name]) => name !== 'dataSets')) as typeof instance;
    const content = instanceContent({ ...shownInstance(['north', 'io3', 'Blue']), instance: bare }, now);
    expect(content).toMatchObject({ profile: { summary: 'not told' }, rates: { summary: 'not told' }, clients: { summary: 'not told', count: 0 } });
    expect(content.groups.map(({ id }) => id)).toEqual(['other']);
  });
});

describe('the unicast clients', () => {
  it('are counted, also those that are not listed', () => {
    expect(clientSummary(findInstance(sampleFleet(), { deviceId: 'south', slotId: 'io3', instanceId: 'Main' })?.instance.dataSets)).toEqual({ summary: '37 · the first 20 are listed', count: 20 });
    const { instance } = shownInstance(['north', 'io3', 'Blue']);
    const full = instance.dataSets && { ...instance.dataSets, statistics: { messageCounters: [], unicastClients: 3, maxUnicastClients: 128, utilizationPercent: 7 } };
    expect(clientSummary(full)).toEqual({ summary: '3 of 128 · utilisation 7 %', count: 3 });
  });

  it('are told in words', () => {
    expect(clientRow({ id: '1', address: '10.0.4.1', logSyncInterval: -3, remainingSeconds: 240 })).toEqual({
      id: '1',
      address: '10.0.4.1',
      clockIdentity: '–',
      announce: '–',
      sync: '−3 (125 ms, 8/s)',
      delayRequest: '–',
      remaining: '240 s',
    });
  });
});
