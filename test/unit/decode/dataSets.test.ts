import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeModule } from '../../../src/ltos/decode';
import { knownKeys } from '../../../src/ltos/decode/aliasIndex';
import type { Json, JsonObject } from '../../../src/model/json';
import type { PtpDataSets } from '../../../src/model/ptpDataSets';
import { answer, flatMaster, info, master, modules, rawMaster } from './psxModules';

function decode(module: JsonObject) {
  return decodeModule(answer({ 'object-id': 'module', info, ...module }), { slotId: 'io3' }).value;
}

function dataSetsOf(instance: JsonObject): PtpDataSets {
  const [decoded] = decode({ ptp: { instances: [instance] } }).ptpInstances;
  if (decoded?.dataSets === undefined) {
    throw new Error('There is no instance with data sets.');
  }
  return decoded.dataSets;
}

/** An instance beyond doubt, with more members. */
const slaveWith = (members: JsonObject): JsonObject => ({ 'object-id': 'i', 'port-state': 'slave', domain: 44, ...members });

/** The paths below the instance of what was not understood. */
const others = (instance: JsonObject): string[] => dataSetsOf(instance).otherProperties.map(({ path }) => path.replace(/^ptp\.instances\.[^.]+\./, ''));

describe('the data sets of an instance', () => {
  it('hold everything that the card says', () => {
    expect(dataSetsOf(master)).toEqual({
      interfaceName: 'port0:0',
      mode: 'multicast master',
      networkProtocol: 'UDP/IPv4',
      default: {
        clockIdentity: 'EC-46-70-FF-FE-00-11-22',
        numberOfPorts: 1,
        twoStep: false,
        slaveOnly: false,
        priority1: 128,
        priority2: 127,
        clockClass: 6,
        clockAccuracy: 0x21,
        offsetScaledLogVariance: 13563,
        domainNumber: 127,
      },
      current: { stepsRemoved: 0, offsetFromMasterNs: 0, meanPathDelayNs: 0, delayAsymmetryNs: 0 },
      parent: {
        parentPortIdentity: 'EC-46-70-FF-FE-00-11-22-0',
        grandmasterIdentity: 'EC-46-70-FF-FE-00-11-22',
        grandmasterPriority1: 1,
        grandmasterPriority2: 2,
        grandmasterClockClass: 7,
        grandmasterClockAccuracy: 0x22,
        grandmasterOffsetScaledLogVariance: 20061,
      },
      timeProperties: {
        currentUtcOffsetSeconds: 37,
        currentUtcOffsetValid: true,
        leap59: false,
        leap61: false,
        timeTraceable: true,
        frequencyTraceable: true,
        ptpTimescale: true,
        timeSource: 'GNSS',
      },
      port: {
        portIdentity: 'EC-46-70-FF-FE-00-11-22-1',
        portState: 'MASTER',
        logSyncInterval: -3,
        logAnnounceInterval: -2,
        logMinDelayReqInterval: -3,
        announceReceiptTimeout: 3,
        peerMeanPathDelayNs: 0,
        delayMechanism: 'E2E',
        versionNumber: 2,
      },
      statistics: {
        rxPackets: 123456,
        txPackets: 654321,
        rxPacketsPerSecond: 96,
        txPacketsPerSecond: 160,
        utilizationPercent: 7,
        unicastClients: 12,
        messageCounters: [],
      },
      unicastClients: [{ id: 'client0', address: '192.0.2.20', clockIdentity: '00-1B-19-FF-FE-AA-BB-CC', logSyncInterval: -3, remainingSeconds: 240 }],
      otherProperties: [{ path: 'ptp.instances.instance0.vlan-id', value: 0 }],
    });
    expect(dataSetsOf(rawMaster)).toEqual(dataSetsOf(master));
  });

  it('say no more than the flat members of the instance', () => {
    const [instance] = decode(modules.flat ?? {}).ptpInstances;
    expect(instance?.dataSets).toMatchObject({
      default: { clockClass: instance?.clockClass, priority1: instance?.priority1, clockIdentity: instance?.clockIdentity, domainNumber: instance?.domain },
      parent: { grandmasterIdentity: instance?.grandmasterIdentity, grandmasterClockClass: flatMaster['gm-clock-class'] },
      current: { offsetFromMasterNs: instance?.offsetFromMasterNs },
      otherProperties: [],
    });
  });

  it('of a stopped instance hold only what was configured', () => {
    const stopped = dataSetsOf({ ...master, running: false, statistics: { 'rx-sync': 5 } });
    expect(stopped).toMatchObject({ interfaceName: 'port0:0', mode: 'multicast master', default: { priority1: 128, domainNumber: 127 }, port: { logSyncInterval: -3 } });
    expect(stopped).toMatchObject({ current: {}, parent: {}, timeProperties: {}, statistics: { messageCounters: [] }, unicastClients: [] });
    expect(stopped.current).toEqual({});
    expect(stopped.port).not.toHaveProperty('portState');
    expect(stopped).not.toHaveProperty('linkUp');
  });
});

describe('what was not understood', () => {
  it('is what no field tells, or tells otherwise', () => {
    expect(others(slaveWith({ novelty: 1, 'default-ds': { 'clock-class': 6, more: { deep: [1, 'x'] } } }))).toEqual(['novelty', 'default-ds.more.deep.0', 'default-ds.more.deep.1']);
    expect(others(slaveWith({ priority1: 'abc' }))).toEqual(['priority1']);
    expect(others(slaveWith({ priority1: 'n/a', 'gm-id': null }))).toEqual([]);
    expect(others(slaveWith({ offset: 12, 'offset-from-master': 12, 'master-offset': 13 }))).toEqual(['master-offset']);
    expect(others(slaveWith({ config: { domain: 5, priority1: 3 } }))).toEqual(['config.domain']);
  });

  it('is also what lies beside a value in its object', () => {
    expect(others({ 'object-id': 'i', domain: 1, 'clock-class': 6, 'port-state': { value: 9, name: 'slave', since: 77, log: { value: 1 } } })).toEqual(['port-state.since', 'port-state.log.value']);
    expect(others(slaveWith({ offset: { secs: 0, 'nano-secs': -12, quality: 'good' } }))).toEqual(['offset.quality']);
    expect(others(slaveWith({ 'parent-port': { 'clock-identity': 'EC-46-70-FF-FE-00-11-22', 'port-number': 1, vendor: 'x' } }))).toEqual(['parent-port.vendor']);
  });

  it('is never mixed up where two members have one path', () => {
    const { otherProperties } = dataSetsOf(slaveWith({ 'default-ds.clock-class': 'odd', 'default-ds': { 'clock-class': 6 } }));
    expect(otherProperties).toEqual([{ path: 'ptp.instances.i.default-ds.clock-class', value: 'odd' }]);
  });
});

describe('unicast clients', () => {
  it.each<[string, Json, object[]]>([
    ['a list', [{ address: '192.0.2.1', remaining: '300 s' }, { ip: '192.0.2.2', expires: 3 }], [{ id: '0', address: '192.0.2.1', remainingSeconds: 300 }, { id: '1', address: '192.0.2.2' }]],
    ['a map', { c1: { address: '2001:db8::1', 'log-announce-interval': '-2' } }, [{ id: 'c1', address: '2001:db8::1', logAnnounceInterval: -2 }]],
    ['bare addresses', ['192.0.2.1', null, 'n/a', '192.0.2.2'], [{ id: '0', address: '192.0.2.1' }, { id: '3', address: '192.0.2.2' }]],
    ['one id for two', [{ 'object-id': 'c' }, { 'object-id': 'c' }], [{ id: 'c' }, { id: 'c-2' }]],
    ['bad values', [{ 'object-id': 'c', 'clock-identity': 'me', remaining: -1, 'log-sync-interval': 1000 }], [{ id: 'c' }]],
    ['a count', 12, []],
    ['a count in an object', { value: 12 }, []],
    ['nothing', [], []],
  ])('as %s', (_name, sent, clients) => {
    expect(dataSetsOf(slaveWith({ 'unicast-clients': sent })).unicastClients).toEqual(clients);
  });

  it('are listed beside their count, whatever comes first', () => {
    const { statistics, unicastClients, otherProperties } = dataSetsOf(slaveWith({ 'unicast-slaves': 2, clients: [{ address: '192.0.2.1' }, { address: '192.0.2.2', odd: 1 }] }));
    expect([statistics.unicastClients, unicastClients.length]).toEqual([2, 2]);
    expect(otherProperties).toEqual([{ path: 'ptp.instances.i.clients.1.odd', value: 1 }]);
  });

  it('are at most a thousand, and as many as are told', () => {
    const { statistics, unicastClients } = dataSetsOf(slaveWith({ clients: Array.from({ length: 1_200 }, (_, index) => ({ address: `client ${index}` })) }));
    expect([statistics.unicastClients, unicastClients.length]).toEqual([1_200, 1_000]);
  });
});

describe('message counters', () => {
  it.each<[string, JsonObject, object[]]>([
    ['side by side', { statistics: { 'rx-sync': 5, 'tx-delay-req': '7', 'rx-packets': 12 } }, [{ name: 'rx-sync', total: 5 }, { name: 'tx-delay-req', total: 7 }]],
    ['by direction', { statistics: { rx: { sync: 5, announce: 0 } } }, [{ name: 'rx.sync', total: 5 }, { name: 'rx.announce', total: 0 }]],
    ['by type', { counters: { messages: { followUp: { tx: 3 } } } }, [{ name: 'messages.followUp.tx', total: 3 }]],
    ['without direction', { stats: { announce: 3 } }, [{ name: 'announce', total: 3 }]],
    ['beside everything else', { 'sync-messages-received': 3, sync: 4 }, [{ name: 'sync-messages-received', total: 3 }]],
    ['that are none', { statistics: { 'rx-sync': 'n/a', 'tx-sync': -1, 'rx-syncs': 1 } }, []],
  ])('%s', (_name, members, counters) => {
    expect(dataSetsOf(slaveWith(members)).statistics.messageCounters).toEqual(counters);
  });

  it('leave what they do not count', () => {
    expect(others(slaveWith({ statistics: { 'rx-sync': 1, 'tx-sync': -1, lost: 2, rx: { announce: 1, odd: 3 } } }))).toEqual(['statistics.tx-sync', 'statistics.lost', 'statistics.rx.odd']);
  });
});

describe('network ports', () => {
  const ports = (module: JsonObject) => decode({ ptp: { instances: [slaveWith({})] }, ...module }).ports;

  it('are read as the card lists them', () => {
    expect(decode(modules.standard ?? {}).ports).toEqual([{ id: 'port0', linkUp: true, speedMbps: 10_000, macAddress: 'EC-46-70-00-11-22', duplex: 'full', sfpPresent: true }]);
  });

  it.each<[string, JsonObject, object[] | undefined]>([
    ['a map', { ports: { lan0: { 'link-state': 'down', speed: '-', duplex: '-', mac: '00:00:00:00:00:00' } } }, [{ id: 'lan0', linkUp: false }]],
    ['in a group', { network: { interfaces: [{ link: 'up', speed: '10 Gbit/s' }, { link: 0 }] } }, [{ id: '0', linkUp: true, speedMbps: 10_000 }, { id: '1', linkUp: false }]],
    ['one id for two', { ports: [{ 'object-id': 'p', link: true }, { 'object-id': 'p', link: true }] }, [{ id: 'p', linkUp: true }, { id: 'p-2', linkUp: true }]],
    ['something else', { ports: [{ 'object-id': 'out1', level: 'normal' }] }, undefined],
    ['PTP instances', { ptp: {}, interfaces: [slaveWith({ link: true })] }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_name, module, expected) => {
    expect(ports(module)).toEqual(expected);
  });

  it('that hold a PTP instance are ports all the same', () => {
    expect(decode(modules.underPorts ?? {}).ports).toEqual([{ id: 'port0', linkUp: true }]);
  });

  it('of other cards are not shown', () => {
    expect(decode({ info: { model: 'hps100' }, ports: [{ link: true }] }).ports).toBeUndefined();
  });

  it.each<[Json, number | undefined]>([
    ['10000', 10_000], [1000, 1_000], ['1G', 1_000], ['2.5Gbps', 2_500], ['10GBASE-SR', 10_000], ['100 Mbit/s', 100], [1e10, 10_000], [0, undefined], ['-1', undefined], ['fast', undefined], ['500 kb', 0.5],
  ])('the speed %j is %s Mbit/s', (speed, mbps) => {
    expect(ports({ ports: [{ link: true, speed }] })?.[0]?.speedMbps).toBe(mbps);
  });
});

describe('any JSON in an instance', () => {
  const anyKey = fc.constantFrom(...knownKeys('self').keys(), 'statistics', 'rx-sync', 'unicast-clients', 'clients', 'default-ds', 'parent-ds', 'status', 'value', 'object-id', 'x', 'x.y', '__proto__');
  const anyTree = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue() as fc.Arbitrary<Json>,
      fc.constantFrom<Json>('slave [9]', 'n/a', '12 ns', 9, null),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(anyKey, tie('tree'), { maxKeys: 8 }),
    ),
  })).tree;

  it('is shown as received where it was not understood, and nothing else is', () => {
    fc.assert(
      fc.property(fc.dictionary(anyKey, anyTree, { maxKeys: 8 }), (members) => {
        for (const { dataSets, properties } of decode({ ptp: { instances: [slaveWith(members)] } }).ptpInstances) {
          for (const other of dataSets?.otherProperties ?? []) {
            expect(properties).toContain(other);
          }
          expect(new Set(dataSets?.unicastClients.map(({ id }) => id)).size).toBe(dataSets?.unicastClients.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays visible under a key that nobody knows, wherever it stands', () => {
    const places = fc.constantFrom<(novelty: Json) => JsonObject>(
      (novelty) => ({ novelty }),
      (novelty) => ({ 'default-ds': { novelty } }),
      (novelty) => ({ statistics: { novelty, 'rx-sync': 1 } }),
      (novelty) => ({ 'unicast-clients': [{ address: '192.0.2.1', novelty }] }),
      (novelty) => ({ status: { novelty } }),
      (novelty) => ({ 'clock-identity': { 'clock-identity': 'EC-46-70-FF-FE-00-11-22', novelty } }),
      (novelty) => ({ list: [[novelty]] }),
    );
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(places, leaf, (place, novelty) => {
        expect(dataSetsOf(slaveWith(place(novelty))).otherProperties.map(({ value }) => value)).toEqual([novelty]);
      }),
    );
  });

  it('as a module gives ports with ids of their own', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('ports', 'interfaces', 'network', 'status', 'lan0', 'object-id', 'link', 'speed', 'mac', 'ptp'), anyTree, { maxKeys: 6 }), (module) => {
        const ids = (decode(module).ports ?? []).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 200 },
    );
  });
});
