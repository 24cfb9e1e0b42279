// @ts-check
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { glob } from 'tinyglobby';
import { desktopVsCode } from './lib/desktop.mjs';
import { runInHost } from './lib/host-page.mjs';
import { hangOf, printHostReport, readHostReport } from './lib/host-report.mjs';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, run } from './lib/process.mjs';
import { addedUp } from './lib/test-counts.mjs';
import { builds } from './lib/vscode-install.mjs';
import { startVsCodeServer } from './lib/vscode-server.mjs';

/** @typedef {import('./lib/test-counts.mjs').Counts} Counts */

const bundled = path.join(root, 'out', 'test', 'host');
/** An extension that uses the one under test, as others do. */
const consumer = path.join(bundled, 'consumer');

/** One file per test file: a test that cannot be loaded then names itself. */
async function bundleTests() {
  const entryPoints = await glob(['test/host/index.ts', 'test/host/consumer/extension.ts', 'test/host/**/*.test.ts'], { cwd: root, absolute: true });
  if (entryPoints.length < 3) throw new Error('No test file matches test/host/**/*.test.ts.');
  await rm(bundled, { recursive: true, force: true });
  await build({
    entryPoints,
    outdir: bundled,
    outbase: path.join(root, 'test', 'host'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  await copyFile(path.join(root, 'test', 'host', 'consumer', 'package.json'), path.join(consumer, 'package.json'));
}

/** @param {import('./lib/vscode-install.mjs').Version} version @param {string} reportFile */
async function runInServer(version, reportFile) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-host-'));
  const workspace = path.join(folder, 'workspace');
  const extensionsDir = path.join(folder, 'extensions');
  await mkdir(workspace);
  // A page takes one extension under development; the other one is installed.
  await cp(consumer, path.join(extensionsDir, 'psx-test.psx-consumer-0.0.1'), { recursive: true });
  const watching = new AbortController();
  /** @type {import('./lib/vscode-server.mjs').VsCodeServer | undefined} */
  let server;
  try {
    server = await startVsCodeServer({
      version,
      extensionsDir,
      serverDataDir: path.join(folder, 'data'),
      smokeTestDriver: true,
      env: { PSX_HOST_REPORT: reportFile },
    });
    await Promise.race([runInHost({ server, extensionPath: root, testsPath: path.join(bundled, 'index.js'), workspace, signal: watching.signal }), hangOf(reportFile, watching.signal)]);
  } catch (error) {
    throw new Error([error instanceof Error ? error.message : String(error), server?.log()].filter(Boolean).join('\n'), { cause: error });
  } finally {
    watching.abort();
    await server?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Runs the tests in one VS Code and prints what happened.
 * @param {'oldest' | 'newest' | 'desktop'} version
 * @returns {Promise<Counts>}
 */
async function runVersion(version) {
  const name = version === 'desktop' ? 'desktop' : builds[version].vscode;
  const reportFile = path.join(results, `host-${version}.json`);
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  /** @type {string | undefined} */
  let crash;
  try {
    if (version === 'desktop') {
      const desktop = await desktopVsCode();
      if ('reason' in desktop) {
        return { passed: 0, failed: 0, leftOut: `the host tests in a desktop VS Code: ${desktop.reason}` };
      }
      await desktop.runTests({ extensionPaths: [root, consumer], extensionTestsPath: path.join(bundled, 'index.js'), env: { PSX_HOST_REPORT: reportFile } });
    } else {
      await runInServer(version, reportFile);
    }
  } catch (error) {
    crash = error instanceof Error ? error.message : String(error);
  }
  const report = await readHostReport(reportFile);
  if (report === undefined) crash ??= 'The extension host ended without a report: could test/host/index.ts be loaded?';
  else if (!report.finished) crash ??= `The extension host ended during “${report.running ?? 'start-up'}”.`;
  // Failed tests make the desktop build end with an error as well; they are counted already.
  else if (version === 'desktop' && report.failed > 0) crash = undefined;
  return printHostReport(name, report, crash);
}

/**
 * Runs test/host inside real extension hosts. `dist/` must have been built.
 * @param {string} [version] oldest, newest, desktop, or all
 * @returns {Promise<Counts>}
 */
export async function testHost(version = 'all') {
  const wantsDesktop = Boolean(process.env.VSCODE_EXECUTABLE) || process.env.PSX_TEST_DESKTOP === '1';
  /** @type {Record<string, ('oldest' | 'newest' | 'desktop')[]>} */
  const choices = {
    oldest: ['oldest'],
    newest: ['newest'],
    desktop: ['desktop'],
    all: ['oldest', 'newest', ...(wantsDesktop ? /** @type {const} */ (['desktop']) : [])],
  };
  const versions = choices[version];
  if (versions === undefined) throw new Error(`--version is one of ${Object.keys(choices).join(', ')}.`);
  if (!existsSync(path.join(root, 'dist', 'extension.js'))) throw new Error('dist/extension.js is missing: run `npm run build` first.');
  await bundleTests();
  // They wait more than they work: side by side they take little longer than one.
  const all = await Promise.all(versions.map(runVersion));
  if (version === 'all' && !wantsDesktop) {
    all.push({ passed: 0, failed: 0, leftOut: 'the host tests in a desktop VS Code. PSX_TEST_DESKTOP=1 adds them where one is installed or can be downloaded.' });
  }
  const { passed, failed, leftOut } = addedUp(all);
  return { passed, failed, ...(leftOut.length === 0 ? {} : { leftOut: leftOut.join(' ') }) };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  exitOnSignal();
  const { values } = parseArgs({ options: { version: { type: 'string', default: 'all' } } });
  await run(process.execPath, [path.join(root, 'esbuild.js')], { cwd: root, quiet: true });
  const { failed, leftOut } = await testHost(values.version);
  if (leftOut !== undefined) console.log(`Left out: ${leftOut}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
