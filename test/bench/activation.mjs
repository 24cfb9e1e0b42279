// @ts-check
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runInHost } from '../../scripts/lib/host-page.mjs';
import { startVsCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { sideBySide } from './median.mjs';

const rounds = 5;
/** Long enough for a slow machine; a host that never answers must not hang the bench. */
const hostTimeoutMs = 120_000;

/** Runs in the host: loads and activates the extension for the first time, and notes how long that took. */
const hostModule = `
const vscode = require('vscode');
const { writeFileSync } = require('node:fs');
exports.run = async () => {
  const extension = vscode.extensions.getExtension(process.env.PSX_BENCH_EXTENSION);
  const start = performance.now();
  await extension.activate();
  writeFileSync(process.env.PSX_BENCH_REPORT, String(performance.now() - start));
};
`;

/**
 * First activation inside a real extension host (newest VS Code) against that of an empty extension in the same run: the difference is
 * what our own code costs. Target: under 10 ms.
 */
export async function benchActivation() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-bench-'));
  try {
    const testsPath = path.join(folder, 'host.js');
    await writeFile(testsPath, hostModule);
    const ours = await copyOfExtension(path.join(folder, 'ours'));
    const empty = await emptyExtension(path.join(folder, 'empty'));
    const results = await sideBySide(
      rounds,
      () => activate(folder, ours, 'psx-tools.psx-explorer', testsPath),
      () => activate(folder, empty, 'psx-tools.empty', testsPath),
    );
    const { a, b } = /** @type {{a: number, b: number}} */ (results.ms);
    console.log(`  activation ${a.toFixed(1)} ms, of an empty extension ${b.toFixed(1)} ms, own code ${(a - b).toFixed(1)} ms (medians of ${rounds})`);
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
  await writeFile(path.join(to, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  return to;
}

/** @param {string} to */
async function emptyExtension(to) {
  await mkdir(to, { recursive: true });
  await writeFile(path.join(to, 'main.js'), 'exports.activate = () => {};');
  const manifest = { name: 'empty', publisher: 'psx-tools', version: '0.0.1', engines: { vscode: '^1.103.0' }, main: './main.js', activationEvents: [] };
  await writeFile(path.join(to, 'package.json'), JSON.stringify(manifest));
  return to;
}

/**
 * @param {string} folder
 * @param {string} extensionPath
 * @param {string} extensionId
 * @param {string} testsPath
 */
async function activate(folder, extensionPath, extensionId, testsPath) {
  const run = await mkdtemp(path.join(folder, 'run-'));
  const report = path.join(run, 'report');
  const server = await startVsCodeServer({
    version: 'newest',
    extensionsDir: path.join(run, 'extensions'),
    serverDataDir: path.join(run, 'data'),
    smokeTestDriver: true,
    env: { PSX_BENCH_REPORT: report, PSX_BENCH_EXTENSION: extensionId },
  });
  const closing = new AbortController();
  const timeout = AbortSignal.timeout(hostTimeoutMs);
  try {
    await Promise.race([
      runInHost({ server, extensionPath, testsPath, workspace: run, signal: closing.signal }),
      new Promise((_resolve, reject) => timeout.addEventListener('abort', () => reject(new Error('The extension host did not answer.')))),
    ]);
    return { ms: Number(await readFile(report, 'utf8')) };
  } finally {
    closing.abort();
    await server.stop();
  }
}
