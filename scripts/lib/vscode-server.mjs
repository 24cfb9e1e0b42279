// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run, spawnTree, stopTree, tailOf } from './process.mjs';
import { ensureServer } from './vscode-install.mjs';

/**
 * @typedef {Record<string, unknown>} Settings
 * @typedef {object} ServerOptions
 * @property {import('./vscode-install.mjs').Version} version
 * @property {string} extensionsDir the folder of the installed extensions
 * @property {string} serverDataDir settings, state and logs; a fresh one is a fresh VS Code
 * @property {Settings} [settings] user settings to begin with, in addition to those that keep the workbench quiet
 * @property {boolean} [smokeTestDriver] lets a page run a module inside the extension host, see scripts/test-host.mjs
 * @property {number} [port] a free one unless given
 * @property {NodeJS.ProcessEnv} [env] added to the environment, which extensions see
 *
 * @typedef {object} VsCodeServer
 * @property {string} url the workbench's address with the token that lets a browser in
 * @property {string} authority host:port
 * @property {number | undefined} pid
 * @property {Promise<void>} ended settles when the process ends, whoever ended it
 * @property {() => string} log the last output
 * @property {() => Promise<void>} stop ends the server and its extension hosts
 */

/** What every start prints because native modules are not compiled: a log file writer that is missing, and its stack. */
const expectedNoise = /spdlog|bindings|vsda|^\s+(at |tries: \[|\]$)|^\}$/;

/** Nothing that pops up, phones home or changes on its own. @type {Settings} */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
};

/** Where a server reads the user's settings from. @param {string} serverDataDir */
export const userSettingsFile = (serverDataDir) => path.join(serverDataDir, 'data', 'User', 'settings.json');

/**
 * Where a server reads the settings of its machine from. This is the only place where a setting of scope `machine`
 * counts in a window that is connected to a server; `update(…, ConfigurationTarget.Global)` writes it here as well.
 * @param {string} serverDataDir
 */
export const machineSettingsFile = (serverDataDir) => path.join(serverDataDir, 'data', 'Machine', 'settings.json');

/**
 * Reads a settings file; a missing one is empty.
 * @param {string} file
 * @returns {Promise<Settings>}
 */
export async function readSettings(file) {
  return JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
}

/**
 * Changes single settings in a settings file and keeps the others; `undefined` removes one.
 * @param {string} file
 * @param {Settings} changes
 */
export async function changeSettings(file, changes) {
  const settings = { ...(await readSettings(file)), ...changes };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/**
 * Starts a VS Code server on 127.0.0.1 and returns once it listens. Installs it first if need be.
 * @param {ServerOptions} options
 * @returns {Promise<VsCodeServer>}
 */
export async function startVsCodeServer({ version, extensionsDir, serverDataDir, settings, smokeTestDriver = false, port = 0, env }) {
  const { node, main } = await ensureServer(version);
  await mkdir(extensionsDir, { recursive: true });
  const file = userSettingsFile(serverDataDir);
  // What the user changed in a data folder that is used again stays.
  await changeSettings(file, { ...quietSettings, ...(await readSettings(file)), ...settings });
  // Whoever can open the page can run programs, so even on the loopback interface it takes a token.
  const token = randomBytes(16).toString('hex');
  const child = spawnTree(
    node,
    [
      main,
      ...['--host', '127.0.0.1', '--port', String(port), '--connection-token', token, '--accept-server-license-terms'],
      ...['--server-data-dir', serverDataDir, '--extensions-dir', extensionsDir, '--disable-workspace-trust'],
      ...(smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
    ],
    { env: { ...process.env, ...env } },
  );
  const output = tailOf(child, 20_000);
  const log = () => output().split('\n').filter((line) => !expectedNoise.test(line)).join('\n');
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  try {
    const actualPort = await listeningPort(child, ended, output);
    const authority = `127.0.0.1:${actualPort}`;
    return { url: `http://${authority}/?tkn=${token}`, authority, pid: child.pid, ended, log, stop: () => stopTree(child) };
  } catch (error) {
    await stopTree(child);
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<void>} ended
 * @param {() => string} output
 * @returns {Promise<string>}
 */
async function listeningPort(child, ended, output) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    return await Promise.race([
      new Promise((resolve) => {
        child.stdout?.on('data', () => {
          const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
          if (port !== undefined) resolve(port);
        });
      }),
      ended.then(() => {
        throw new Error(`The VS Code server ended at once.\n${output()}`);
      }),
      new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`The VS Code server did not listen within 60 s.\n${output()}`)), 60_000);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Installs a packed extension into a folder of extensions.
 * @param {{version: import('./vscode-install.mjs').Version, vsix: string, extensionsDir: string, serverDataDir: string}} options
 */
export async function installVsix({ version, vsix, extensionsDir, serverDataDir }) {
  const { node, main } = await ensureServer(version);
  await run(
    node,
    [main, '--install-extension', vsix, '--force', '--accept-server-license-terms', '--server-data-dir', serverDataDir, '--extensions-dir', extensionsDir],
    { quiet: true },
  );
}
