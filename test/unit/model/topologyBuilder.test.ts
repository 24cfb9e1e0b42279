import { describe, expect, test } from 'vitest';
import type { DeviceSnapshot } from '../../../src/model/snapshot';
import { buildTopology, deviceNodeId, type TopologyOptions } from '../../../src/model/topologyBuilder';
import type { Topology } from '../../../src/model/topology';
import { clockSlot, followed, identity, psxSlot, sampleClients, sampleDevice, sampleFleet, sampleInstance, severityOfSampleDevice } from './graphFleet';

function build(devices: readonly DeviceSnapshot[], options: Partial<TopologyOptions> = {}): Topology {
  return buildTopology(devices, { severityOfDevice: severityOfSampleDevice, ...options });
}

const edgesOf = ({ edges }: Topology, kind: string): string[] => edges.filter((edge) => edge.kind === kind).map(({ from, to }) => `${from} → ${to}`);
const names = ({ nodes }: Topology, kind: string): string[] => nodes.filter((node) => node.kind === kind).map(({ name }) => name);

describe('the topology', () => {
  test('goes from the references to those who take the time', () => {
    const topology = build([sampleDevice('n', 'North', [clockSlot('clk1'), psxSlot('io3', [sampleInstance('Blue', 1, { clients: sampleClients(1) })])])]);
    expect(topology.nodes.map(({ id, condition }) => [id, condition])).toEqual([
      ['device/n/', ''],
      ['clock/n/clk1', 'synchronized · <100 ns'],
      ['reference/clock/n/clk1/gnss', '9 of 13 satellites'],
      ['card/n/io3', '1 instance'],
      ['instance/n/io3/ptp/Blue', 'MASTER · domain 127'],
      ['client/instance/n/io3/ptp/Blue/0', '00-1B-19-FF-FE-00-01-00'],
    ]);
    expect(topology.edges.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['disciplines', 'reference/clock/n/clk1/gnss', 'clock/n/clk1'],
      ['feeds', 'clock/n/clk1', 'card/n/io3'],
      ['runs', 'card/n/io3', 'instance/n/io3/ptp/Blue'],
      ['serves', 'instance/n/io3/ptp/Blue', 'client/instance/n/io3/ptp/Blue/0'],
    ]);
  });

  test('has one node for a grandmaster that is one of our instances', () => {
    const topology = build(sampleFleet());
    expect(edgesOf(topology, 'follows')).toContain('instance/north/io3/ptp/Blue → instance/studio/io3/ptp/Uplink');
    expect(edgesOf(topology, 'names')).toEqual(['instance/north/io3/ptp/Blue → instance/north/io4/ptp/Studio%20B']);
    expect(names(topology, 'grandmaster')).toEqual(['00-1B-19-FF-FE-0B-2C-01', '00-1B-19-FF-FE-0B-18-01']);
  });

  test('tells clocks of one identity apart by their domain', () => {
    const topology = build([
      sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('wrong', 1, { domain: 5 }), sampleInstance('right', 1)])]),
      sampleDevice('b', 'B', [psxSlot('io1', [sampleInstance('slave', 2, { portState: 'SLAVE', parent: followed(1) })])]),
    ]);
    expect(edgesOf(topology, 'follows')).toEqual(['instance/a/io1/ptp/right → instance/b/io1/ptp/slave']);
  });

  test('draws several followers of one foreign grandmaster to the same node, with what is told of it', () => {
    const slave = (id: string, number: number) => sampleInstance(id, number, { portState: 'SLAVE', parent: followed(9, { grandmasterClockClass: 52 }) });
    const topology = build([sampleDevice('a', 'A', [psxSlot('io1', [slave('x', 1), slave('y', 2)])])]);
    expect(topology.nodes.filter(({ kind }) => kind === 'grandmaster')).toMatchObject([{ name: identity(9), condition: 'Grandmaster · class 52', severity: 'major' }]);
    expect(edgesOf(topology, 'follows')).toHaveLength(2);
  });

  test('is as bad as its alarms, also where only problems are shown', () => {
    const devices = [
      sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('master', 1)])]),
      sampleDevice('b', 'B', [psxSlot('io1', [sampleInstance('slave', 2, { portState: 'SLAVE', parent: followed(1) })])]),
    ];
    // An alarm that the own state knows nothing of.
    const severityOf: TopologyOptions['severityOf'] = (subject, own) => (subject.deviceId === 'b' ? 'critical' : own);
    const whole = build(devices, { severityOf });
    expect(whole.edges.find(({ kind }) => kind === 'follows')?.severity).toBe('critical');
    const problems = build(devices, { severityOf, problemsOnly: true });
    expect(names(problems, 'device')).toEqual(['B']);
    expect(problems.shownDeviceCount).toBe(1);
    // Masked, it is no problem any more.
    expect(build(devices, { severityOfDevice: () => 'critical', severityOf: () => 'masked', problemsOnly: true }).shownDeviceCount).toBe(0);
    const folded = build(devices, { severityOf, toggled: new Set(devices.map(({ id }) => deviceNodeId(id))) });
    expect(folded.edges).toMatchObject([{ kind: 'follows', severity: 'critical' }]);
  });

  test('does not connect instances that are missing or do not run', () => {
    const topology = build([
      sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('x', 1, { portState: 'SLAVE', parent: followed(9), missingSince: 5 }), sampleInstance('y', 2, { portState: 'SLAVE', parent: followed(9), running: false })])]),
    ]);
    expect(edgesOf(topology, 'follows')).toEqual([]);
    expect(topology.nodes.filter(({ kind }) => kind === 'instance').map(({ condition }) => condition)).toEqual(['missing', 'not running']);
  });

  test.each([
    [8, 8, false, 8, []],
    [9, 9, false, 0, ['9 unicast clients']],
    [9, 9, true, 9, ['9 unicast clients']],
    [3, 700, false, 0, ['700 unicast clients']],
    [200, 200, true, 64, ['200 unicast clients']],
    [0, 5, false, 0, ['5 unicast clients']],
  ])('draws %i clients of %i, unfolded: %s', (listed, total, isUnfolded, drawn, groups) => {
    const devices = [sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('m', 1, { clients: sampleClients(listed), clientCount: total })])])];
    const topology = build(devices, { toggled: new Set(isUnfolded ? ['clients/instance/a/io1/ptp/m'] : []) });
    expect(names(topology, 'client')).toHaveLength(drawn);
    expect(names(topology, 'clients')).toEqual(groups);
  });

  test('draws a client that is one of ours as that one', () => {
    const slave = sampleInstance('slave', 2, { portState: 'SLAVE', parent: followed(1) });
    const master = sampleInstance('master', 1, { clients: [{ id: '0', clockIdentity: identity(2) }, { id: '1', clockIdentity: identity(3) }] });
    const listening = sampleInstance('other', 3, { portState: 'LISTENING' });
    const topology = build([sampleDevice('a', 'A', [psxSlot('io1', [master])]), sampleDevice('b', 'B', [psxSlot('io1', [slave, listening])])]);
    expect(names(topology, 'client')).toEqual([]);
    expect(edgesOf(topology, 'follows')).toEqual(['instance/a/io1/ptp/master → instance/b/io1/ptp/slave']);
    expect(edgesOf(topology, 'serves')).toEqual(['instance/a/io1/ptp/master → instance/b/io1/ptp/other']);
  });

  test('takes severities from who is asked', () => {
    const topology = build([sampleDevice('a', 'A', [psxSlot('io1', [sampleInstance('m', 1)])])], { severityOf: ({ instanceId }, own) => (instanceId === 'm' ? 'critical' : own) });
    expect(topology.nodes.find(({ kind }) => kind === 'instance')?.severity).toBe('critical');
    expect(topology.edges.find(({ kind }) => kind === 'runs')?.severity).toBe('critical');
    expect(topology.nodes.find(({ kind }) => kind === 'card')?.severity).toBe('normal');
  });

  test('keeps its nodes and their order when values change', () => {
    const quiet = build([sampleDevice('a', 'A', [clockSlot('clk1'), psxSlot('io1', [sampleInstance('m', 1)])])]);
    const loud = build([sampleDevice('a', 'A', [clockSlot('clk1', false), psxSlot('io1', [sampleInstance('m', 1, { clockClass: 248, portState: 'PASSIVE' })])], 'timeout')]);
    expect(loud.nodes.map(({ id }) => id)).toEqual(quiet.nodes.map(({ id }) => id));
    expect(loud.nodes).not.toEqual(quiet.nodes);
  });
});

describe('what is drawn of many devices', () => {
  const many = (count: number, instances = 2): readonly DeviceSnapshot[] =>
    Array.from({ length: count }, (_, device) =>
      sampleDevice(`d${device}`, `Device ${device}`, [
        clockSlot('clk1'),
        psxSlot('io1', Array.from({ length: instances }, (_unused, index) => sampleInstance(`i${index}`, device * 100 + index, index === 0 ? {} : { portState: 'SLAVE', parent: followed(0xffff) }))),
      ]),
    );

  test('folds them into one node each, with what they hold, and what they follow', () => {
    const topology = build(many(13));
    expect(topology.nodes.filter(({ kind }) => kind === 'device').map(({ isExpanded }) => isExpanded)).toEqual(Array.from({ length: 13 }, () => false));
    expect(topology.nodes[0]?.condition).toBe('2 instances');
    expect(edgesOf(topology, 'follows')).toHaveLength(13);
    expect(topology.nodes).toHaveLength(14);
  });

  test('draws few, and those that a person unfolds, as a whole', () => {
    expect(build(many(12)).nodes.filter(({ isExpanded }) => isExpanded === true)).toHaveLength(12);
    const topology = build(many(13), { toggled: new Set([deviceNodeId('d5')]) });
    expect(topology.nodes.filter(({ isExpanded }) => isExpanded === true).map(({ name }) => name)).toEqual(['Device 5']);
  });

  test('folds again when a person says so', () => {
    expect(build(many(2), { toggled: new Set([deviceNodeId('d0')]) }).nodes.filter(({ kind }) => kind === 'device').map(({ isExpanded }) => isExpanded)).toEqual([false, true]);
  });

  test('stays within bounds, and says how many devices it folded', () => {
    const devices = many(500, 16);
    const topology = build(devices, { toggled: new Set(devices.map(({ id }) => deviceNodeId(id))) });
    expect(topology.nodes.length).toBeLessThanOrEqual(1_501);
    expect(topology.foldedDeviceCount).toBe(500 - topology.nodes.filter(({ isExpanded }) => isExpanded === true).length);
    expect(topology.foldedDeviceCount).toBeGreaterThan(400);
  });

  test('filters by name and by problems; what others hold is still known by its name', () => {
    const fleet = sampleFleet();
    const topology = build(fleet, { deviceFilter: ' bc-STUDIO ' });
    expect(names(topology, 'device')).toEqual(['BC-Studio']);
    expect(names(topology, 'grandmaster')).toEqual(['GM-North / io3 / Blue']);
    expect([topology.deviceCount, topology.shownDeviceCount]).toEqual([4, 1]);
    expect(names(build(fleet, { problemsOnly: true }), 'device')).toEqual(['GM-South', 'BC-Studio', 'GM-Lab']);
  });

  test('is built quickly', () => {
    const devices = many(500, 16);
    const started = performance.now();
    build(devices);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
