import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankDomains, type BmcaDomain } from '../../../src/model/bmcaRanking';
import type { PtpInstanceSnapshot } from '../../../src/model/snapshot';
import { followed, identity, psxSlot, sampleDevice, sampleFleet, sampleInstance, type InstanceSample } from './graphFleet';

/** The only ranking of these instances, each on a device of its own: `d0`, `d1`, … */
function rankingOf(...instances: readonly PtpInstanceSnapshot[]): BmcaDomain {
  const domains = rankDomains(instances.map((instance, index) => sampleDevice(`d${index}`, `D${index}`, [psxSlot('io1', [instance])])));
  expect(domains).toHaveLength(1);
  return domains[0]!;
}

const shown = ({ rows }: BmcaDomain): unknown[] => rows.map(({ role, name, dataSet }) => [role, name ?? dataSet.grandmasterIdentity]);

describe('a ranking', () => {
  test('has the winner on top, and says by which field each lost', () => {
    const domain = rankingOf(sampleInstance('a', 1, { clockClass: 7 }), sampleInstance('b', 2, { priority2: 129 }), sampleInstance('c', 3));
    expect(domain.rows.map(({ name, below }) => [name, below?.decision])).toEqual([
      ['D2 / io1 / c', undefined],
      ['D1 / io1 / b', { kind: 'better', better: 'first', field: 'priority2', byTopology: false }],
      ['D0 / io1 / a', { kind: 'better', better: 'first', field: 'clockClass', byTopology: false }],
    ]);
    expect(domain.doubt).toBeUndefined();
  });

  test('puts followers below the grandmaster that they follow, whether it is ours or not', () => {
    const domain = rankingOf(
      sampleInstance('far', 1, { portState: 'SLAVE', clockClass: 248, stepsRemoved: 3, parent: followed(9, { grandmasterPriority1: 1 }) }),
      sampleInstance('near', 2, { portState: 'SLAVE', clockClass: 248, stepsRemoved: 1, parent: followed(9, { grandmasterPriority1: 1 }) }),
      sampleInstance('own', 3),
      sampleInstance('third', 4, { portState: 'UNCALIBRATED', clockClass: 248, parent: followed(3) }),
    );
    expect(shown(domain)).toEqual([
      ['grandmaster', identity(9)],
      ['follower', 'D1 / io1 / near'],
      ['follower', 'D0 / io1 / far'],
      ['clock', 'D2 / io1 / own'],
      ['follower', 'D3 / io1 / third'],
    ]);
    expect(domain.rows.map(({ toldBy }) => toldBy)[0]).toEqual(['D0 / io1 / far', 'D1 / io1 / near']);
    expect(domain.rows.map(({ below }) => below?.other)).toEqual([undefined, `grandmaster/${identity(9)}`, 'd1/io1/ptp/near', `grandmaster/${identity(9)}`, 'd2/io1/ptp/own']);
    expect(domain.rows[3]?.below?.decision).toMatchObject({ field: 'priority1' });
  });

  test('compares no followers by the local priority, which each of them gives on its own', () => {
    const telecom = { profile: 'ITU-T G.8275.1', portState: 'SLAVE', clockClass: 248 };
    const domain = rankingOf(sampleInstance('near', 1, { ...telecom, stepsRemoved: 1, parent: followed(9) }), sampleInstance('far', 2, { ...telecom, stepsRemoved: 2, parent: followed(9) }));
    expect(domain.scope.algorithm).not.toBe('ieee1588');
    expect(domain.rows.map(({ role, below }) => [role, below])).toEqual([
      ['grandmaster', undefined],
      ['follower', undefined],
      ['follower', undefined],
    ]);
  });

  test('lets a boundary clock that is master take part with what it follows', () => {
    const domain = rankingOf(sampleInstance('bc', 1, { portState: 'MASTER', clockClass: 248, stepsRemoved: 1, parent: followed(9) }));
    expect(shown(domain)).toEqual([
      ['grandmaster', identity(9)],
      ['follower', 'D0 / io1 / bc'],
    ]);
  });

  test.each<[string, InstanceSample, string]>([
    ['is slave-only', { portState: 'LISTENING', slaveOnly: true, clockClass: 6, priority1: 0 }, 'slaveOnly'],
    ['has the class of slave-only clocks', { portState: 'LISTENING', clockClass: 255, priority1: 0 }, 'slaveOnly'],
    ['has a mode without another role', { portState: 'LISTENING', mode: 'unicast slave', priority1: 0 }, 'slaveOnly'],
    ['is missing', { missingSince: 5, priority1: 0 }, 'missing'],
    ['does not run', { running: false, priority1: 0 }, 'notRunning'],
    ['is faulty', { portState: 'FAULTY', priority1: 0 }, 'portState'],
    ['runs NTP', { mode: 'NTP server', priority1: 0 }, 'noPtp'],
    ['follows nobody knows whom', { portState: 'SLAVE', priority1: 0, parent: {}, grandmasterIdentity: undefined }, 'noGrandmaster'],
  ])('leaves out who %s', (_what, sample, reason) => {
    const domain = rankingOf(sampleInstance('out', 1, sample), sampleInstance('in', 2));
    expect(domain.rows.map(({ name }) => name)).toEqual(['D1 / io1 / in']);
    expect(domain.abstentions).toMatchObject([{ name: 'D0 / io1 / out', reason }]);
  });

  test('believes what a device says about slave-only before its mode', () => {
    expect(rankingOf(sampleInstance('a', 1, { portState: 'PASSIVE', mode: 'multicast slave', slaveOnly: false })).abstentions).toEqual([]);
  });

  test('does not know the winner when a value that would decide is not told', () => {
    const silent = sampleInstance('silent', 1);
    const rest = { ...silent.dataSets!.default, offsetScaledLogVariance: undefined };
    const domain = rankingOf({ ...silent, dataSets: { ...silent.dataSets!, default: rest, parent: {} } }, sampleInstance('b', 2));
    expect(domain.rows[0]?.name).toBe('D1 / io1 / b');
    expect(domain.doubt).toEqual({ other: 'd0/io1/ptp/silent', decision: { kind: 'notKnown', field: 'offsetScaledLogVariance', missing: 'second' } });
  });

  test('takes what only the top of an instance says', () => {
    const domain = rankingOf({ ...sampleInstance('plain', 1, { priority1: 7 }), dataSets: undefined });
    expect(domain.rows[0]?.dataSet).toMatchObject({ priority1: 7, clockClass: 6, clockAccuracy: 0x21, priority2: 128, grandmasterIdentity: identity(1) });
    expect(domain.rows[0]?.dataSet).not.toHaveProperty('offsetScaledLogVariance');
    expect(domain.scope).toMatchObject({ domain: 127, algorithm: 'ieee1588' });
    expect(domain.scope).not.toHaveProperty('transport');
  });

  test('lets who does not tell its transport meet the others of its domain', () => {
    const silent = (id: string, number: number, sample: InstanceSample = {}): PtpInstanceSnapshot => {
      const { dataSets, ...instance } = sampleInstance(id, number, sample);
      return { ...instance, dataSets: dataSets && Object.fromEntries(Object.entries(dataSets).filter(([name]) => name !== 'networkProtocol')) as unknown as typeof dataSets };
    };
    const one = rankingOf(silent('silent', 1, { priority2: 1 }), sampleInstance('told', 2));
    expect(one.scope).toMatchObject({ domain: 127, transport: 'UDP/IPv4' });
    expect(shown(one)).toEqual([['clock', 'D0 / io1 / silent'], ['clock', 'D1 / io1 / told']]);
    expect(one.remarks[0]).toEqual({ kind: 'transportNotTold', names: ['D0 / io1 / silent'], transports: ['UDP/IPv4'] });
    expect(rankingOf(silent('a', 1), silent('b', 2)).remarks.map(({ kind }) => kind)).not.toContain('transportNotTold');

    // With several transports it meets all of them; who follows one of their grandmasters, only those.
    const instances = [sampleInstance('v4', 1), sampleInstance('v6', 2, { transport: 'UDP/IPv6' }), silent('master', 3), silent('slave', 4, { portState: 'SLAVE', parent: followed(2) }), silent('other', 5, { domain: 5 })];
    const several = rankDomains([sampleDevice('d', 'D', [psxSlot('io1', instances)])]);
    expect(several.map(({ scope }) => [scope.domain, scope.transport])).toEqual([[5, undefined], [127, 'UDP/IPv4'], [127, 'UDP/IPv6']]);
    expect(several.map(({ rows }) => rows.map(({ name }) => name?.slice(10)))).toEqual([['other'], ['v4', 'master'], ['v6', 'slave', 'master']]);
    const remarks = [
      { kind: 'transportNotTold', names: ['D / io1 / master'], transports: ['UDP/IPv4', 'UDP/IPv6'] },
      { kind: 'transportNotTold', names: ['D / io1 / slave'], transports: ['UDP/IPv6'] },
    ];
    expect(several.map((domain) => domain.remarks.filter(({ kind }) => kind === 'transportNotTold'))).toEqual([[], remarks, remarks]);
  });

  test('is one for each domain, transport and algorithm', () => {
    const instances = [
      sampleInstance('a', 1),
      sampleInstance('b', 2, { transport: 'IEEE 802.3' }),
      sampleInstance('c', 3, { domain: 24, profile: 'ITU-T G.8275.1', transport: 'IEEE 802.3' }),
      sampleInstance('d', 4, { domain: 24, transport: 'IEEE 802.3' }),
      sampleInstance('e', 5, { domain: 4, profile: 'ITU-T G.8265.1' }),
    ];
    const domains = rankDomains([sampleDevice('d', 'D', [psxSlot('io1', instances)])]);
    expect(domains.map(({ scope: { domain, transport, algorithm } }) => ({ domain, transport, algorithm }))).toEqual([
      { domain: 4, transport: 'UDP/IPv4', algorithm: 'frequency' },
      { domain: 24, transport: 'IEEE 802.3', algorithm: 'ieee1588' },
      { domain: 24, transport: 'IEEE 802.3', algorithm: 'telecom' },
      { domain: 127, transport: 'IEEE 802.3', algorithm: 'ieee1588' },
      { domain: 127, transport: 'UDP/IPv4', algorithm: 'ieee1588' },
    ]);
    expect(new Set(domains.map(({ key }) => key)).size).toBe(5);
  });

  test('names the profile that all of them have', () => {
    const profileOf = (...profiles: string[]) => rankingOf(...profiles.map((profile, index) => sampleInstance(`i${index}`, index + 1, { profile }))).scope.profile;
    expect(profileOf('SMPTE ST 2059-2', 'SMPTE ST 2059-2')).toBe('SMPTE ST 2059-2');
    expect(profileOf('SMPTE ST 2059-2', 'AES67')).toBeUndefined();
  });

  test('is the same in whatever order the devices are', () => {
    const fleet = sampleFleet();
    fc.assert(
      fc.property(fc.shuffledSubarray([...fleet], { minLength: fleet.length }), (shuffled) => {
        const rowsOf = (domains: readonly BmcaDomain[]): unknown => domains.map(({ key, rows }) => [key, rows.map((row) => row.key)]);
        expect(rowsOf(rankDomains(shuffled))).toEqual(rowsOf(rankDomains(fleet)));
      }),
      { numRuns: 24 },
    );
  });
});

describe('the remarks', () => {
  test('point out instances that follow different grandmasters', () => {
    const { remarks } = rankingOf(sampleInstance('a', 1), sampleInstance('b', 2, { priority2: 129 }), sampleInstance('c', 3, { portState: 'SLAVE', clockClass: 248, parent: followed(2, { grandmasterPriority2: 129 }) }));
    expect(remarks).toEqual([
      {
        kind: 'disagreement',
        sides: [
          { identity: identity(1), followers: ['D0 / io1 / a'] },
          { identity: identity(2), followers: ['D1 / io1 / b', 'D2 / io1 / c'] },
        ],
      },
    ]);
  });

  test('do not count who does not answer', () => {
    const devices = [sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('a', 1)])]), sampleDevice('b', 'B', [psxSlot('io1', [sampleInstance('b', 2)])], 'timeout')];
    const [domain] = rankDomains(devices);
    expect(domain?.remarks).toEqual([]);
    expect(domain?.rows.map(({ staleSince }) => staleSince)).toEqual([undefined, 1_000]);
  });

  test('say when the best one is no master', () => {
    expect(rankingOf(sampleInstance('a', 1, { portState: 'PASSIVE', priority1: 1, parent: followed(2) }), sampleInstance('b', 2)).remarks).toEqual([
      { kind: 'notFollowed', identity: identity(1), portState: 'PASSIVE' },
    ]);
  });

  test('say when clocks have the same identity', () => {
    const { remarks, doubt } = rankingOf(sampleInstance('a', 1), sampleInstance('b', 1));
    expect(remarks).toEqual([{ kind: 'sameIdentity', identity: identity(1), names: ['D0 / io1 / a', 'D1 / io1 / b'] }]);
    expect(doubt?.decision).toEqual({ kind: 'equal' });
  });

  test('say who knows other values of a grandmaster, which is ranked by its own', () => {
    const { remarks, rows } = rankingOf(sampleInstance('a', 1), sampleInstance('b', 2, { portState: 'SLAVE', clockClass: 248, parent: followed(1, { grandmasterClockClass: 7 }) }));
    expect(remarks).toEqual([{ kind: 'toldDifferently', identity: identity(1), name: 'D1 / io1 / b', fields: ['clockClass'] }]);
    expect(rows[1]?.dataSet.clockClass).toBe(6);
  });
});
