import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ExporterDevice } from '../../../src/exporter/exporterConfig';
import { environmentPrefix, findCredentials } from '../../../src/exporter/exporterCredentials';

function deviceOf(more: Partial<ExporterDevice> = {}, id = 'gm-north', name = 'GM North'): ExporterDevice {
  const origin = 'https://10.0.4.20:443';
  return { config: { id, name, origin, busAddress: '', bypassProxy: false, slotIds: [] }, ...more };
}

/** A folder with files of secrets that only their owner may read. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'psx-exporter-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, name), text, { mode: 0o600 });
  }
  return folder;
}

const all = { PSX_USER: 'all', PSX_PASSWORD: 'of all' };
const own = { PSX_GM_NORTH_USER: 'own', PSX_GM_NORTH_PASSWORD: 'of its own' };
const passwordFile = { user: 'filed', passwordFile: 'pw' };
const config = { credentialsFile: 'secrets.json' };

it('looks in one place after the other', async () => {
  const folder = await folderWith({ pw: 'in a file\n', 'secrets.json': JSON.stringify({ 'gm-north': { user: 'listed', password: 'in a list' } }) });
  const found = (device: ExporterDevice, from: Partial<typeof config>, env: Record<string, string>): string | undefined =>
    findCredentials(device, from, folder, env).credentials?.password;
  expect(found(deviceOf(passwordFile), config, { ...all, ...own })).toBe('of its own');
  expect(found(deviceOf(passwordFile), config, all)).toBe('in a file');
  expect(found(deviceOf(), config, all)).toBe('in a list');
  expect(found(deviceOf({}, 'gm-south', 'GM South'), config, all)).toBe('of all');
  expect(found(deviceOf({}, 'gm-south', 'GM South'), config, own)).toBeUndefined();
});

it('reads files anew each time', async () => {
  const folder = await folderWith({ pw: 'one' });
  expect(findCredentials(deviceOf(passwordFile), {}, folder, {}).credentials).toEqual({ user: 'filed', password: 'one' });
  await writeFile(path.join(folder, 'pw'), 'two\r\n');
  expect(findCredentials(deviceOf(passwordFile), {}, folder, {}).credentials).toEqual({ user: 'filed', password: 'two' });
});

it('finds a device in the list by its name as well', async () => {
  const folder = await folderWith({ 'secrets.json': JSON.stringify({ 'GM North': { user: 'listed', password: 'by name' } }) });
  expect(findCredentials(deviceOf(), config, folder, {}).credentials?.password).toBe('by name');
});

it.skipIf(process.platform === 'win32').each([0o604, 0o602, 0o644])('does not use a file that everybody may open (%o), and says how to close it', async (mode) => {
  const folder = await folderWith({ pw: 'hunter2' });
  await chmod(path.join(folder, 'pw'), mode);
  const { credentials, problem } = findCredentials(deviceOf(passwordFile), {}, folder, all);
  expect(credentials).toBeUndefined();
  expect(problem).toMatch(/chmod o= .*pw$/);
  expect(problem).not.toContain('hunter2');
});

it('lets a group read the file, as services do', async () => {
  const folder = await folderWith({ pw: 'shared' });
  await chmod(path.join(folder, 'pw'), 0o640);
  expect(findCredentials(deviceOf(passwordFile), {}, folder, {}).credentials?.password).toBe('shared');
});

it.each<[string, Record<string, string>, RegExp]>([
  ['is not there', {}, /secrets\.json does not exist/],
  ['is no JSON', { 'secrets.json': '{\n "gm-north": hunter2 }' }, /secrets\.json, line 2, column 14: This is not JSON/],
  ['holds no object', { 'secrets.json': '["hunter2"]' }, /must hold an object/],
  ['lacks a password', { 'secrets.json': '{"gm-north": {"user": "info", "pasword": "hunter2"}}' }, /"gm-north" needs the texts/],
])('says so when the credentials file %s, and takes no password from elsewhere', async (_, files, message) => {
  const { credentials, problem = '' } = findCredentials(deviceOf(), config, await folderWith(files), all);
  expect(credentials).toBeUndefined();
  expect(problem).toMatch(message);
  expect(problem).not.toContain('hunter2');
});

it('says which half of the environment is missing', () => {
  expect(findCredentials(deviceOf(), {}, '/', { PSX_GM_NORTH_USER: 'own', ...all }).problem).toMatch(/PSX_GM_NORTH_USER and PSX_GM_NORTH_PASSWORD go together/);
  expect(findCredentials(deviceOf(), {}, '/', { PSX_PASSWORD: 'hunter2' }).problem).toMatch(/holds only PSX_PASSWORD/);
});

it('names variables after the id, or after the name of a device that has none', () => {
  expect(environmentPrefix(deviceOf())).toBe('PSX_GM_NORTH');
  expect(environmentPrefix(deviceOf({}, 'https://10.0.4.20:443', '10.0.4.20'))).toBe('PSX_10_0_4_20');
});
