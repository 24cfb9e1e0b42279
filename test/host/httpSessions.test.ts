import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HttpSession } from '../../src/api';
import { startSimulator, type Simulator } from '../../src/simulator';
import { activateExtension, addDevice, removeAllDevices, setSetting, waitForDevice } from './support';

const password = 'planted-secret-4711';
const setSessions = (key: string, value: unknown) => setSetting(`psx.httpSessions.${key}`, value);

/** The sessions of a device as soon as they are as wanted. */
async function waitForSessions(deviceId: string, isAsWanted: (sessions: readonly HttpSession[]) => boolean): Promise<readonly HttpSession[]> {
  const api = await activateExtension();
  const endAt = Date.now() + 15_000;
  for (;;) {
    const sessions = api.httpSessions(deviceId);
    if (isAsWanted(sessions)) {
      return sessions;
    }
    assert.ok(Date.now() < endAt, `The sessions did not become as wanted: ${sessions.map(({ id, uri, status }) => `${id} ${uri} ${status}`).join(', ')}`);
    await vscode.commands.executeCommand('psx.refresh', { deviceId });
  }
}

/** The titles of the open panels, once there are so many. */
async function waitForPanels(count: number): Promise<string[]> {
  const titles = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('psx.httpSessions'))
      .map(({ label }) => label);
  return new Promise((resolve, reject) => {
    const check = () => {
      if (titles().length === count) {
        clearTimeout(timer);
        subscription.dispose();
        resolve(titles());
      }
    };
    const timer = setTimeout(() => reject(new Error(`There are not ${count} panels: ${titles().join(', ')}`)), 10_000);
    const subscription = vscode.window.tabGroups.onDidChangeTabs(check);
    check();
  });
}

describe('HTTP sessions, inside the extension host', () => {
  let simulator: Simulator;
  let deviceId: string;
  let restoreInterval: () => Thenable<void>;

  before(async () => {
    restoreInterval = await setSetting('psx.polling.interval', 1);
  });
  after(() => restoreInterval());

  beforeEach(async () => {
    simulator = await startSimulator({ https: true, user: 'info', password });
    deviceId = await addDevice({ name: 'GM-North', host: simulator.url, user: 'info', password, fingerprint: simulator.fingerprint256 });
    await waitForDevice(deviceId, ({ communication }) => communication.state === 'responding');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeAllDevices();
    await simulator.stop();
  });

  it('records every request: newest first, frozen, without a secret', async () => {
    const isAnswered = ({ status, uri }: HttpSession) => status === 200 && uri.startsWith('/api/status/');
    const sessions = await waitForSessions(deviceId, (candidates) => candidates.length >= 4 && candidates.some(isAnswered));
    assert.deepEqual(sessions.map(({ id }) => id), sessions.map(({ id }) => id).toSorted((one, other) => other - one));
    const answered = sessions.find(isAnswered);
    assert.ok(answered !== undefined && Object.isFrozen(answered));
    assert.equal(answered.deviceId, deviceId);
    assert.equal(answered.method, 'GET');
    assert.equal(answered.statusText, 'OK');
    assert.ok((answered.timeSpanMs ?? -1) >= 0 && (answered.responseTime ?? 0) >= answered.requestTime);
    assert.match(answered.responseData ?? '', /^\s*\{/);
    const everything = JSON.stringify(sessions);
    for (const secret of [password, Buffer.from(`info:${password}`).toString('base64'), encodeURIComponent(password)]) {
      assert.ok(!everything.includes(secret), 'A secret was recorded.');
    }
    assert.ok(everything.includes('[redacted]'));
  });

  it('records a request without an answer, with the reason', async () => {
    simulator.setFault({ kind: 'resetConnection' });
    const isLost = ({ error }: HttpSession) => error !== undefined;
    const lost = (await waitForSessions(deviceId, (sessions) => sessions.some(isLost))).find(isLost);
    assert.equal(lost?.timeSpanMs, undefined);
    assert.ok(lost?.error?.message && lost.error.hint);
  });

  it('keeps no more than the setting says, at once', async () => {
    await waitForSessions(deviceId, ({ length }) => length >= 5);
    const restore = await setSessions('maxCount', 3);
    try {
      const sessions = await waitForSessions(deviceId, ({ length }) => length === 3);
      assert.ok((sessions[0]?.id ?? 0) > (sessions[2]?.id ?? 0));
    } finally {
      await restore();
    }
  });

  it('records nothing while it is off', async () => {
    await waitForSessions(deviceId, ({ length }) => length >= 2);
    const restore = await setSessions('enabled', false);
    try {
      const api = await activateExtension();
      await vscode.commands.executeCommand('psx.clearHttpSessions', { deviceId });
      const asked = simulator.requests.length;
      await vscode.commands.executeCommand('psx.refresh', { deviceId });
      assert.ok(simulator.requests.length > asked);
      assert.deepEqual(api.httpSessions(deviceId), []);
    } finally {
      await restore();
    }
    await waitForSessions(deviceId, ({ length }) => length > 0);
  });

  it('forgets the sessions of a removed device', async () => {
    const api = await activateExtension();
    await waitForSessions(deviceId, ({ length }) => length > 0);
    await vscode.commands.executeCommand('psx.removeDevice', { deviceId, forgetCredentials: true });
    assert.deepEqual(api.httpSessions(deviceId), []);
  });

  it('exports without asking when everything is given: a HAR without a secret, as a whole', async () => {
    await waitForSessions(deviceId, ({ length }) => length >= 3);
    const folder = await mkdtemp(path.join(tmpdir(), 'psx-har-'));
    try {
      for (const format of ['har', 'csv', 'json']) {
        const file = path.join(folder, `out.${format}`);
        assert.equal(await vscode.commands.executeCommand('psx.exportHttpSessions', { deviceId, format, file }), file);
        const text = await readFile(file, 'utf8');
        assert.ok(!text.includes(password) && !text.includes(Buffer.from(`info:${password}`).toString('base64')), 'A secret was exported.');
        assert.ok(text.includes('/api/status'));
      }
      const har = JSON.parse(await readFile(path.join(folder, 'out.har'), 'utf8')) as { log: { version: string; entries: { request: { method: string; url: string } }[] } };
      assert.equal(har.log.version, '1.2');
      assert.ok(har.log.entries.length >= 3);
      assert.ok(har.log.entries.every(({ request }) => request.url.startsWith(simulator.url)));
      const missing = path.join(folder, 'missing', 'out.har');
      assert.equal(await vscode.commands.executeCommand('psx.exportHttpSessions', { deviceId, format: 'har', file: missing }), undefined);
      await assert.rejects(async () => vscode.commands.executeCommand('psx.exportHttpSessions', { deviceId, format: 'exe', file: missing }), /"har"/);
      assert.deepEqual((await readdir(folder)).sort(), ['out.csv', 'out.har', 'out.json']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('opens one panel for each device, and one for all of them', async () => {
    const second = await addDevice({ name: 'GM-South', host: 'https://127.0.0.1:9', user: 'info', password, fingerprint: simulator.fingerprint256 });
    await vscode.commands.executeCommand('psx.showHttpSessions', { deviceId });
    assert.deepEqual(await waitForPanels(1), ['HTTP Sessions · GM-North']);
    await vscode.commands.executeCommand('psx.showHttpSessions', { kind: 'device', deviceId: second });
    await vscode.commands.executeCommand('psx.showHttpSessions', { deviceId });
    await vscode.commands.executeCommand('psx.showHttpSessions', { all: true });
    assert.deepEqual((await waitForPanels(3)).sort(), ['HTTP Sessions · All devices', 'HTTP Sessions · GM-North', 'HTTP Sessions · GM-South']);
    await assert.rejects(async () => vscode.commands.executeCommand('psx.showHttpSessions', { deviceId: 'no such device' }), /no such device/);
  });
});
