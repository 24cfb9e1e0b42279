import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSimulator, type Simulator } from '../../src/simulator';
import { activateExtension, addDevice, removeAllDevices, setSetting, waitForDevice } from './support';

describe('commands with an argument, inside the extension host', () => {
  let simulator: Simulator;
  let restoreInterval: () => Thenable<void>;
  let deviceId: string;

  before(async () => {
    restoreInterval = await setSetting('psx.polling.interval', 1);
  });
  after(() => restoreInterval());

  beforeEach(async () => {
    simulator = await startSimulator({ user: 'info', password: 'correct horse' });
    deviceId = await addDevice({ host: simulator.url, user: 'info', password: 'correct horse', name: 'GM-1' });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
  });
  afterEach(async () => {
    await removeAllDevices();
    await simulator.stop();
  });

  const run = <T>(command: string, argument: unknown): Promise<T> => Promise.resolve(vscode.commands.executeCommand<T>(command, argument));
  const entry = (): Record<string, unknown> | undefined => vscode.workspace.getConfiguration().get<Record<string, unknown>[]>('psx.devices', [])[0];

  it('editDevice changes what it is given, and asks nothing', async () => {
    assert.equal(await run('psx.editDevice', { deviceId, name: 'GM-2', busAddress: 'bypassproxy', slotIds: ['io4'] }), true);
    const device = await waitForDevice(deviceId, ({ name }) => name === 'GM-2');
    assert.equal(device.baseUrl, simulator.url);
    assert.deepEqual([entry()?.busAddress, entry()?.slotIds], ['bypassproxy', ['io4']]);
    assert.equal(await run('psx.editDevice', { deviceId, name: 'GM-2' }), undefined);
  });

  it('editDevice moves a device with the log-in that it is given', async () => {
    const other = await startSimulator({ host: '127.0.0.3', user: 'other', password: 'battery staple' });
    try {
      assert.equal(await run('psx.editDevice', { deviceId, host: other.url, user: 'other', password: 'battery staple' }), true);
      await waitForDevice(deviceId, ({ baseUrl, communication }) => baseUrl === other.url && communication.state === 'responding');
      assert.ok(other.requests.every(({ status }) => status !== 401));
    } finally {
      await other.stop();
    }
  });

  it('refuse what they cannot use, and change nothing', async () => {
    const before = JSON.stringify(entry());
    const refusals: [string, Record<string, unknown>, RegExp][] = [
      ['psx.editDevice', { deviceId, port: 'x' }, /"port" of psx.editDevice/],
      ['psx.editDevice', { deviceId, password: 'alone' }, /without a user/],
      ['psx.editDevice', { deviceId: 'nobody', name: 'x' }, /no PSX device with the id "nobody"/],
      ['psx.setCredentials', { deviceId, user: '', password: 'secret-1' }, /"user" of psx.setCredentials/],
      ['psx.setCredentials', { deviceId, user: 'a:b', password: 'secret-1' }, /cannot contain ":"/],
      ['psx.setCredentials', { deviceId, user: 'info', password: 12_345_678 }, /"password" of psx.setCredentials must be a text/],
      ['psx.setSlotId', { deviceId, slotIds: [1] }, /"slotIds" of psx.setSlotId/],
      ['psx.setSlotId', { deviceId, slotId: 3 }, /"slotId" must be a text/],
      ['psx.refresh', { deviceId: 'nobody' }, /no PSX device with the id "nobody"/],
      ['psx.trustCertificate', { deviceId, fingerprint: 'AA:BB' }, /SHA-256/],
    ];
    for (const [command, argument, message] of refusals) {
      await assert.rejects(run(command, argument), (error: Error) => message.test(error.message) && !/secret-1|12345678/.test(error.message), `${command} ${JSON.stringify(argument)}`);
    }
    assert.equal(JSON.stringify(entry()), before);
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
  });

  it('setSlotId polls the slots that it is given, and all PSX cards again with an empty list', async () => {
    assert.equal(await run('psx.setSlotId', { deviceId, slotIds: ['io4'] }), true);
    assert.deepEqual(entry()?.slotIds, ['io4']);
    const seen = simulator.requests.length;
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    const asked = simulator.requests.slice(seen).map(({ path }) => path);
    assert.ok(asked.some((path) => path.includes('/io4/module')) && !asked.some((path) => path.includes('/io3/module')), asked.join(' '));
    assert.equal(await run('psx.setSlotId', { deviceId, slotIds: [] }), true);
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    assert.ok(simulator.requests.slice(seen).some(({ path }) => path.includes('/io3/module')));
  });

  it('forgetMissing takes a pulled card off the list, and only that', async () => {
    await waitForDevice(deviceId, ({ slots }) => slots.some(({ slotId }) => slotId === 'io3'));
    simulator.removeSlot('io3');
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
    const device = await waitForDevice(deviceId, ({ slots }) => slots.some(({ missingSince }) => missingSince !== undefined));
    const missing = device.slots.filter(({ missingSince }) => missingSince !== undefined).map(({ slotId }) => slotId);
    await run('psx.forgetMissing', { deviceId, slotId: missing[0] });
    const after = await waitForDevice(deviceId, ({ slots }) => slots.every(({ slotId, missingSince }) => slotId !== missing[0] || missingSince === undefined));
    assert.ok(after.slots.some(({ slotId }) => slotId === 'io4'));
  });

  it('follow the polling interval without a reload', async () => {
    const restore = await setSetting('psx.polling.interval', 3600);
    try {
      await vscode.commands.executeCommand('psx.refresh', { deviceId });
      const { length } = simulator.requests;
      await restore();
      await waitForDevice(deviceId, () => simulator.requests.length > length + 2);
    } finally {
      await restore();
    }
  });

  it('tell two devices of one name apart', async () => {
    const other = await startSimulator({ host: '127.0.0.3', user: 'info', password: 'correct horse' });
    try {
      const otherId = await addDevice({ host: other.url, user: 'info', password: 'correct horse', name: 'GM-1' });
      await waitForDevice(otherId, ({ communication }) => communication.state === 'responding');
      assert.notEqual(otherId, deviceId);
      await run('psx.pausePolling', { deviceId: otherId });
      await waitForDevice(otherId, ({ communication }) => communication.state === 'paused');
      await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
    } finally {
      await other.stop();
    }
  });

  it('end well when their device is removed meanwhile', async () => {
    simulator.setFault({ kind: 'noAnswer' });
    const refreshed = run('psx.refresh', { deviceId });
    await run('psx.removeDevice', { deviceId, forgetCredentials: true });
    await refreshed;
    const api = await activateExtension();
    assert.deepEqual(api.devices, []);
  });
});
