import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Diagnosis } from '../../src/ltos/diagnosis';
import { startSimulator, type Simulator } from '../../src/simulator';
import { addDevice, removeAllDevices, waitForDevice } from './support';

describe('looking into a device, inside the extension host', () => {
  let simulator: Simulator;
  let deviceId: string;

  beforeEach(async () => {
    simulator = await startSimulator({ https: true, user: 'info', password: 'correct horse' });
    deviceId = await addDevice({ host: simulator.url, name: 'GM-Test', user: 'info', password: 'correct horse', fingerprint: simulator.fingerprint256 });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeAllDevices();
    await simulator.stop();
  });

  it('diagnoses a healthy device and shows the report', async () => {
    const diagnosis = await vscode.commands.executeCommand<Diagnosis>('psx.diagnose', { deviceId });
    assert.equal(diagnosis.fault, undefined);
    assert.deepEqual(diagnosis.psxSlots.map(({ slotId }) => slotId), ['io3', 'io4']);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.path, '/GM-Test/diagnosis.md');
    assert.match(document.getText(), /Everything works/);
    assert.ok(!document.getText().includes('correct horse'));
  });

  it('says what to do when the REST API is off', async () => {
    simulator.setFault({ kind: 'apiDisabled' });
    const diagnosis = await vscode.commands.executeCommand<Diagnosis>('psx.diagnose', { deviceId });
    assert.match(diagnosis.fault?.hint ?? '', /Enable .*REST API/);
  });

  it('shows raw data read-only, and the same document again', async () => {
    const text = await vscode.commands.executeCommand<string>('psx.showRawData', { deviceId, slotId: 'io3' });
    assert.equal((JSON.parse(text) as { data: Record<string, unknown> }).data['object-id'], 'module');
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, '/GM-Test/io3.json');
    await vscode.commands.executeCommand('psx.refreshRawData');
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.path === '/GM-Test/io3.json');
    assert.equal(open.length, 1);
    assert.equal(await vscode.commands.executeCommand('psx.compareRawData', open[0]?.uri), true);
  });

  it('keeps the raw data of two devices of one name apart', async () => {
    const other = await startSimulator({ host: '127.0.0.3', user: 'info', password: 'correct horse' });
    try {
      const otherId = await addDevice({ host: other.url, name: 'GM-Test', user: 'info', password: 'correct horse' });
      await waitForDevice(otherId, ({ communication }) => communication.state === 'responding');
      await vscode.commands.executeCommand('psx.showRawData', { deviceId, slotId: 'io3' });
      const first = vscode.window.activeTextEditor?.document.uri;
      await vscode.commands.executeCommand('psx.showRawData', { deviceId: otherId, slotId: 'io3' });
      const second = vscode.window.activeTextEditor?.document.uri;
      assert.equal(second?.path, first?.path);
      assert.notEqual(second?.toString(), first?.toString());
      const asked = other.requests.length;
      await vscode.commands.executeCommand('psx.refreshRawData', second);
      assert.ok(other.requests.slice(asked).some(({ path }) => path.includes('io3/module')));
    } finally {
      await other.stop();
    }
  });

  it('shows what there is when the device does not know the path of the module', async () => {
    simulator.setFault({ kind: 'notFound', paths: '/api/status/chassis0' });
    const text = await vscode.commands.executeCommand<string>('psx.showRawData', { deviceId, slotId: 'io3' });
    assert.ok('data' in (JSON.parse(text) as object));
    assert.match(text, /chassis0/);
  });

  it('copies a report that names neither host nor serial numbers', async () => {
    const text = await vscode.commands.executeCommand<string>('psx.copyDeviceReport', { deviceId });
    assert.equal(await vscode.env.clipboard.readText(), text);
    const { host } = new URL(simulator.url);
    for (const hidden of ['GM-Test', host, 'correct horse']) {
      assert.ok(!text.includes(hidden), `The report contains ${hidden}.`);
    }
    assert.match(text, /psx210/i);
  });
});
