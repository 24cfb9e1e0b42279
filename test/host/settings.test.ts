import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activateExtension, removeAllDevices, setSetting, waitForDevice } from './support';

describe('settings, inside the extension host', () => {
  afterEach(removeAllDevices);

  it('keeps the good entries of psx.devices when another is bad', async () => {
    const api = await activateExtension();
    const restore = await setSetting('psx.devices', [{ host: '' }, { id: 'good', host: 'http://127.0.0.1:9' }, 42]);
    try {
      await waitForDevice('good', ({ communication }) => communication.state === 'waitingForCredentials');
      assert.deepEqual(api.devices.map(({ id }) => id), ['good']);
    } finally {
      await restore();
    }
  });

  it('declares the device list so that a workspace cannot change it', () => {
    const manifest = vscode.extensions.getExtension('psx-tools.psx-explorer')?.packageJSON as {
      contributes: { configuration: { properties: Record<string, { scope?: string }> }[] };
    };
    const scopes = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties).map(([key, { scope }]) => [key, scope]));
    assert.equal(new Map(scopes.map(([key, scope]) => [key, scope])).get('psx.devices'), 'machine');
    assert.ok(scopes.every(([, scope]) => scope === 'machine' || scope === 'application'));
  });

  it('ignores what a workspace says about devices', async () => {
    const api = await activateExtension();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
    // The second setting shows when the file has been read.
    const content = { 'psx.devices': [{ id: 'planted', host: 'http://127.0.0.9' }], 'editor.rulers': [77] };
    const isRead = new Promise<void>((resolve) => {
      const subscription = vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('editor.rulers')) {
          subscription.dispose();
          resolve();
        }
      });
    });
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(content)));
    await isRead;
    assert.deepEqual(api.devices, []);
    await vscode.workspace.fs.delete(file);
  });

  it('has no setting whose key is the prefix of another', () => {
    const manifest = vscode.extensions.getExtension('psx-tools.psx-explorer')?.packageJSON as {
      contributes: { configuration: { properties: Record<string, unknown> }[] };
    };
    const keys = manifest.contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    assert.deepEqual(keys.filter((key) => keys.some((other) => other.startsWith(`${key}.`))), []);
  });

  it('registers every command that it contributes', async () => {
    await activateExtension();
    const manifest = vscode.extensions.getExtension('psx-tools.psx-explorer')?.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)), []);
  });
});
