// @ts-check
import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../../scripts/lib/chromium.mjs';
import { manifest, root } from '../../scripts/lib/paths.mjs';
import { changeSettings, installVsix, machineSettingsFile, startVsCodeServer } from '../../scripts/lib/vscode-server.mjs';

const version = 'newest';

/** @typedef {import('../../scripts/lib/vscode-server.mjs').Settings} Settings */

/**
 * @typedef {object} WorkbenchWindow
 * @property {import('@playwright/test').Page} page
 * @property {(argument: object) => Promise<any>} run what the control extension in this window can do
 * @property {() => Promise<void>} reload starts another extension host
 */

/**
 * A real VS Code with the packed extension, and an extension that does what the bench asks for.
 * @param {string} folder where everything of it is kept
 * @param {(() => unknown)[]} cleanups what ends it is added here
 * @param {{settings: Settings, machineSettings?: Settings, script?: () => void, unforeseenFile?: string, onPageError?: (text: string) => void, endsOnSignal?: boolean}} options the script
 *   runs in every frame before its own; what is unforeseen in an extension host is written to the file, see control-extension/unforeseen.js;
 *   without `endsOnSignal` the process does not end at once on SIGINT and the like, and the caller sees to it
 */
export async function startWorkbench(folder, cleanups, { settings, machineSettings = {}, script, unforeseenFile, onPageError, endsOnSignal = true }) {
  const [extensionsDir, serverDataDir] = ['extensions', 'data'].map((name) => path.join(folder, name));
  if (extensionsDir === undefined || serverDataDir === undefined) throw new Error('No folders.');
  await installVsix({ version, vsix: manifest().vsix, extensionsDir, serverDataDir });
  await cp(path.join(root, 'test', 'bench', 'control-extension'), path.join(extensionsDir, 'psx-tools.psx-bench-control-0.0.1'), { recursive: true });
  if (unforeseenFile !== undefined) await loadControlFirst(extensionsDir);
  await rm(path.join(extensionsDir, 'extensions.json'), { force: true });
  await changeSettings(machineSettingsFile(serverDataDir), machineSettings);
  const token = randomBytes(16).toString('hex');
  const portFile = path.join(folder, 'port');
  const env = { PSX_BENCH_TOKEN: token, PSX_BENCH_PORT_FILE: portFile, ...(unforeseenFile === undefined ? {} : { PSX_BENCH_UNFORESEEN_FILE: unforeseenFile }) };
  const server = await startVsCodeServer({ version, extensionsDir, serverDataDir, settings: { 'workbench.colorTheme': 'Default Dark Modern', ...settings }, env });
  cleanups.push(() => server.stop());
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs, handleSIGINT: endsOnSignal, handleSIGTERM: endsOnSignal, handleSIGHUP: endsOnSignal });
  cleanups.push(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  if (script !== undefined) await context.addInitScript(script);
  /** One after the other: all windows write their port to the same file. @param {string} name of its folder @returns {Promise<WorkbenchWindow>} */
  const openWindow = async (name) => {
    const workspace = path.join(folder, name);
    await mkdir(workspace, { recursive: true });
    const page = await context.newPage();
    // A page that is left complains of what it was loading.
    let isLeaving = false;
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) isLeaving = false;
    });
    const tell = (/** @type {string} */ text) => isLeaving || onPageError?.(text);
    page.on('pageerror', (error) => tell(error.stack ?? error.message));
    page.on('console', (message) => message.type() === 'error' && tell(message.text()));
    const url = new URL(server.url);
    url.searchParams.set('folder', workspace);
    const portAfter = async (/** @type {() => Promise<unknown>} */ load) => {
      await rm(portFile, { force: true });
      await load();
      return readWhenThere(portFile);
    };
    let port = await portAfter(() => page.goto(url.href));
    return {
      page,
      run: async (argument) => {
        const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { authorization: token }, body: JSON.stringify(argument) });
        const { value, error } = /** @type {{value?: any, error?: string}} */ (await response.json());
        if (error !== undefined) throw new Error(error);
        return value;
      },
      reload: async () => {
        isLeaving = true;
        port = await portAfter(() => page.reload());
      },
    };
  };
  return { browser, openWindow, ...(await openWindow('workspace')) };
}

/**
 * Makes the installed extension wait for the control extension, which looks for errors from the first line on.
 * @param {string} extensionsDir
 */
async function loadControlFirst(extensionsDir) {
  const installed = (await readdir(extensionsDir)).find((name) => name.startsWith('psx-tools.psx-explorer-'));
  if (installed === undefined) throw new Error('The extension is not installed.');
  const file = path.join(extensionsDir, installed, 'package.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), extensionDependencies: ['psx-tools.psx-bench-control'] }));
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
