import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { SlotSnapshot } from '../../../src/model/snapshot';
import type { DeviceFeed } from '../../../src/polling/deviceFeed';
import { FleetStore } from '../../../src/polling/fleetStore';
import { FleetView } from '../../../src/views/fleetView';
import type { TreeNode } from '../../../src/views/tree/treeNode';
import { FakeAlarms } from './tree/fakeAlarms';

const device = (id: string): DeviceConfig => ({ id, name: id, origin: `https://${id}:443`, busAddress: '', bypassProxy: false, slotIds: [] });

describe('FleetView', () => {
  let store: FleetStore;
  let view: FleetView;
  let reveal: ReturnType<typeof vi.fn>;
  /** What VS Code was told to repaint. */
  let fired: unknown[];

  beforeEach(() => {
    reveal = vi.fn(() => Promise.resolve());
    fired = [];
    vi.spyOn(vscode.window, 'createTreeView').mockImplementation((_id, { treeDataProvider }) => {
      treeDataProvider.onDidChangeTreeData?.((nodes) => fired.push(nodes));
      const treeView = { visible: false, reveal, onDidChangeVisibility: () => ({ dispose: () => undefined }), dispose: () => undefined };
      return treeView as unknown as vscode.TreeView<never>;
    });
    store = new FleetStore();
    store.setDevices([device('north')]);
    view = new FleetView(store, { setDemand: () => undefined } as unknown as DeviceFeed, new FakeAlarms());
  });
  afterEach(() => {
    view.dispose();
    vi.restoreAllMocks();
  });

  const revealed: TreeNode = { kind: 'device', deviceId: 'north' };

  it('reveals a device and takes the focus there', async () => {
    await view.reveal('north');
    expect(reveal).toHaveBeenCalledExactlyOnceWith(revealed, { select: true, focus: true, expand: true });
  });

  it('leaves the focus where it is when told so', async () => {
    await view.reveal('north', { focus: false });
    expect(reveal).toHaveBeenCalledExactlyOnceWith(revealed, { select: true, focus: false, expand: true });
  });

  it('reveals a slot or a PTP instance, and what is nearest where there is none', async () => {
    const instance = { id: '1', name: 'Blue', portState: 'MASTER', severity: 'ok', properties: [] };
    const slot = { slotId: 'io3', slotType: 'io', isPsx: true, isEmpty: false, severity: 'ok', ptpInstances: [instance], properties: [] };
    vi.spyOn(store, 'get').mockReturnValue({ ...store.get('north')!, slots: [slot as unknown as SlotSnapshot] });
    for (const [options, row] of [
      [{ slotId: 'IO3', instanceId: '1' }, { kind: 'instance', deviceId: 'north', slotId: 'io3', instanceId: '1' }],
      [{ slotId: 'io3', instanceId: '9' }, { kind: 'slot', deviceId: 'north', slotId: 'io3' }],
      [{ slotId: 'io3' }, { kind: 'slot', deviceId: 'north', slotId: 'io3' }],
      [{ slotId: 'io9', instanceId: '1' }, revealed],
    ] as const) {
      await view.reveal('north', options);
      expect(reveal).toHaveBeenLastCalledWith(row, { select: true, focus: true, expand: true });
    }
  });

  it('tells VS Code of a new device before it reveals it', async () => {
    store.setDevices([device('south'), device('north')]);
    expect(fired).toEqual([]);
    reveal.mockImplementation(() => expect(fired).toEqual([undefined]));
    await view.reveal('south');
    expect(reveal).toHaveBeenCalledOnce();
  });

  it('reveals nothing of a device that is not configured', async () => {
    await view.reveal('gone');
    expect(reveal).not.toHaveBeenCalled();
  });
});
