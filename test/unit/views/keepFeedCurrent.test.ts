import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { CredentialsChange } from '../../../src/views/credentialStore';
import { keepFeedCurrent } from '../../../src/views/keepFeedCurrent';
import type { Services } from '../../../src/views/services';
import { deviceConfig } from './commandFixture';

describe('keepFeedCurrent', () => {
  const changedDevices = new vscode.EventEmitter<{ configs: readonly DeviceConfig[] }>();
  const changedLogins = new vscode.EventEmitter<CredentialsChange>();
  const changedPins = new vscode.EventEmitter<string>();
  const changedSettings = new vscode.EventEmitter<vscode.ConfigurationChangeEvent>();
  let calls: string[];

  const changeSetting = (key: string) => changedSettings.fire({ affectsConfiguration: (section) => key.startsWith(section) });

  beforeEach(() => {
    calls = [];
    vi.spyOn(vscode.workspace, 'onDidChangeConfiguration').mockImplementation(changedSettings.event);
    keepFeedCurrent({
      devices: { configs: [deviceConfig('gm1'), deviceConfig('gm2')], onDidChange: changedDevices.event },
      credentials: { onDidChange: changedLogins.event },
      pins: { onDidChange: changedPins.event },
      feed: {
        setDevices: (configs: readonly DeviceConfig[]) => calls.push(`devices ${configs.map(({ id }) => id).join(' ')}`),
        credentialsChanged: (id: string, entry = 'none') => calls.push(`credentials ${id} ${entry}`),
        settingsChanged: () => calls.push('settings'),
      },
    } as unknown as Services);
  });
  afterEach(() => {
    [changedDevices, changedLogins, changedPins, changedSettings].forEach((emitter) => emitter.dispose());
    vi.restoreAllMocks();
  });

  it('feeds the devices of the setting, and those that come later', () => {
    changedDevices.fire({ configs: [deviceConfig('gm3')] });
    expect(calls).toEqual(['devices gm1 gm2', 'devices gm3']);
  });

  it.each(['psx.polling.interval', 'psx.polling.timeout', 'psx.slots.autoDetect', 'psx.decoding.offsetUnit'])('lets the feed follow %s without a reload', (key) => {
    changeSetting(key);
    expect(calls.slice(1)).toEqual(['settings']);
  });

  it('leaves the feed alone when another setting changes', () => {
    changeSetting('psx.tree.showOtherSlots');
    expect(calls.slice(1)).toEqual([]);
  });

  it('wakes the device of the origin whose log-in or certificate changed, and no other', () => {
    changedLogins.fire({ origin: 'https://gm1:443' });
    changedLogins.fire({ origin: 'https://gm1:443', entry: 'e' });
    changedPins.fire('https://gm2:443');
    changedPins.fire('https://gm4:443');
    expect(calls.slice(1)).toEqual(['credentials gm1 none', 'credentials gm1 e', 'credentials gm2 none']);
  });
});
