import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSimulator, type Simulator } from '../../src/simulator';
import { addDevice, removeAllDevices, setSetting, waitForDevice } from './support';

describe('certificates, inside the extension host', () => {
  let simulator: Simulator;
  let restoreInterval: () => Thenable<void>;

  before(async () => {
    restoreInterval = await setSetting('psx.polling.interval', 1);
  });
  after(() => restoreInterval());

  beforeEach(async () => {
    // 127.0.0.2 is not exempt from VS Code's own proxy handling, as 127.0.0.1 would be.
    simulator = await startSimulator({ host: '127.0.0.2', https: true, user: 'info', password: 'correct horse' });
  });
  afterEach(async () => {
    await removeAllDevices();
    await simulator.stop();
  });

  it('shows a self-signed certificate, sends nothing, and polls once it is trusted', async () => {
    const deviceId = await addDevice({ host: simulator.url, user: 'info', password: 'correct horse' });
    const untrusted = await waitForDevice(deviceId, ({ communication }) => communication.error?.kind === 'tlsUntrusted');
    assert.equal(untrusted.communication.error?.certificate?.fingerprint256, simulator.fingerprint256);
    assert.equal(simulator.requests.length, 0);

    await vscode.commands.executeCommand('psx.trustCertificate', { deviceId, fingerprint: simulator.fingerprint256 });
    const device = await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
    assert.ok(device.slots.some((slot) => slot.isPsx && slot.ptpInstances.length > 0));
  });

  it('stops at a changed certificate without sending the password, and goes on when the new one is trusted', async () => {
    const deviceId = await addDevice({ host: simulator.url, user: 'info', password: 'correct horse', fingerprint: simulator.fingerprint256 });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');

    const { port } = simulator;
    await simulator.stop();
    simulator = await startSimulator({ host: '127.0.0.2', port, https: true, user: 'info', password: 'correct horse' });
    const changed = await waitForDevice(deviceId, ({ communication }) => communication.error?.kind === 'tlsChanged');
    assert.equal(changed.communication.error?.certificate?.fingerprint256, simulator.fingerprint256);
    assert.equal(simulator.requests.length, 0);

    await vscode.commands.executeCommand('psx.trustCertificate', { deviceId, fingerprint: simulator.fingerprint256 });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
  });
});
