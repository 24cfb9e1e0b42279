import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSimulator, type Simulator } from '../../src/simulator';
import { activateExtension, addDevice, removeAllDevices, waitForDevice } from './support';

describe('adding a device, inside the extension host', () => {
  let simulator: Simulator;

  before(() => activateExtension());

  beforeEach(async () => {
    simulator = await startSimulator({ https: true, user: 'info', password: 'correct horse' });
  });
  afterEach(async () => {
    await removeAllDevices();
    await simulator.stop();
  });

  function login(): Readonly<Record<string, unknown>> {
    return { host: simulator.url, user: 'info', password: 'correct horse', fingerprint: simulator.fingerprint256 };
  }

  function entries(): readonly Readonly<Record<string, unknown>>[] {
    return vscode.workspace.getConfiguration().get('psx.devices', []);
  }

  it('asks nothing when it is given everything, and polls at once', async () => {
    const deviceId = await addDevice({ ...login(), name: 'GM-Test', slotIds: ['io3'] });
    const device = await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
    assert.equal(device.name, 'GM-Test');
    assert.ok(simulator.requests.every(({ status }) => status !== 401));
  });

  it('keeps the password out of the setting', async () => {
    await addDevice(login());
    assert.equal(entries().length, 1);
    assert.ok(!JSON.stringify(entries()).includes('correct horse'));
  });

  it('updates the device that has the same origin already', async () => {
    const deviceId = await addDevice({ ...login(), password: 'wrong' });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'unauthorized');
    assert.equal(await addDevice({ ...login(), name: 'GM-Renamed' }), deviceId);
    const device = await waitForDevice(deviceId, ({ communication, name }) => communication.state === 'responding' && name === 'GM-Renamed');
    assert.equal(device.id, deviceId);
    assert.equal(entries().length, 1);
  });

  it('refuses unusable arguments with a sentence and changes nothing', async () => {
    const refusals: [Record<string, unknown>, RegExp][] = [
      [{ ...login(), host: '' }, /"host"/],
      [{ ...login(), host: 'not a host' }, /./],
      [{ ...login(), port: 0 }, /from 1 to 65535/],
      [{ ...login(), fingerprint: 'AA:BB' }, /SHA-256/],
    ];
    for (const [argument, message] of refusals) {
      await assert.rejects(Promise.resolve(vscode.commands.executeCommand('psx.addDevice', argument)), message);
    }
    assert.equal(entries().length, 0);
  });

  it('returns nothing and changes nothing when the person cancels', async () => {
    const added = Promise.resolve(vscode.commands.executeCommand('psx.addDevice', {}));
    // The command has shown its first question by the time that another command gets its turn.
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await added, undefined);
    assert.equal(entries().length, 0);
  });
});
