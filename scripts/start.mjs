// @ts-check
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { codeOnPath } from './lib/desktop.mjs';
import { downloads, manifest, root } from './lib/paths.mjs';
import { exitOnSignal, npm, run, spawnTree, stopTree } from './lib/process.mjs';
import { startSimulatedDevice } from './lib/simulated-device.mjs';
import { ensureServer } from './lib/vscode-install.mjs';
import { changeSettings, installVsix, machineSettingsFile, readSettings, startVsCodeServer } from './lib/vscode-server.mjs';

const demoExtension = path.join(root, 'scripts', 'demo-extension');
const deviceName = 'Simulated M3000';
const version = 'newest';

/** @type {(() => Promise<void>)[]} */
const cleanups = [];

/** Ends what was started, the last first. */
async function cleanUp() {
  for (let cleanup = cleanups.pop(); cleanup !== undefined; cleanup = cleanups.pop()) await cleanup();
}

/** @param {import('./lib/simulated-device.mjs').SimulatedDevice} device */
function demoEnvironment({ host, port, user, password, fingerprint }) {
  return { PSX_DEMO_DEVICE: JSON.stringify({ host, port, name: deviceName, user, password, fingerprint }) };
}

async function startDevice() {
  const device = await startSimulatedDevice(['--auto']);
  cleanups.push(device.stop);
  return device;
}

/**
 * The simulated chassis of an earlier run, whose port and password no longer exist.
 * @param {string} serverDataDir
 */
async function forgetEarlierDevice(serverDataDir) {
  const file = machineSettingsFile(serverDataDir);
  const { 'psx.devices': devices } = await readSettings(file);
  if (!Array.isArray(devices)) return;
  await changeSettings(file, { 'psx.devices': devices.filter((device) => device?.name !== deviceName) });
}

/** @param {number | undefined} port */
async function startInBrowser(port) {
  await ensureServer(version);
  const folder = path.join(downloads, 'start');
  const serverDataDir = path.join(folder, 'data');
  // The extensions are installed afresh each time; settings and state stay.
  const extensionsDir = path.join(folder, 'extensions');
  const workspace = path.join(folder, 'workspace');
  await rm(extensionsDir, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  console.log('Installing the extension …');
  await installVsix({ version, vsix: manifest().vsix, extensionsDir, serverDataDir });
  // Without extensions.json, which the first install wrote, VS Code takes every folder in here for an extension.
  await cp(demoExtension, path.join(extensionsDir, 'psx-tools.psx-demo-0.0.1'), { recursive: true });
  await rm(path.join(extensionsDir, 'extensions.json'), { force: true });
  await forgetEarlierDevice(serverDataDir);
  console.log('Starting VS Code and a simulated chassis …');
  const device = await startDevice();
  const server = await startVsCodeServer({ version, extensionsDir, serverDataDir, port, env: demoEnvironment(device) });
  cleanups.push(server.stop);
  const url = new URL(server.url);
  url.searchParams.set('folder', workspace);
  console.log(`\nPSX Explorer runs at:\n\n  ${url.href}\n\nThe simulated chassis answers at ${device.url}. Ctrl-C ends both.`);
  await server.ended;
  throw new Error(`VS Code ended.\n${server.log()}`);
}

async function startOnDesktop() {
  const code = codeOnPath();
  if (code === undefined) {
    throw new Error('There is no `code` command on the PATH. Install VS Code (in VS Code: “Shell Command: Install \'code\' command in PATH”), or run `npm start` without --desktop.');
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-start-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  const shell = process.platform === 'win32';
  const dirs = ['--user-data-dir', path.join(folder, 'data'), '--extensions-dir', path.join(folder, 'extensions')];
  console.log('Installing the extension …');
  await run(code, [...dirs, '--install-extension', manifest().vsix, '--force'], { quiet: true, shell });
  console.log('Starting VS Code and a simulated chassis …');
  const device = await startDevice();
  const child = spawnTree(code, [...dirs, '--new-window', '--wait', `--extensionDevelopmentPath=${demoExtension}`], {
    env: { ...process.env, ...demoEnvironment(device) },
    stdio: 'inherit',
    shell,
  });
  cleanups.push(() => stopTree(child));
  console.log(`\nThe simulated chassis answers at ${device.url}. Close the window or press Ctrl-C to end both.`);
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (status !== 0) throw new Error(`VS Code ended with ${status}.`);
}

exitOnSignal(cleanUp);
const { values } = parseArgs({ options: { desktop: { type: 'boolean', default: false }, port: { type: 'string' } } });
try {
  console.log('Building and packing the extension …');
  await npm(['run', '--silent', 'package'], { cwd: root, quiet: true });
  await (values.desktop ? startOnDesktop() : startInBrowser(values.port === undefined ? undefined : Number(values.port)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
