import { describe, expect, it } from 'vitest';
import { TreeItemCollapsibleState, type MarkdownString, type ThemeIcon } from 'vscode';
import type { NetworkPortSnapshot, PtpDataSets } from '../../../../src/model/ptpDataSets';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../../../src/model/snapshot';
import type { FleetStore } from '../../../../src/polling/fleetStore';
import { FleetTree } from '../../../../src/views/tree/fleetTree';
import { linkText, speedText } from '../../../../src/views/tree/networkFacts';
import { nodeId, type TreeNode } from '../../../../src/views/tree/treeNode';
import { timeOfDay } from '../../../../src/views/words';
import { alarmOn, FakeAlarms } from './fakeAlarms';

const since = Date.UTC(2026, 10, 23, 14, 2);
const dataSets = (changes: Partial<PtpDataSets> = {}): PtpDataSets => ({
  default: {},
  current: {},
  parent: {},
  timeProperties: {},
  port: {},
  statistics: { messageCounters: [] },
  unicastClients: [],
  otherProperties: [],
  ...changes,
});
const instance = (id: string, changes: Partial<PtpInstanceSnapshot> = {}): PtpInstanceSnapshot => ({
  id,
  name: id,
  portState: 'MASTER',
  domain: 127,
  severity: 'normal',
  properties: [],
  ...changes,
});
const blue = instance('Blue', { dataSets: dataSets({ interfaceName: 'port0:0' }) });
const red = instance('Red', { portState: 'SLAVE', domain: 44, dataSets: dataSets({ interfaceName: 'port1:0' }) });
const port0: NetworkPortSnapshot = { id: 'port0', linkUp: true, speedMbps: 10_000, macAddress: 'EC-46-70-00-11-22', duplex: 'full', sfpPresent: true };
const port1: NetworkPortSnapshot = { id: 'port1', linkUp: false, macAddress: 'EC-46-70-00-11-23', sfpPresent: false };
const card: SlotSnapshot = { slotId: 'io3', slotType: 'io', isPsx: true, isEmpty: false, severity: 'normal', ptpInstances: [blue, red], ports: [port0, port1], properties: [] };

const interfaces: TreeNode = { kind: 'interfaces', deviceId: 'north', slotId: 'io3' };
const portNode = (portId: string): TreeNode => ({ kind: 'port', deviceId: 'north', slotId: 'io3', portId });
const interfaceNode = (instanceId: string): TreeNode => ({ kind: 'interface', deviceId: 'north', slotId: 'io3', instanceId });

function treeOf(slot: SlotSnapshot, { state = 'responding', showsOnlyAlarms = false }: { state?: 'responding' | 'timeout'; showsOnlyAlarms?: boolean } = {}) {
  const device: DeviceSnapshot = { id: 'north', name: 'GM-North', baseUrl: 'https://gm.example', communication: { state, since }, slots: [slot] };
  const store = { devices: [device], get: () => device, onDidChange: () => ({ dispose: () => undefined }) } as unknown as FleetStore;
  const alarms = new FakeAlarms();
  const tree = new FleetTree(store, alarms, { showsOtherSlots: true, isWorstFirst: false, showsOnlyAlarms });
  return {
    alarms,
    tree,
    below: (node: TreeNode) => tree.getChildren(node).map(nodeId),
    item: (node: TreeNode) => tree.getTreeItem(node),
    icon: (node: TreeNode) => (tree.getTreeItem(node).iconPath as ThemeIcon).id,
    tooltip: (node: TreeNode) => (tree.resolveTreeItem(tree.getTreeItem(node), node).tooltip as MarkdownString | undefined)?.value,
  };
}

describe('the network side of a card', () => {
  it('comes last below the card, folded, with one row for each port and each PTP instance', () => {
    const { tree, below, item } = treeOf(card);
    expect(below({ kind: 'slot', deviceId: 'north', slotId: 'io3' }).at(-1)).toBe('interfaces/north/io3');
    expect(item(interfaces).collapsibleState).toBe(TreeItemCollapsibleState.Collapsed);
    expect(below(interfaces)).toEqual(['port/north/io3/port0', 'port/north/io3/port1', 'interface/north/io3/Blue', 'interface/north/io3/Red']);
    const [port] = tree.getChildren(interfaces);
    const parent = port === undefined ? undefined : tree.getParent(port);
    expect(parent).toEqual(interfaces);
    expect(parent === undefined ? undefined : tree.getParent(parent)).toEqual({ kind: 'slot', deviceId: 'north', slotId: 'io3' });
  });

  it('sums up the ports', () => {
    expect(treeOf(card).item(interfaces).description).toBe('port0 10G up · port1 down');
    expect(treeOf({ ...card, ports: [{ ...port0, missingSince: since }, { id: 'port1' }] }).item(interfaces).description).toBe('port0 missing · port1');
    const many = Array.from({ length: 6 }, (_, index) => ({ id: `p${index}`, linkUp: true }));
    expect(treeOf({ ...card, ports: many }).item(interfaces).description).toBe('p0 up · p1 up · p2 up · p3 up · 2 more');
    expect(treeOf({ ...card, ports: [] }).item(interfaces).description).toBe('2 interfaces');
  });

  it('is not there where there is nothing to show, or the card is no PSX', () => {
    const slot: TreeNode = { kind: 'slot', deviceId: 'north', slotId: 'io3' };
    expect(treeOf({ ...card, ports: [], ptpInstances: [] }).below(slot)).toEqual([]);
    expect(treeOf({ ...card, ports: [], ptpInstances: [] }).item(slot).collapsibleState).toBe(TreeItemCollapsibleState.None);
    expect(treeOf({ ...card, ptpInstances: [] }).below(slot)).toEqual(['interfaces/north/io3']);
    expect(treeOf({ ...card, isPsx: false, ptpInstances: [] }).below(slot)).toEqual([]);
  });

  it('shows link, speed and address of a port', () => {
    const { item, icon, tooltip } = treeOf(card);
    expect(item(portNode('port0')).description).toBe('10G up · EC-46-70-00-11-22');
    expect(icon(portNode('port0'))).toBe('pass-filled');
    // Nobody expects a link there, as no alarm says so.
    expect(item(portNode('port1')).description).toBe('down · no transceiver · EC-46-70-00-11-23');
    expect(icon(portNode('port1'))).toBe('circle-outline');
    expect(tooltip(portNode('port0'))).toContain('| Duplex | full |');
    expect(tooltip(portNode('port1'))).toContain('| Transceiver | none |');
  });

  it('shows link, speed, address, domain and port state of an interface', () => {
    const { item, icon, tooltip } = treeOf(card);
    expect(item(interfaceNode('Blue')).label).toBe('Blue  port0:0');
    expect(item(interfaceNode('Blue')).description).toBe('10G up · MASTER · domain 127 · EC-46-70-00-11-22');
    expect(item(interfaceNode('Red')).description).toBe('down · SLAVE · domain 44 · EC-46-70-00-11-23');
    expect([icon(interfaceNode('Blue')), icon(interfaceNode('Red'))]).toEqual(['pass-filled', 'circle-outline']);
    expect(tooltip(interfaceNode('Blue'))).toContain('| Interface | port0:0 |');
    expect(tooltip(interfaceNode('Blue'))).toContain('| Speed | 10G |');
  });

  it('takes the word of an instance for its link where there is no port', () => {
    const down = instance('Blue', { dataSets: dataSets({ interfaceName: 'port7', linkUp: false }) });
    const { alarms, item, icon } = treeOf({ ...card, ptpInstances: [down, instance('Red', { running: false })] });
    expect(item(interfaceNode('Blue')).description).toBe('down · MASTER · domain 127');
    expect(icon(interfaceNode('Blue'))).toBe('circle-outline');
    expect(item(interfaceNode('Red')).description).toBe('not running');
    alarms.set(alarmOn({ deviceId: 'north', slotId: 'io3', instanceId: 'Blue' }, { parameter: 'link', severity: 'critical' }));
    expect(icon(interfaceNode('Blue'))).toBe('error');
  });

  it('shows an alarm on a port in its row, in that of the interface on it, and above, but not beside', () => {
    const { alarms, icon, tooltip } = treeOf(card);
    expect(icon(interfaces)).toBe('arrow-swap');
    alarms.set(alarmOn({ deviceId: 'north', slotId: 'io3', portId: 'port1' }, { parameter: 'link', severity: 'critical', text: 'The link of the port is down.' }));
    expect([portNode('port1'), interfaceNode('Red'), interfaces].map(icon)).toEqual(['error', 'error', 'error']);
    expect([portNode('port0'), interfaceNode('Blue')].map(icon)).toEqual(['pass-filled', 'pass-filled']);
    expect(tooltip(portNode('port1'))).toContain('The link of the port is down.');
    expect(tooltip(portNode('port0'))).not.toContain('The link of the port is down.');
  });

  it('keeps what the card no longer lists, until the person takes it off the list', () => {
    const gone = { ...port0, missingSince: since };
    const { item, icon } = treeOf({ ...card, ports: [gone, port1] });
    expect(item(portNode('port0')).description).toBe(`Missing since ${timeOfDay(since)}`);
    expect(item(portNode('port0')).contextValue).toBe('port;removable;');
    expect(item(portNode('port1')).contextValue).toBe('port;');
    expect([icon(portNode('port0')), icon(interfaces), icon(interfaceNode('Blue'))]).toEqual(['circle-slash', 'error', 'circle-slash']);
    expect(item(portNode('port0')).resourceUri).toBeDefined();
  });

  it('is missing as a whole with its card', () => {
    const { item, icon } = treeOf({ ...card, missingSince: since, severity: 'major' });
    expect([icon(portNode('port0')), icon(portNode('port1'))]).toEqual(['circle-slash', 'circle-slash']);
    expect(item(interfaces).description).toBe('port0 missing · port1 missing');
  });

  it('is dimmed while the device does not answer', () => {
    const { item } = treeOf(card, { state: 'timeout' });
    for (const node of [interfaces, portNode('port0'), interfaceNode('Blue')]) {
      expect(item(node).resourceUri).toBeDefined();
      expect(treeOf(card).item(node).resourceUri).toBeUndefined();
      expect(treeOf({ ...card, severity: 'timeout' }).item(node).resourceUri).toBeDefined();
    }
  });

  it('passes the filter only with what is wrong in it', () => {
    const { alarms, below } = treeOf(card, { showsOnlyAlarms: true });
    alarms.set(alarmOn({ deviceId: 'north', slotId: 'io3', portId: 'port1' }, { parameter: 'link' }));
    expect(below({ kind: 'slot', deviceId: 'north', slotId: 'io3' })).toEqual(['interfaces/north/io3']);
    expect(below(interfaces)).toEqual(['port/north/io3/port1', 'interface/north/io3/Red']);
    alarms.set(alarmOn({ deviceId: 'north', slotId: 'io3', instanceId: 'Blue' }));
    expect(below({ kind: 'slot', deviceId: 'north', slotId: 'io3' })).toEqual(['instance/north/io3/Blue']);
  });

  it('keeps texts of a device as texts', () => {
    const hostile = { ...port0, macAddress: '[x](command:y)', duplex: '<img>' };
    const said = treeOf({ ...card, ports: [hostile] }).tooltip(portNode('port0'));
    expect(said).toContain('\\[x\\](command:y)');
    expect(said).toContain('\\<img\\>');
  });
});

describe('the words for a link', () => {
  it.each([
    [{ linkUp: true, speedMbps: 1_000 }, '1G up'],
    [{ linkUp: true, speedMbps: 2_500 }, '2.5G up'],
    [{ linkUp: true, speedMbps: 100 }, '100M up'],
    [{ linkUp: true, speedMbps: 0 }, 'up'],
    [{ linkUp: false, speedMbps: 1_000 }, 'down'],
    [{ speedMbps: 1_000 }, undefined],
  ])('%j: %s', (port, expected) => {
    expect(linkText(port)).toBe(expected);
  });

  it('have no speed where none is known', () => {
    expect(speedText(undefined)).toBeUndefined();
  });
});
