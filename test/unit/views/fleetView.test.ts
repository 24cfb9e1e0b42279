import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { SlotSnapshot } from '../../../src/model/snapshot';
import { FleetStore } from '../../../src/polling/fleetStore';
import { FleetView } from '../../../src/views/fleetView';
import type { TreeNode } from '../../../src/views/tree/treeNode';
import { alarmOn, FakeAlarms } from './tree/fakeAlarms';

const device = (id: string): DeviceConfig => ({ id, name: id, origin: `https://${id}:443`, busAddress: '', bypassProxy: false, slotIds: [] });

describe('FleetView', () => {
  let store: FleetStore;
  let alarms: FakeAlarms;
  let settings: Map<string, boolean>;
  let changeSettings: () => void;
  let treeView: { message?: string; description?: string; badge?: vscode.ViewBadge };
  let view: FleetView;
  let reveal: ReturnType<typeof vi.fn>;
  /** What VS Code was told to repaint. */
  let fired: unknown[];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    reveal = vi.fn(() => Promise.resolve());
    fired = [];
    treeView = {};
    alarms = new FakeAlarms();
    settings = new Map();
    vi.spyOn(vscode.workspace, 'getConfiguration').mockImplementation(
      (section) =>
        ({
          get: (key: string, otherwise: boolean) => settings.get(`${section}.${key}`) ?? otherwise,
          update: (key: string, value: boolean) => Promise.resolve(void settings.set(`${section}.${key}`, value)),
        }) as unknown as vscode.WorkspaceConfiguration,
    );
    vi.spyOn(vscode.workspace, 'onDidChangeConfiguration').mockImplementation((listener) => {
      changeSettings = () => void listener({ affectsConfiguration: (section) => section === 'psx.tree' });
      return vscode.Disposable.from();
    });
    vi.spyOn(vscode.window, 'createTreeView').mockImplementation((_id, { treeDataProvider }) => {
      treeDataProvider.onDidChangeTreeData?.((nodes) => fired.push(nodes));
      treeView = Object.assign(treeView, { visible: false, reveal, onDidChangeVisibility: () => ({ dispose: () => undefined }), dispose: () => undefined });
      return treeView as unknown as vscode.TreeView<never>;
    });
    store = new FleetStore();
    store.setDevices([device('north')]);
    view = new FleetView(store, alarms);
  });
  afterEach(() => {
    view.dispose();
    vi.restoreAllMocks();
    vi.useRealTimers();
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

  it('counts in its badge the devices that need attention, without those that the alarms count', () => {
    expect(treeView.badge).toBeUndefined();
    store.replace({ ...store.get('north')!, communication: { state: 'waitingForCredentials', since: 0 } });
    vi.runAllTimers();
    expect(treeView.badge?.value).toBe(1);
    alarms.set(alarmOn({ deviceId: 'north', slotId: 'io3', instanceId: 'blue' }));
    vi.runAllTimers();
    expect(treeView.badge).toBeUndefined();
    alarms.set();
    vi.runAllTimers();
    expect(treeView.badge?.value).toBe(1);
  });

  describe('with alarms only', () => {
    const onlyAlarms = 'psx.tree.onlyAlarms';

    beforeEach(() => {
      settings.set(onlyAlarms, true);
      changeSettings();
    });

    it('says that it is filtered, and why it is empty', () => {
      expect([treeView.description, treeView.message]).toEqual(['Only with alarms', 'Nothing has an alarm. The filter hides 1 device.']);
      alarms.set(alarmOn({ deviceId: 'north' }));
      vi.runAllTimers();
      expect([treeView.description, treeView.message]).toEqual(['Only with alarms', undefined]);
      alarms.set();
      vi.runAllTimers();
      expect(treeView.message).toContain('1 device');
      store.setDevices([]);
      vi.runAllTimers();
      expect(treeView.message).toBeUndefined();
    });

    it('says nothing more when the filter is switched off', () => {
      settings.set(onlyAlarms, false);
      changeSettings();
      expect([treeView.description, treeView.message]).toEqual([undefined, undefined]);
    });

    it('switches the filter off to show a device that it hides, if a person wants to go there', async () => {
      await view.reveal('north', { focus: false });
      expect(reveal).not.toHaveBeenCalled();
      expect(settings.get(onlyAlarms)).toBe(true);
      fired.length = 0;
      reveal.mockImplementation(() => expect(fired).toEqual([undefined]));
      await view.reveal('north');
      expect(reveal).toHaveBeenCalledOnce();
      expect(settings.get(onlyAlarms)).toBe(false);
    });

    it('leaves the filter on for a device that it shows', async () => {
      alarms.set(alarmOn({ deviceId: 'north' }));
      await view.reveal('north');
      expect(reveal).toHaveBeenCalledOnce();
      expect(settings.get(onlyAlarms)).toBe(true);
    });
  });
});
