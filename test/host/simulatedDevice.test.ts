import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { removeAllDevices, setSetting, waitForDevice } from './support';

const deviceId = 'simulated';

describe('the simulated device, inside the extension host', () => {
  afterEach(async () => {
    await removeAllDevices();
    await vscode.commands.executeCommand('psx.stopSimulator');
  });

  it('starts twice without harm, and gets its log-in back when it was forgotten', async () => {
    await vscode.commands.executeCommand('psx.startSimulator');
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
    await vscode.commands.executeCommand('psx.forgetCredentials', { deviceId });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'waitingForCredentials');
    await vscode.commands.executeCommand('psx.startSimulator');
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
  });

  it('leaves alone an entry that was moved to another address', async () => {
    const entry = { id: deviceId, name: 'GM-North', host: 'http://127.0.0.5:9' };
    const restore = await setSetting('psx.devices', [entry]);
    try {
      await waitForDevice(deviceId, ({ baseUrl }) => baseUrl === 'http://127.0.0.5:9');
      await assert.rejects(Promise.resolve(vscode.commands.executeCommand('psx.startSimulator')), /GM-North/);
      await vscode.commands.executeCommand('psx.stopSimulator');
      assert.deepEqual(vscode.workspace.getConfiguration().get('psx.devices'), [entry]);
    } finally {
      await restore();
    }
  });
});
