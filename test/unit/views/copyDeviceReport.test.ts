import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import type { LtosApi } from '../../../src/ltos/ltosApi';
import type { JsonObject } from '../../../src/model/json';
import type { TextDocumentSource } from '../../../src/views/textDocuments';
import { moduleAnswer } from '../decode/fixtures';
import { commandFixture, deviceConfig, type CommandFixture } from './commandFixture';

/** Answers to everything with a module whose offset is a bare number: as nanoseconds it is a time, as seconds it is too long for one. */
function clientOf(members: JsonObject): Pick<LtosApi, 'get'> {
  const body = moduleAnswer({ ptp: [{ 'port-state': 9, domain: 1, offset: 1e12 }], ...members });
  return { get: (path) => Promise.resolve({ path, body, bodyBytes: 1, timeSpanMs: 1 }) };
}

describe('psx.copyDeviceReport', () => {
  let fixture: CommandFixture;
  let settings: Readonly<Record<string, unknown>>;
  let shown: TextDocumentSource[];

  beforeEach(() => {
    settings = {};
    shown = [];
    const show = (source: TextDocumentSource): Promise<vscode.TextEditor> => {
      shown.push(source);
      return Promise.resolve({} as vscode.TextEditor);
    };
    const client = clientOf({ session: 'operator7 logged in' });
    fixture = commandFixture([deviceConfig('gm1', { slotIds: ['io3'] }), deviceConfig('gm2')], { client: () => client, documents: { show } });
    vi.spyOn(vscode.workspace, 'getConfiguration').mockReturnValue({
      get: (key: string, otherwise?: unknown) => settings[key] ?? otherwise,
    } as unknown as vscode.WorkspaceConfiguration);
    vi.spyOn(vscode.window, 'showInformationMessage').mockImplementation((() => Promise.resolve('Open')) as unknown as typeof vscode.window.showInformationMessage);
  });
  afterEach(() => void vi.restoreAllMocks());

  /** What the report says that decoding could not read in the module's answer. */
  async function moduleProblems(): Promise<readonly { readonly path: string }[]> {
    const report = JSON.parse(String(await fixture.run('psx.copyDeviceReport', { deviceId: 'gm1' }))) as {
      answers: { path: string; decodeProblems: { path: string }[] }[];
    };
    return report.answers.find(({ path }) => path.endsWith('/module'))?.decodeProblems ?? [];
  }

  it.each([
    ['ns', 0],
    ['s', 1],
  ])('decodes with the unit of the setting, %s', async (offsetUnit, problems) => {
    settings = { 'decoding.offsetUnit': offsetUnit };
    expect(await moduleProblems()).toHaveLength(problems);
  });

  it('hides the name of the log-in', async () => {
    fixture.logins.set('https://gm1:443', { user: 'operator7', password: 'correct horse' });
    const text = String(await fixture.run('psx.copyDeviceReport', { deviceId: 'gm1' }));
    expect(text).toContain('logged in');
    expect(text).not.toContain('operator7');
  });

  it('opens the reports of two devices in documents of their own', async () => {
    await fixture.run('psx.copyDeviceReport', { deviceId: 'gm1' });
    await fixture.run('psx.copyDeviceReport', { deviceId: 'gm2' });
    await vi.waitFor(() => expect(shown).toHaveLength(2));
    expect(new Set(shown.map(({ path, key }) => `${path}?${key ?? ''}`)).size).toBe(2);
  });
});
