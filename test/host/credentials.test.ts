import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSimulator, type Simulator } from '../../src/simulator';
import { addDevice, removeAllDevices, setSetting, waitForDevice } from './support';

describe('credentials, inside the extension host', () => {
  let simulator: Simulator;
  let restoreInterval: () => Thenable<void>;

  before(async () => {
    restoreInterval = await setSetting('psx.polling.interval', 1);
  });
  after(() => restoreInterval());

  beforeEach(async () => {
    simulator = await startSimulator({ https: true, user: 'info', password: 'correct horse' });
  });
  afterEach(async () => {
    await removeAllDevices();
    await simulator.stop();
  });

  it('sends a wrong password once, is silent until it is corrected, then recovers by itself', async () => {
    const deviceId = await addDevice({ host: simulator.url, user: 'info', password: 'wrong', fingerprint: simulator.fingerprint256 });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'unauthorized');
    // Whoever asks: a refresh and raw data do not send the wrong password again either.
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    await vscode.commands.executeCommand('psx.refresh');
    assert.deepEqual(simulator.requests.map(({ status }) => status), [401]);

    await vscode.commands.executeCommand('psx.setCredentials', { deviceId, user: 'info', password: 'correct horse' });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
    assert.equal(simulator.requests.filter(({ status }) => status === 401).length, 1);
  });

  it('waits for credentials without sending anything, and forgets them on request', async () => {
    const deviceId = await addDevice({ host: simulator.url, user: 'info', password: 'correct horse', fingerprint: simulator.fingerprint256 });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
    await vscode.commands.executeCommand('psx.forgetCredentials', { deviceId });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'waitingForCredentials');
    const { length } = simulator.requests;
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    assert.equal(simulator.requests.length, length);
  });

  it('never sends the password of a device to the host it is moved to', async () => {
    const deviceId = await addDevice({ host: simulator.url, user: 'info', password: 'correct horse', fingerprint: simulator.fingerprint256 });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
    const other = await startSimulator({ host: '127.0.0.3', user: 'info', password: 'correct horse' });
    try {
      const devices = vscode.workspace.getConfiguration().get<Record<string, unknown>[]>('psx.devices', []);
      const moved = devices.map((entry) => (entry.id === deviceId ? { ...entry, host: other.url } : entry));
      await vscode.workspace.getConfiguration().update('psx.devices', moved, vscode.ConfigurationTarget.Global);
      await waitForDevice(deviceId, ({ baseUrl, communication }) => baseUrl === other.url && communication.state === 'waitingForCredentials');
      assert.equal(other.requests.length, 0);
    } finally {
      await other.stop();
    }
  });
});
