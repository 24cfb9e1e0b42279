import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { DeviceSettings } from '../../../src/views/deviceSettings';

describe('DeviceSettings', () => {
  let setting: unknown;
  let writes: number;
  let devices: DeviceSettings;

  beforeEach(() => {
    setting = [{ id: 'gm1', host: 'gm1', note: 'by hand' }, { host: 'http://gm2' }, 42];
    writes = 0;
    vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({
      inspect: () => ({ globalValue: setting, workspaceValue: [{ host: 'planted' }] }),
      // A write takes a turn of the event loop, in which others may come.
      update: (_key: string, value: unknown) => Promise.resolve().then(() => ([setting, writes] = [value, writes + 1])),
    } as unknown as vscode.WorkspaceConfiguration);
    devices = new DeviceSettings();
  });
  afterEach(() => {
    devices.dispose();
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

  it('goes on after a write that failed', async () => {
    await expect(devices.remove('nobody')).rejects.toThrow('not in the setting psx.devices any more');
    await devices.remove('gm1');
    expect(devices.configs.map(({ origin }) => origin)).toEqual(['http://gm2:80']);
  });
});
