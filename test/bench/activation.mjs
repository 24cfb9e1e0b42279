// @ts-check
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runInHost } from '../../scripts/lib/host-page.mjs';
import { startVsCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { median } from './median.mjs';

const rounds = 5;
/** Long enough for a slow machine; a host that never answers must not hang the bench. */
const hostTimeoutMs = 120_000;

/** Stands before the extension's own entry point, and notes how long loading and activating it took. */
const timedMain = `
const { writeFileSync } = require('node:fs');
// VS Code makes its API for an extension at this moment: every extension pays for it, and none of it is ours.
require('vscode');
exports.activate = (context) => {
  const start = performance.now();
  const extension = require('./dist/extension.js');
  const loaded = performance.now();
  const api = extension.activate(context);
  const activated = performance.now();
  writeFileSync(process.env.PSX_BENCH_REPORT, JSON.stringify({ load: loaded - start, activate: activated - loaded }));
  return api;
};
`;

/** Runs in the host, once it is idle: what else happens while VS Code starts is not ours. */
const hostModule = `
const vscode = require('vscode');
exports.run = async () => {
  const extension = vscode.extensions.getExtension('psx-tools.psx-explorer');
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await extension.activate();
};
`;

/**
 * First load and activation inside a real extension host (newest VS Code), with no device configured. Target: under 10 ms for our own code.
 */
export async function benchActivation() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-bench-'));
  try {
    const testsPath = path.join(folder, 'host.js');
    await writeFile(testsPath, hostModule);
    const extensionPath = await copyOfExtension(path.join(folder, 'extension'));
    /** @type {{load: number, activate: number}[]} */
    const samples = [];
    for (let round = 0; round < rounds; round++) {
      samples.push(await activateOnce(folder, extensionPath, testsPath));
    }
    const load = median(samples.map((sample) => sample.load));
    const activate = median(samples.map((sample) => sample.activate));
    const total = median(samples.map((sample) => sample.load + sample.activate));
    console.log(`  load ${load.toFixed(1)} ms, activate ${activate.toFixed(1)} ms, both ${total.toFixed(1)} ms (medians of ${rounds} fresh hosts)`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The extension as packed, activated by the bench and by nothing else. @param {string} to */
async function copyOfExtension(to) {
  await mkdir(to, { recursive: true });
  await cp('dist/extension.js', path.join(to, 'dist', 'extension.js'));
  await cp('media', path.join(to, 'media'), { recursive: true });
  const manifest = JSON.parse(await readFile('package.json', 'utf8'));
  await writeFile(path.join(to, 'main.js'), timedMain);
  await writeFile(path.join(to, 'package.json'), JSON.stringify({ ...manifest, main: './main.js', activationEvents: [] }));
  return to;
}

/**
 * @param {string} folder
 * @param {string} extensionPath
 * @param {string} testsPath
 */
async function activateOnce(folder, extensionPath, testsPath) {
  const run = await mkdtemp(path.join(folder, 'run-'));
  const report = path.join(run, 'report');
  const server = await startVsCodeServer({
    version: 'newest',
    extensionsDir: path.join(run, 'extensions'),
    serverDataDir: path.join(run, 'data'),
    smokeTestDriver: true,
    env: { PSX_BENCH_REPORT: report },
  });
  const closing = new AbortController();
  const timeout = AbortSignal.timeout(hostTimeoutMs);
  try {
    await Promise.race([
      runInHost({ server, extensionPath, testsPath, workspace: run, signal: closing.signal }),
      new Promise((_resolve, reject) => timeout.addEventListener('abort', () => reject(new Error('The extension host did not answer.')))),
    ]);
    return /** @type {{load: number, activate: number}} */ (JSON.parse(await readFile(report, 'utf8')));
  } finally {
    closing.abort();
    await server.stop();
  }
}
