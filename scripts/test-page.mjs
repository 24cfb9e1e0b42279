// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { ensureChromium } from './lib/chromium.mjs';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, run } from './lib/process.mjs';

const reportFile = path.join(results, 'page.json');

/**
 * Runs test/page: the page of tables in plain Chromium, against a host made up for the tests.
 * @param {{args?: string[]}} [options] `args` go to Playwright
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function testPage({ args = [] } = {}) {
  const chromium = await ensureChromium();
  await build({
    entryPoints: {
      tablePage: 'src/webview/tablePage.ts',
      graphPage: 'src/webview/graphPage.ts',
      instancePage: 'src/webview/instancePage.ts',
      fakeHost: 'test/page/fakeHost.ts',
    },
    absWorkingDir: root,
    outdir: 'out/page',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome132',
    loader: { '.css': 'text' },
    logLevel: 'warning',
  });
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile, CHROMIUM_PATH: chromium };
  /** @type {unknown} */
  let crash;
  const all = [cli, 'test', '--config=playwright.page.config.ts', '--reporter=list,json', ...args];
  await run(process.execPath, all, { cwd: root, env }).catch((error) => (crash = error));
  const counts = await readCounts();
  // Playwright also fails for reasons that are no test's, such as a file that cannot be loaded.
  if (crash !== undefined && counts.failed === 0) throw crash;
  console.log(`page: ${counts.passed} passed, ${counts.failed} failed`);
  return counts;
}

async function readCounts() {
  /** @type {{stats: {expected: number, unexpected: number, flaky: number}, errors: unknown[]}} */
  const { stats, errors } = JSON.parse(await readFile(reportFile, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  exitOnSignal();
  const { failed } = await testPage({ args: process.argv.slice(2) });
  process.exitCode = failed > 0 ? 1 : 0;
}
