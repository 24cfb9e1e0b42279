import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TreeItemCollapsibleState, type MarkdownString, type ThemeIcon } from 'vscode';
import type { PtpInstanceReading } from '../../../../src/ltos/decode';
import type { AlarmParameter } from '../../../../src/model/alarm';
import type { DeviceConfig } from '../../../../src/model/deviceConfig';
import type { Subject } from '../../../../src/model/ptpAddress';
import type { Communication } from '../../../../src/model/snapshot';
import { FleetStore } from '../../../../src/polling/fleetStore';
import { FleetTree } from '../../../../src/views/tree/fleetTree';
import type { TreeNode } from '../../../../src/views/tree/treeNode';
import type { TreeOptions } from '../../../../src/views/tree/treeRows';
import { dataSets } from '../../alarms/alarmFixture';
import { alarmOn, FakeAlarms } from './fakeAlarms';

const device = (id: string): DeviceConfig => ({ id, name: id, origin: `https://${id}:443`, busAddress: '', bypassProxy: false, slotIds: [] });
const instance = (id: string, changes: Partial<PtpInstanceReading> = {}): PtpInstanceReading => ({ id, name: id, portState: 'MASTER', domain: 127, clockClass: 6, properties: [], ...changes });
const options: TreeOptions = { showsOtherSlots: true, isWorstFirst: false, showsOnlyAlarms: false };
const blue: Subject = { deviceId: 'north', slotId: 'io3', instanceId: 'blue' };
const red: Subject = { ...blue, instanceId: 'red' };

describe('the tree with alarms', () => {
  let store: FleetStore;
  let alarms: FakeAlarms;
  let tree: FleetTree;
  let fired: (TreeNode | TreeNode[] | undefined)[];
  /** Rows that the person has unfolded. */
  const unfolded = new Set<string>();

  beforeEach(() => {
    vi.useFakeTimers();
    store = new FleetStore();
    alarms = new FakeAlarms();
    tree = new FleetTree(store, alarms, options);
    fired = [];
    tree.onDidChangeTreeData((nodes) => fired.push(nodes));
    tree.setVisible(true);
    configure('north', 'south', 'west');
    paint();
    repainted();
  });
  afterEach(() => {
    tree.dispose();
    vi.useRealTimers();
  });

  function configure(...ids: readonly string[]): void {
    store.setDevices(ids.map(device));
    ids.forEach((id) => answer(id, [instance('blue'), instance('red')]));
  }

  function answer(deviceId: string, instances: readonly PtpInstanceReading[], communication: Partial<Communication> = {}): void {
    const at = Date.now();
    const card = (slotId: string) => ({ slotId, slotType: 'io', module: { model: 'psx210', isPsx: true, ptpInstances: instances, properties: [] } });
    store.apply({
      deviceId,
      origin: `https://${deviceId}:443`,
      at,
      slots: [card('io3'), card('io4'), { slotId: 'clk1', slotType: 'clk', module: { isPsx: false, ptpInstances: [], properties: [] } }],
      communication: (known) => ({ ...known.communication, state: 'responding', lastSuccess: at, ...communication }),
    });
  }

  /** As VS Code does: paints the rows, and asks for the children of those that are unfolded, at first or by the person. */
  function paint(node?: TreeNode): string[] {
    return tree.getChildren(node).flatMap((child) => {
      const item = tree.getTreeItem(child);
      return [item.id ?? '', ...(item.collapsibleState === TreeItemCollapsibleState.Expanded || unfolded.has(item.id ?? '') ? paint(child) : [])];
    });
  }

  function repainted(): string[] {
    vi.runAllTimers();
    return fired.splice(0).flatMap((nodes) => (nodes === undefined ? ['everything'] : [nodes].flat().map((node) => tree.getTreeItem(node).id ?? '')));
  }

  const nodes = {
    device: { kind: 'device', deviceId: 'north' },
    slot: { kind: 'slot', deviceId: 'north', slotId: 'io3' },
    blue: { kind: 'instance', deviceId: 'north', slotId: 'io3', instanceId: 'blue' },
    red: { kind: 'instance', deviceId: 'north', slotId: 'io3', instanceId: 'red' },
  } satisfies Record<string, TreeNode>;
  const icon = (node: TreeNode): string => (tree.getTreeItem(node).iconPath as ThemeIcon).id;
  const description = (node: TreeNode) => tree.getTreeItem(node).description;
  const tooltip = (node: TreeNode): string => (tree.resolveTreeItem(tree.getTreeItem(node), node).tooltip as MarkdownString).value;

  it('rolls the severity up from the instance to the slot and the device, and beside them to nothing', () => {
    alarms.set(alarmOn(red, { severity: 'critical' }));
    expect([nodes.red, nodes.slot, nodes.device].map(icon)).toEqual(['error', 'error', 'error']);
    expect(icon(nodes.blue)).toBe('pass-filled');
    expect(icon({ ...nodes.slot, slotId: 'io4' })).toBe('watch');
    expect(icon({ kind: 'device', deviceId: 'south' })).toBe('pass-filled');
    expect(tree.getTreeItem(nodes.red).accessibilityInformation?.label).toContain('critical');
  });

  it('shows what is masked as masked', () => {
    answer('north', [instance('blue'), instance('red', { portState: 'FAULTY' })]);
    expect(icon(nodes.red)).toBe('error');
    alarms.set(alarmOn(red, { parameter: 'portState', severity: 'critical', maskedUntil: 'cleared' }));
    expect(icon(nodes.red)).toBe('bell-slash');
    expect(description(nodes.device)).not.toContain('alarm');
  });

  it('says how many alarms there are, and which one the values do not show', () => {
    answer('north', [instance('blue'), instance('red')]);
    const healthy = [nodes.device, nodes.slot, nodes.red].map(description);
    alarms.set(alarmOn(red, { parameter: 'grandmasterIdentity' }), alarmOn(blue, { severity: 'warning' }));
    expect(description(nodes.device)).toBe('Responding · 2 alarms');
    expect(description(nodes.slot)).toBe('2 instances · 2 alarms');
    expect(description(nodes.red)).toBe('MASTER · domain 127 · unexpected grandmaster');
    expect(description(nodes.blue)).toBe('MASTER · domain 127 · class 6');
    alarms.set(alarmOn(red, { state: 'cleared', clearedAt: 5 }));
    expect([nodes.device, nodes.slot, nodes.red].map(description)).toEqual(healthy);
  });

  it('says why a row is marked, the worst first, and no more than two reasons', () => {
    const said = (...parameters: readonly AlarmParameter[]): unknown => {
      alarms.set(...parameters.map((parameter) => alarmOn(red, { parameter })));
      return description(nodes.red);
    };
    expect(said('messageRate')).toBe('MASTER · domain 127 · unusual message rate');
    expect(said('clientUtilization', 'link')).toBe('MASTER · domain 127 · many unicast clients · link down');
    expect(said('clockClass', 'utcOffsetValid', 'timeTraceable')).toBe('MASTER · domain 127 · class 6 · UTC offset not valid');
    expect(said('portState', 'timeTraceable')).toBe('MASTER · domain 127 · time not traceable');
    expect(said('portState')).toBe('MASTER · domain 127 · class 6');
    answer('north', [instance('blue'), instance('red', { portState: 'SLAVE', offsetFromMasterNs: 12, dataSets: dataSets({ parent: { grandmasterClockClass: 248 } }) })]);
    expect(said('clockClass')).toBe('SLAVE · domain 127 · grandmaster class 248');
    expect(said('offsetFromMaster', 'clockClass', 'messageRate')).toBe('SLAVE · domain 127 · offset <25 ns · grandmaster class 248');
    answer('north', [instance('blue'), instance('red', { portState: 'SLAVE', offsetFromMasterNs: 12 })]);
    expect(said('clockClass')).toBe('SLAVE · domain 127 · grandmaster class');
  });

  it('lists the alarms in the tooltip with what to do, and never more than a few', () => {
    alarms.set(alarmOn(red, { subjectName: 'north / [io3](command:x) / red' }));
    expect(tooltip(nodes.red)).toContain('- **major** north / \\[io3\\](command:x) / red: Offset from master is 1.5 µs; major from 1 µs. Check the path');
    expect(tooltip(nodes.slot)).toContain('**major**');
    expect(tooltip(nodes.device)).toContain('**major**');
    expect(tooltip(nodes.blue)).not.toContain('**major**');
    alarms.set(...Array.from({ length: 9 }, (_, index) => alarmOn({ ...red, instanceId: `i${index}` })));
    expect(tooltip(nodes.device).match(/\*\*major\*\*/g)).toHaveLength(5);
    expect(tooltip(nodes.device)).toContain('and 4 more');
  });

  it('repaints the topmost row that changed, and nothing when an alarm changes no row', () => {
    alarms.set(alarmOn(red, { severity: 'major' }));
    expect(repainted()).toEqual(['device/north']);
    paint();
    // The device and the card stay as bad, with as many alarms.
    alarms.set(alarmOn(blue, { severity: 'major' }));
    expect(repainted()).toEqual(['instance/north/io3/blue', 'instance/north/io3/red']);
    paint();
    alarms.set(alarmOn(blue, { severity: 'major', state: 'acknowledged', comment: 'Known.' }));
    expect(repainted()).toEqual([]);
    alarms.set(alarmOn(blue, { severity: 'critical' }));
    expect(repainted()).toEqual(['device/north']);
  });

  it('looks at all rows when it is not told what changed', () => {
    alarms.alarms = [alarmOn(red)];
    alarms.tellOnly();
    expect(repainted()).toEqual(['device/north']);
  });

  it('stops listening when it is disposed of', () => {
    tree.dispose();
    alarms.set(alarmOn(red));
    expect(repainted()).toEqual([]);
  });

  describe('worst first', () => {
    beforeEach(() => {
      tree.setOptions({ ...options, isWorstFirst: true });
      vi.runAllTimers();
      paint();
      fired.length = 0;
    });

    it('sorts devices, slots and instances, and leaves equals as they were', () => {
      alarms.set(alarmOn({ deviceId: 'south', slotId: 'io4', instanceId: 'red' }), alarmOn({ deviceId: 'west', slotId: 'io3', instanceId: 'blue' }, { severity: 'critical' }));
      const rows = paint();
      expect(rows.filter((id) => id.startsWith('device/'))).toEqual(['device/west', 'device/south', 'device/north']);
      expect(rows.filter((id) => id.startsWith('slot/south'))).toEqual(['slot/south/io4', 'slot/south/io3', 'slot/south/clk1']);
      expect(rows.filter((id) => id.startsWith('instance/south/io4'))).toEqual(['instance/south/io4/red', 'instance/south/io4/blue']);
      expect(rows.indexOf('interfaces/south/io4')).toBeGreaterThan(rows.indexOf('instance/south/io4/blue'));
    });

    it('asks for everything when a device moves, and only then', () => {
      alarms.set(alarmOn({ deviceId: 'north' }));
      expect(repainted()).toEqual(['device/north']);
      alarms.set(alarmOn({ deviceId: 'north' }), alarmOn({ deviceId: 'west' }, { severity: 'critical' }));
      expect(repainted()).toEqual(['everything']);
      paint();
      alarms.set(alarmOn({ deviceId: 'north' }, { severity: 'minor' }), alarmOn({ deviceId: 'west' }, { severity: 'critical' }));
      expect(repainted()).toEqual(['device/north']);
    });

    it('repaints the card when its instances change places', () => {
      alarms.set(alarmOn(blue), alarmOn(red, { severity: 'minor' }));
      vi.runAllTimers();
      paint();
      fired.length = 0;
      alarms.set(alarmOn(blue, { severity: 'minor' }), alarmOn(red));
      expect(repainted()).toEqual(['slot/north/io3']);
    });
  });

  describe('with alarms only', () => {
    beforeEach(() => {
      tree.setOptions({ ...options, showsOnlyAlarms: true });
      vi.runAllTimers();
      paint();
      fired.length = 0;
    });

    it('shows nothing while nothing has an alarm, and says so', () => {
      expect(paint()).toEqual([]);
      expect(tree.hidesAll).toBe(true);
      store.setDevices([]);
      expect(tree.hidesAll).toBe(false);
    });

    it('shows what has one, with the rows above it', () => {
      alarms.set(alarmOn(red));
      expect(repainted()).toEqual(['everything']);
      expect(paint()).toEqual(['device/north', 'slot/north/io3', 'instance/north/io3/red']);
      expect(tree.hidesAll).toBe(false);
      alarms.set();
      expect(repainted()).toEqual(['everything']);
      expect(paint()).toEqual([]);
    });

    it('shows a device that does not answer, with its next step', () => {
      const error = { kind: 'refused', message: 'south:443 refused the connection.', hint: 'Check the port.' } as const;
      answer('south', [instance('blue')], { state: 'timeout', error });
      expect(repainted()).toEqual(['everything']);
      expect(paint().slice(0, 2)).toEqual(['device/south', 'nextStep/south']);
    });

    it('reveals only what is shown', () => {
      expect(tree.nearestNode('north', 'io3', 'red')).toBeUndefined();
      alarms.set(alarmOn(red));
      expect(tree.nearestNode('north', 'io3', 'red')).toEqual(nodes.red);
      expect(tree.nearestNode('north', 'IO3', 'blue')).toEqual(nodes.slot);
      expect(tree.nearestNode('north', 'io4', 'blue')).toEqual(nodes.device);
    });

    it('folds a slot that has an alarm and nothing to show below it', () => {
      alarms.set(alarmOn({ deviceId: 'north', slotId: 'clk1' }, { parameter: 'presence' }));
      paint();
      expect(tree.getTreeItem({ ...nodes.slot, slotId: 'clk1' }).collapsibleState).toBe(TreeItemCollapsibleState.None);
    });
  });

  describe('of 500 devices', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `d${index}`);
    const subject: Subject = { deviceId: 'd250', slotId: 'io3', instanceId: 'red' };

    beforeEach(() => {
      unfolded.add('device/d250');
      configure(...ids);
      vi.runAllTimers();
      paint();
      fired.length = 0;
      alarms.asked = 0;
    });

    it('are folded at first', () => {
      unfolded.clear();
      expect(paint()).toHaveLength(500);
    });

    it('looks at one device and repaints one row when one alarm is raised', () => {
      alarms.set(alarmOn(subject));
      vi.runAllTimers();
      expect(fired).toEqual([[{ kind: 'device', deviceId: 'd250' }]]);
      expect(alarms.asked).toBeLessThan(20);
    });

    it('repaints one row when one instance changes, whatever the options', () => {
      for (const changes of [{}, { isWorstFirst: true }, { isWorstFirst: true, showsOnlyAlarms: true }]) {
        alarms.set(...ids.map((deviceId) => alarmOn({ ...subject, deviceId })));
        tree.setOptions({ ...options, ...changes });
        vi.runAllTimers();
        paint();
        fired.length = 0;
        answer('d250', [instance('blue'), instance('red', { domain: Object.keys(changes).length })]);
        expect(repainted()).toEqual(['instance/d250/io3/red', 'instance/d250/io4/red'].filter((id) => !('showsOnlyAlarms' in changes) || id.includes('io3')));
        paint();
      }
    });
  });
});
