// @ts-check
import { randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../../scripts/lib/chromium.mjs';
import { manifest, root } from '../../scripts/lib/paths.mjs';
import { changeSettings, installVsix, machineSettingsFile, startVsCodeServer } from '../../scripts/lib/vscode-server.mjs';

const version = 'newest';

/** @typedef {import('../../scripts/lib/vscode-server.mjs').Settings} Settings */

/**
 * A real VS Code with the packed extension, and an extension that does what the bench asks for.
 * @param {string} folder where everything of it is kept
 * @param {(() => unknown)[]} cleanups what ends it is added here
 * @param {{settings: Settings, machineSettings?: Settings, script?: () => void}} options the script runs in every frame before its own
 */
export async function startWorkbench(folder, cleanups, { settings, machineSettings = {}, script }) {
  const [extensionsDir, serverDataDir, workspace] = ['extensions', 'data', 'workspace'].map((name) => path.join(folder, name));
  if (extensionsDir === undefined || serverDataDir === undefined || workspace === undefined) throw new Error('No folders.');
  await mkdir(workspace, { recursive: true });
  await installVsix({ version, vsix: manifest().vsix, extensionsDir, serverDataDir });
  await cp(path.join(root, 'test', 'bench', 'control-extension'), path.join(extensionsDir, 'psx-tools.psx-bench-control-0.0.1'), { recursive: true });
  await rm(path.join(extensionsDir, 'extensions.json'), { force: true });
  await changeSettings(machineSettingsFile(serverDataDir), machineSettings);
  const token = randomBytes(16).toString('hex');
  const portFile = path.join(folder, 'port');
  const server = await startVsCodeServer({ version, extensionsDir, serverDataDir, settings: { 'workbench.colorTheme': 'Default Dark Modern', ...settings }, env: { PSX_BENCH_TOKEN: token, PSX_BENCH_PORT_FILE: portFile } });
  cleanups.push(() => server.stop());
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs });
  cleanups.push(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  if (script !== undefined) await page.addInitScript(script);
  const url = new URL(server.url);
  url.searchParams.set('folder', workspace);
  await page.goto(url.href);
  let port = await readWhenThere(portFile);
  /** @param {object} argument */
  const run = async (argument) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { authorization: token }, body: JSON.stringify(argument) });
    const { value, error } = /** @type {{value?: any, error?: string}} */ (await response.json());
    if (error !== undefined) throw new Error(error);
    return value;
  };
  /** Reloads the window, which starts another extension host. */
  const reload = async () => {
    await rm(portFile, { force: true });
    await page.reload();
    port = await readWhenThere(portFile);
  };
  return { browser, page, run, reload, logsDir: path.join(serverDataDir, 'data', 'logs') };
}

/** @param {string} file */
async function readWhenThere(file) {
  for (let tries = 0; tries < 600; tries++) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return text;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The control extension did not start.');
}
