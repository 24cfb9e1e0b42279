import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PsxExplorerApi } from '../../src/api';
import { activateExtension, removeAllDevices, waitForDevice } from './support';

const names = ['psx_diagnose', 'psx_list_devices', 'psx_ptp_status', 'psx_recent_http_faults'];

/** What a tool answers, as the model reads it. */
async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('the tools for assistants, inside the extension host', () => {
  let psx: PsxExplorerApi;

  before(async () => {
    psx = await activateExtension();
    await vscode.commands.executeCommand('psx.startSimulator');
    await waitForDevice(psx.devices[0]?.id ?? '', ({ slots }) => slots.some(({ ptpInstances }) => ptpInstances.length > 0));
  });
  after(async () => {
    await vscode.commands.executeCommand('psx.stopSimulator');
    await removeAllDevices();
  });

  it('are all there', () => {
    assert.deepEqual(
      vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('psx_')).sort(),
      names,
    );
  });

  it('answer about a device, over the bus and with nothing secret', async () => {
    const lastId = psx.communications[0]?.id ?? 0;
    assert.match(await invoke('psx_list_devices', {}), /Simulated M3000/);
    assert.match(await invoke('psx_ptp_status', { device: 'Simulated M3000' }), /offsetFromMasterNs/);
    assert.match(await invoke('psx_recent_http_faults', {}), /Simulated M3000/);
    assert.match(await invoke('psx_diagnose', { device: 'Simulated M3000' }), /PTP/);
    const asked = psx.communications.filter(({ id, source }) => id > lastId && source.endsWith('/assistant')).toReversed();
    assert.deepEqual(
      asked.map(({ name, state }) => `${name} ${state}`),
      ['getSnapshot executed', 'getSnapshot executed', 'listSessions executed', 'diagnose executed'],
    );
  });

  it('say what there is when the device that they are asked about is not', async () => {
    await assert.rejects(invoke('psx_ptp_status', { device: 'GM-9' }), /GM-9.*Simulated M3000/);
  });
});
