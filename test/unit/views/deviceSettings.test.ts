import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { DeviceSettings } from '../../../src/views/deviceSettings';

describe('DeviceSettings', () => {
  let setting: unknown;
  let writes: number;
  let devices: DeviceSettings;
  let changedSettings: vscode.EventEmitter<vscode.ConfigurationChangeEvent>;

  beforeEach(() => {
    setting = [{ id: 'gm1', host: 'gm1', note: 'by hand' }, { host: 'http://gm2' }, 42];
    writes = 0;
    vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({
      inspect: () => ({ globalValue: setting, workspaceValue: [{ host: 'planted' }] }),
      // A write takes a turn of the event loop, in which others may come.
      update: (_key: string, value: unknown) => Promise.resolve().then(() => ([setting, writes] = [value, writes + 1])),
    } as unknown as vscode.WorkspaceConfiguration);
    changedSettings = new vscode.EventEmitter();
    vi.spyOn(vscode.workspace, 'onDidChangeConfiguration').mockImplementation(changedSettings.event);
    devices = new DeviceSettings();
  });
  afterEach(() => {
    devices.dispose();
    changedSettings.dispose();
    vi.restoreAllMocks();
  });

  it('knows only the devices of the user', () => {
    expect(devices.configs.map(({ origin }) => origin)).toEqual(['https://gm1:443', 'http://gm2:80']);
    expect(devices.problems.map(({ index }) => index)).toEqual([2]);
  });

  it('loses nothing when several commands write at once', async () => {
    const told: number[] = [];
    devices.onDidChange(({ configs }) => told.push(configs.length));
    await Promise.all([devices.add({ id: 'gm3', host: 'gm3' }), devices.update('gm1', { name: 'GM-1', port: undefined }), devices.remove('http://gm2:80')]);
    expect(setting).toEqual([{ id: 'gm1', host: 'gm1', note: 'by hand', name: 'GM-1' }, 42, { id: 'gm3', host: 'gm3' }]);
    expect(told).toEqual([3, 3, 2]);
  });

  it('writes nothing when nothing is to be changed', async () => {
    await devices.update('gm1', {});
    expect(writes).toBe(0);
  });

  describe('while a person types in the setting', () => {
    const known = () => devices.known.map(({ id }) => id);
    const change = (value: unknown) => {
      setting = value;
      changedSettings.fire({ affectsConfiguration: (section) => section === 'psx.devices' });
    };

    it('still knows a device whose entry cannot be read, and forgets it when the entry is gone', () => {
      change([{ id: 'gm1', host: 'gm1' }, { id: 'gm2', host: 'gm2', name: 'North' }]);
      for (const value of [[{ id: 'gm1', host: 'gm1' }, { id: 'gm2', host: '' }], [{ id: 'gm1', host: 'gm1' }, '10.0.4'], 'gm1', [{ id: 'gm1' }, {}]]) {
        change(value);
        expect(known().toSorted()).toEqual(['gm1', 'gm2']);
        expect(devices.known.find(({ id }) => id === 'gm2')?.name).toBe('North');
      }
      change([{ id: 'gm1', host: 'gm1' }, { id: 'gm2', host: 'gm2', interval: 'often' }]);
      expect(known()).toEqual(['gm1', 'gm2']);
      change([{ id: 'gm1', host: 'gm1' }]);
      expect(known()).toEqual(['gm1']);
      change(undefined);
      expect(known()).toEqual([]);
    });

    it('knows it before it tells of a change', () => {
      change([{ id: 'gm1', host: 'gm1' }]);
      const told: string[][] = [];
      devices.onDidChange(() => told.push(known()));
      change([{ id: 'gm1', host: 'http://' }]);
      change([{ id: 'gm1', host: 'gm11' }]);
      change([]);
      expect(told).toEqual([['gm1'], ['gm1'], []]);
    });

    it('forgets a device that is removed by a command, whatever is wrong with the others', async () => {
      const told: string[][] = [];
      devices.onDidChange(() => told.push(known()));
      const removed: string[] = [];
      devices.onDidRemove((id) => removed.push(id));
      await devices.remove('gm1');
      expect(told).toEqual([['http://gm2:80']]);
      expect(removed).toEqual(['gm1']);
      change([42]);
      expect(known()).toEqual(['http://gm2:80']);
    });
  });

  it('goes on after a write that failed', async () => {
    await expect(devices.remove('nobody')).rejects.toThrow('not in the setting psx.devices any more');
    await devices.remove('gm1');
    expect(devices.configs.map(({ origin }) => origin)).toEqual(['http://gm2:80']);
  });
});
