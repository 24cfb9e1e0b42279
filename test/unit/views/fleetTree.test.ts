import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TreeItemCollapsibleState } from 'vscode';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { Communication } from '../../../src/model/snapshot';
import type { PtpInstanceReading } from '../../../src/ltos/decode';
import { FleetStore } from '../../../src/polling/fleetStore';
import { FleetTree } from '../../../src/views/tree/fleetTree';
import type { TreeNode } from '../../../src/views/tree/treeNode';
import type { TreeOptions } from '../../../src/views/tree/treeRows';
import { FakeAlarms } from './tree/fakeAlarms';

const options: TreeOptions = { showsOtherSlots: true, isWorstFirst: false, showsOnlyAlarms: false };

const device = (id: string): DeviceConfig => ({ id, name: id, origin: `https://${id}:443`, busAddress: '', bypassProxy: false, slotIds: [] });
const instance = (id: string, changes: Partial<PtpInstanceReading> = {}): PtpInstanceReading => ({ id, name: id, portState: 'MASTER', domain: 127, clockClass: 6, properties: [], ...changes });

describe('FleetTree', () => {
  let store: FleetStore;
  let tree: FleetTree;
  let fired: (TreeNode | TreeNode[] | undefined)[];

  beforeEach(() => {
    vi.useFakeTimers();
    store = new FleetStore();
    store.setDevices([device('north'), device('south')]);
    tree = new FleetTree(store, new FakeAlarms(), options);
    fired = [];
    tree.onDidChangeTreeData((nodes) => fired.push(nodes));
    tree.setVisible(true);
  });
  afterEach(() => {
    tree.dispose();
    vi.useRealTimers();
  });

  function answer(deviceId: string, instances: readonly PtpInstanceReading[], communication: Partial<Communication> = {}): void {
    const at = Date.now();
    store.apply({
      deviceId,
      origin: `https://${deviceId}:443`,
      at,
      slots: [
        { slotId: 'clk1', slotType: 'clk', module: { model: 'grc180', isPsx: false, ptpInstances: [], properties: [] } },
        { slotId: 'io3', slotType: 'io', module: { model: 'psx210', isPsx: true, ptpInstances: instances, properties: [] } },
        { slotId: 'io4', slotType: 'io' },
      ],
      communication: (known) => ({ ...known.communication, state: 'responding', lastSuccess: at, ...communication }),
    });
  }

  /** As VS Code does: paints the rows, and asks for the children of those that are unfolded. Returns ids, indented by level. */
  function paint(node?: TreeNode, level = 0): string[] {
    return tree.getChildren(node).flatMap((child) => {
      const item = tree.getTreeItem(child);
      const below = item.collapsibleState === TreeItemCollapsibleState.Expanded ? paint(child, level + 1) : [];
      return [`${' '.repeat(level)}${item.id ?? ''}`, ...below];
    });
  }

  function repainted(): string[] {
    vi.runAllTimers();
    return fired.splice(0).flatMap((nodes) => (nodes === undefined ? ['everything'] : [nodes].flat().map((node) => tree.getTreeItem(node).id ?? '')));
  }

  it('shows devices, the PSX first, then other cards and empty slots, and the instances', () => {
    answer('north', [instance('blue'), instance('red')]);
    expect(paint()).toEqual([
      'device/north',
      ' slot/north/io3',
      '  instance/north/io3/blue',
      '  instance/north/io3/red',
      '  interfaces/north/io3',
      ' slot/north/clk1',
      ' slot/north/io4',
      'device/south',
    ]);
    tree.setOptions({ ...options, showsOtherSlots: false });
    expect(paint()).not.toContain(' slot/north/clk1');
  });

  it('repaints one row when a poll changes one instance, and none when it changes nothing that a row shows', () => {
    answer('north', [instance('blue'), instance('red')]);
    paint();
    repainted();
    answer('north', [instance('blue'), instance('red', { portState: 'PASSIVE' })]);
    // The state of the instance does not change how bad the card and the device are.
    expect(repainted()).toEqual(['instance/north/io3/red']);
    paint();
    vi.advanceTimersByTime(10_000);
    answer('north', [instance('blue', { offsetFromMasterNs: 12 }), instance('red', { portState: 'PASSIVE' })]);
    expect(repainted()).toEqual([]);
  });

  it('repaints the card when instances come and go', () => {
    answer('north', [instance('blue')]);
    paint();
    repainted();
    answer('north', [instance('blue'), instance('red')]);
    expect(repainted()).toEqual(['slot/north/io3']);
    paint();
    answer('north', [instance('red')]);
    // A missing instance is major: it shows in the row of the device as well.
    expect(repainted()).toEqual(['device/north']);
    expect(paint()).toContain('  instance/north/io3/blue');
  });

  it('keeps the ids when the state changes', () => {
    answer('north', [instance('blue')]);
    const before = paint();
    answer('north', [instance('blue', { portState: 'FAULTY' })], { state: 'responding' });
    expect(paint()).toEqual(before);
  });

  it('offers the next step as a row of its own', () => {
    const error = { kind: 'refused', message: 'north:443 refused the connection.', hint: 'Check the port.' } as const;
    answer('north', [instance('blue')], { state: 'retrying', error });
    expect(paint().slice(0, 3)).toEqual(['device/north', ' nextStep/north', ' slot/north/io3']);
  });

  it('fires nothing while hidden, and catches up when shown', () => {
    answer('north', [instance('blue')]);
    paint();
    repainted();
    tree.setVisible(false);
    answer('north', [instance('blue', { portState: 'FAULTY' })]);
    expect(repainted()).toEqual([]);
    tree.setVisible(true);
    expect(repainted()).toEqual(['device/north']);
  });

  it('repaints everything when devices come, go or change places', () => {
    paint();
    store.setDevices([device('south'), device('north')]);
    expect(repainted()).toEqual(['everything']);
    store.setDevices([device('south')]);
    expect(repainted()).toEqual(['everything']);
    expect(paint()).toEqual(['device/south']);
  });

  it('collects what changes the list of devices, and repaints it once', () => {
    paint();
    store.setDevices([device('south'), device('north')]);
    tree.setOptions({ ...options, showsOtherSlots: false });
    store.setDevices([device('south')]);
    expect(fired).toEqual([]);
    expect(repainted()).toEqual(['everything']);
  });

  it('fires nothing about the list of devices while hidden, and catches up once when shown', () => {
    paint();
    store.setDevices([device('south'), device('north')]);
    tree.setVisible(false);
    store.setDevices([device('south')]);
    tree.setOptions({ ...options, showsOtherSlots: false });
    expect(repainted()).toEqual([]);
    tree.setVisible(true);
    expect(repainted()).toEqual(['everything']);
  });

  it('fires nothing for a change that came just before it was hidden', () => {
    answer('north', [instance('blue')]);
    paint();
    repainted();
    answer('north', [instance('blue', { portState: 'FAULTY' })]);
    tree.setVisible(false);
    expect(repainted()).toEqual([]);
    tree.setVisible(true);
    expect(repainted()).toEqual(['device/north']);
  });

  it('tells VS Code of a new device before that is revealed, also while hidden', () => {
    paint();
    repainted();
    tree.setVisible(false);
    store.setDevices([device('north'), device('south'), device('west')]);
    tree.flush();
    expect(fired).toEqual([undefined]);
  });

  describe('when a tooltip has been shown', () => {
    /** As VS Code does at the first hover over a row; after that it keeps the tooltip until the row is repainted. */
    function hover(deviceId: string): string {
      const node = tree.deviceNode(deviceId);
      return (tree.resolveTreeItem(tree.getTreeItem(node), node).tooltip as { value: string }).value;
    }
    const steady = [instance('blue')];

    beforeEach(() => {
      answer('north', steady);
      paint();
      repainted();
    });

    it('fires the row once its data are others, so that the next hover shows them', () => {
      const before = hover('north');
      vi.advanceTimersByTime(11_000);
      answer('north', steady);
      expect(repainted()).toEqual(['device/north']);
      expect(hover('north')).not.toBe(before);
    });

    it('fires the row only once per hover, even if VS Code has no use for it', () => {
      hover('north');
      vi.advanceTimersByTime(11_000);
      answer('north', steady);
      vi.runAllTimers();
      expect(fired.splice(0)).toEqual([[tree.deviceNode('north')]]);
      vi.advanceTimersByTime(11_000);
      answer('north', steady);
      expect(repainted()).toEqual([]);
    });

    it('leaves a tooltip alone that may still be open', () => {
      hover('north');
      vi.advanceTimersByTime(5_000);
      answer('north', steady);
      expect(repainted()).toEqual([]);
      // Firing the device would repaint the rows below it as well.
      const [card] = tree.getChildren(tree.deviceNode('north'));
      vi.advanceTimersByTime(4_000);
      tree.resolveTreeItem(tree.getTreeItem(card!), card!);
      vi.advanceTimersByTime(5_000);
      answer('north', steady);
      expect(repainted()).toEqual([]);
      vi.advanceTimersByTime(5_000);
      answer('north', steady);
      expect(repainted()).toEqual(['device/north']);
    });

    it('fires nothing when the tooltip would say the same', () => {
      const empty = tree.getChildren(tree.deviceNode('north'))[2]!;
      tree.resolveTreeItem(tree.getTreeItem(empty), empty);
      vi.advanceTimersByTime(11_000);
      answer('north', steady);
      expect(repainted()).toEqual([]);
    });
  });

  it('knows the parents, for revealing', () => {
    answer('north', [instance('blue')]);
    const [north] = tree.getChildren();
    const [card] = tree.getChildren(north);
    const [blue] = tree.getChildren(card);
    expect(tree.getParent(blue!)).toBe(card);
    expect(tree.getParent(card!)).toBe(north);
    expect(tree.getParent(north!)).toBeUndefined();
  });

  it('builds a tooltip that keeps the text of a device text', () => {
    answer('north', [instance('blue', { name: '[x](command:y)' })]);
    const blue = tree.getChildren(tree.getChildren(tree.getChildren()[0])[0])[0]!;
    const tooltip = tree.resolveTreeItem(tree.getTreeItem(blue), blue).tooltip as { value: string };
    expect(tooltip.value).toContain('\\[x\\](command:y)');
    expect(tooltip.value).toContain('6 (locked to a primary reference)');
  });
});
