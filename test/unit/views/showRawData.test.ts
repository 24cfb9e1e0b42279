import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { LtosError } from '../../../src/ltos/ltosError';
import type { LtosApi } from '../../../src/ltos/ltosApi';
import type { FaultKind } from '../../../src/model/fault';
import { commandFixture, deviceConfig, type CommandFixture } from './commandFixture';
import { documentsFixture, type DocumentsFixture } from './documentsFixture';

const modulePath = '/api/status/chassis0/slots/io3/module';
const slotPath = '/api/status/chassis0/slots/io3';

/** A device that numbers its answers, and knows only some paths. */
class Device implements Pick<LtosApi, 'get'> {
  known: readonly string[] = [modulePath, slotPath, '/api/status'];
  otherwise: FaultKind = 'notFound';
  readonly asked: string[] = [];

  get(path: string): ReturnType<LtosApi['get']> {
    this.asked.push(path);
    return this.known.includes(path)
      ? Promise.resolve({ path, body: { path, number: this.asked.length }, bodyBytes: 1, timeSpanMs: 1 })
      : Promise.reject(new LtosError({ kind: this.otherwise, message: `It is ${this.otherwise}.`, hint: 'Look there.' }));
  }
}

describe('psx.showRawData', () => {
  let editor: DocumentsFixture;
  let fixture: CommandFixture;
  let devices: ReadonlyMap<string, Device>;
  let gm1: Device;
  let said: string[];

  beforeEach(() => {
    editor = documentsFixture();
    gm1 = new Device();
    devices = new Map([
      ['gm1', gm1],
      ['gm2', new Device()],
    ]);
    fixture = commandFixture([deviceConfig('gm1', { name: 'GM' }), deviceConfig('gm2', { name: 'GM' })], { client: (id) => devices.get(id) });
    said = [];
    const say = (message: string): Promise<undefined> => Promise.resolve(void said.push(message));
    vi.spyOn(vscode.window, 'showInformationMessage').mockImplementation(say);
    vi.spyOn(vscode.window, 'showErrorMessage').mockImplementation(say);
  });
  afterEach(() => void vi.restoreAllMocks());

  /** Shows what a device says of its slot io3, and returns where. */
  async function show(deviceId: string): Promise<vscode.Uri> {
    await fixture.run('psx.showRawData', { deviceId, slotId: 'io3' });
    const uri = editor.shown.at(-1);
    if (uri === undefined) {
      throw new Error('Nothing was shown.');
    }
    return uri;
  }

  it('keeps the data of two devices of one name apart, also what they said before', async () => {
    const [first, second] = [await show('gm1'), await show('gm2')];
    expect([first.path, second.path]).toEqual(['/GM/io3.json', '/GM/io3.json']);
    await show('gm1');
    await fixture.run('psx.compareRawData', second);
    const [{ left, right } = { left: first, right: first }] = editor.compared;
    expect([await editor.read(left), await editor.read(right)].map((text) => (JSON.parse(text) as { number: number }).number)).toEqual([1, 2]);
    expect(right.toString()).toBe(second.toString());
    expect(devices.get('gm2')?.asked).toHaveLength(2);
  });

  it.each([
    [[slotPath, '/api/status'], '/GM/io3, whole slot.json', slotPath],
    [['/api/status'], '/GM/io3, whole status.json', '/api/status'],
  ])('of a device that knows %j says in the title %s where the data are from', async (known, title, apiPath) => {
    gm1.known = known;
    const uri = await show('gm1');
    expect(uri.path).toBe(title);
    expect(JSON.parse(await editor.read(uri))).toMatchObject({ path: apiPath });
    expect(said.join('')).toContain(`does not know ${modulePath}`);
  });

  it('asks again for what the title says', async () => {
    gm1.known = ['/api/status'];
    const uri = await show('gm1');
    gm1.known = [modulePath, slotPath, '/api/status'];
    await fixture.run('psx.refreshRawData', uri);
    expect(editor.shown.at(-1)?.toString()).toBe(uri.toString());
    expect(JSON.parse(await editor.read(uri))).toEqual({ path: '/api/status', number: 4 });
  });

  it('reads the data of a restored tab again, from where its title says', async () => {
    gm1.known = ['/api/status'];
    const uri = await show('gm1');
    editor.close(uri);
    gm1.known = [modulePath, '/api/status'];
    expect(JSON.parse(await editor.read(uri))).toMatchObject({ path: '/api/status', number: 4 });
  });

  it('says in a restored tab why there are no data', async () => {
    const uri = await show('gm1');
    editor.close(uri);
    gm1.known = [];
    gm1.otherwise = 'timeout';
    expect(JSON.parse(await editor.read(uri))).toEqual({ error: 'It is timeout. Look there.' });
    editor.close(uri);
    fixture.configure([]);
    expect(await editor.read(uri)).toMatch(/not configured any more/);
  });

  it('leaves no tab empty that does not say which device it is about', async () => {
    expect(await editor.read(vscode.Uri.from({ scheme: 'psx', path: '/GM/io3.json' }))).toMatch(/Run "PSX: Show Raw Data" again/);
  });

  it('is refreshed and compared by commands that the palette has only while raw data are active', async () => {
    const manifest = JSON.parse(await readFile(path.join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
      contributes: { menus: { commandPalette: { command: string; when: string }[] } };
    };
    const { scheme } = await show('gm1');
    const conditions = manifest.contributes.menus.commandPalette.filter(({ command }) => /^psx\.(?:refresh|compare)RawData$/.test(command)).map(({ when }) => when);
    expect(conditions).toEqual([`resourceScheme == ${scheme}`, `resourceScheme == ${scheme}`]);
  });

  it('lets go of what a closed document showed', async () => {
    const uri = await show('gm1');
    await show('gm1');
    editor.close(uri);
    expect(await editor.read(uri.with({ scheme: 'psx-earlier' }))).toMatch(/not kept/);
  });

  it('shows nothing, and says why, when the device fails', async () => {
    gm1.known = [];
    gm1.otherwise = 'throttled';
    await fixture.run('psx.showRawData', { deviceId: 'gm1', slotId: 'io3' });
    expect(editor.shown).toEqual([]);
    expect(said).toEqual(['The raw data of GM could not be read: It is throttled. Look there.']);
    expect(gm1.asked).toEqual([modulePath]);
  });
});
