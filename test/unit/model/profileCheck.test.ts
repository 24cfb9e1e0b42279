import { describe, expect, it } from 'vitest';
import { decodeModule } from '../../../src/ltos/decode';
import { profileCheck, profileCheckSummary } from '../../../src/model/profileCheck';
import type { DefaultDataSet, PortDataSet, PtpDataSets } from '../../../src/model/ptpDataSets';
import { moduleFixture } from '../../../src/simulator';
import { dataSetsWith } from './dataSetsFixture';

/** The labels of what deviates. */
function deviations(profile: string, own: DefaultDataSet, port: PortDataSet = {}, more: Partial<PtpDataSets> = {}): string[] {
  const check = profileCheck(dataSetsWith(own, port, more), profile);
  return check.is === 'checked' ? check.items.filter(({ verdict }) => verdict === 'deviates').map(({ label }) => label) : ['no check'];
}

describe('profileCheck', () => {
  it('shows what was found beside what was expected', () => {
    const dataSets = dataSetsWith({ domainNumber: 127 }, { logSyncInterval: -2, logMinDelayReqInterval: -2 }, { mode: 'multicast master' });
    expect(profileCheck(dataSets, 'SMPTE ST 2059-2')).toEqual({
      is: 'checked',
      profile: 'SMPTE ST 2059-2',
      items: [
        { parameter: 'domainNumber', label: 'Domain', actual: '127', expected: '127', verdict: 'asExpected' },
        { parameter: 'logAnnounceInterval', label: 'Announce interval', actual: '–', expected: '−2 (250 ms, 4/s)', verdict: 'notTold' },
        { parameter: 'logSyncInterval', label: 'Sync interval', actual: '−2 (250 ms, 4/s)', expected: '−3 (125 ms, 8/s)', verdict: 'deviates' },
        { parameter: 'logMinDelayReqInterval', label: 'Delay request interval', actual: '−2 (250 ms, 4/s)', expected: '−2 (250 ms, 4/s)', verdict: 'asExpected' },
        { parameter: 'announceReceiptTimeout', label: 'Announce receipt timeout', actual: '–', expected: '2 to 10', verdict: 'notTold' },
        { parameter: 'mode', label: 'Mode', actual: 'multicast master', expected: 'multicast or mixed', verdict: 'asExpected' },
        { parameter: 'networkProtocol', label: 'Transport', actual: '–', expected: 'UDP/IPv4 or UDP/IPv6', verdict: 'notTold' },
      ],
    });
    expect(profileCheckSummary(profileCheck(dataSets, 'SMPTE ST 2059-2'))).toBe('3 of 4 as expected');
  });

  it.each<[string, DefaultDataSet, PortDataSet, Partial<PtpDataSets>, string[]]>([
    ['IEEE 1588 default E2E', { domainNumber: 0, priority1: 128, priority2: 128 }, { logAnnounceInterval: 1, logSyncInterval: 0, logMinDelayReqInterval: 0, announceReceiptTimeout: 3, delayMechanism: 'E2E' }, {}, []],
    ['IEEE 1588 default E2E', { domainNumber: 1, priority1: 1 }, { delayMechanism: 'P2P' }, {}, ['Domain', 'Priority 1', 'Delay mechanism']],
    ['IEEE 1588 default P2P', {}, { delayMechanism: 'P2P', logMinPdelayReqInterval: 1 }, {}, ['Peer delay request interval']],
    ['AES67', { domainNumber: 0 }, { logSyncInterval: -3, logAnnounceInterval: 0 }, {}, ['Announce interval']],
    ['ITU-T G.8275.1', { domainNumber: 43, priority1: 128 }, { logAnnounceInterval: -3, logSyncInterval: -4 }, { networkProtocol: 'IEEE 802.3', mode: 'multicast master' }, []],
    ['ITU-T G.8275.1', { domainNumber: 44, priority1: 1 }, { delayMechanism: 'P2P' }, { networkProtocol: 'UDP/IPv4', mode: 'multicast and unicast master' }, ['Domain', 'Priority 1', 'Delay mechanism', 'Transport', 'Mode']],
    ['ITU-T G.8275.2', { domainNumber: 44 }, { logSyncInterval: -7, logAnnounceInterval: 0 }, { networkProtocol: 'UDP/IPv6', mode: 'unicast slave' }, []],
    ['ITU-T G.8275.2', { domainNumber: 64 }, { logSyncInterval: 1, logAnnounceInterval: -4 }, { networkProtocol: 'IEEE 802.3', mode: 'multicast slave' }, ['Domain', 'Announce interval', 'Sync interval', 'Transport', 'Mode']],
    ['ITU-T G.8265.1', { domainNumber: 4 }, {}, { mode: 'unicast master' }, []],
    ['IEEE C37.238', { domainNumber: 254 }, { announceReceiptTimeout: 2, logSyncInterval: 0, delayMechanism: 'P2P' }, { networkProtocol: 'IEEE 802.3' }, []],
    ['IEEE C37.238', { domainNumber: 1 }, { announceReceiptTimeout: 4, delayMechanism: 'E2E' }, {}, ['Domain', 'Announce receipt timeout', 'Delay mechanism']],
    ['IEC/IEEE 61850-9-3', { domainNumber: 254 }, { logMinPdelayReqInterval: 0 }, {}, ['Domain']],
    ['SMPTE ST 2059-2', {}, { announceReceiptTimeout: 11 }, { mode: 'unicast slave', networkProtocol: '9 (unknown)' }, ['Announce receipt timeout', 'Mode']],
    ['SMPTE ST 2059-2', {}, {}, { mode: 'boundary-clock' }, []],
  ])('%s with %j %j %j deviates in %j', (profile, own, port, more, labels) => {
    expect(deviations(profile, own, port, more)).toEqual(labels);
  });

  it('says why there is no check', () => {
    expect(profileCheck(dataSetsWith(), undefined)).toEqual({ is: 'noCheck', reason: 'profileNotTold' });
    expect(profileCheck(dataSetsWith(), 'Custom')).toEqual({ is: 'noCheck', reason: 'profileUnknown' });
    expect(profileCheckSummary(profileCheck(dataSetsWith(), 'Custom'))).toMatch(/^No profile check: .* not known$/);
    expect(profileCheckSummary(profileCheck(dataSetsWith(), undefined))).toMatch(/^No profile check: .* no profile$/);
    expect(profileCheckSummary(profileCheck(dataSetsWith(), 'AES67'))).toBe('The device tells none of the values');
  });

  it('finds the simulated instances as their profiles want them', () => {
    const { ptpInstances } = decodeModule(moduleFixture('standard'), { slotId: 'io3' }).value;
    const checks = ptpInstances.map(({ dataSets, profile }) => dataSets && profileCheck(dataSets, profile));
    expect(checks.map((check) => check && profileCheckSummary(check))).toEqual(['7 of 7 as expected', '7 of 7 as expected', '9 of 9 as expected']);
  });
});
