// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, npm, run } from './lib/process.mjs';
import { ensureServer } from './lib/vscode-install.mjs';

const reportFile = path.join(results, 'ui.json');

/**
 * Runs test/ui on the packed extension in a real workbench. Packs the extension unless it has just been packed.
 * @param {{packed?: boolean, args?: string[]}} [options] `args` go to Playwright
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function testUi({ packed = false, args = [] } = {}) {
  if (!packed) await npm(['run', '--silent', 'package'], { cwd: root, quiet: true });
  await ensureChromium();
  await ensureServer(process.env.PSX_UI_VERSION === 'oldest' ? 'oldest' : 'newest');
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile };
  /** @type {unknown} */
  let crash;
  await run(process.execPath, [cli, 'test', '--reporter=list,json', ...args], { cwd: root, env }).catch((error) => (crash = error));
  const counts = await readCounts();
  // Playwright also fails for reasons that are no test's, such as a file that cannot be loaded.
  if (crash !== undefined && counts.failed === 0) throw crash;
  console.log(`ui: ${counts.passed} passed, ${counts.failed} failed`);
  return counts;
}

async function readCounts() {
  /** @type {{stats: {expected: number, unexpected: number, flaky: number}, errors: unknown[]}} */
  const { stats, errors } = JSON.parse(await readFile(reportFile, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  exitOnSignal();
  const { failed } = await testUi({ args: process.argv.slice(2) });
  process.exitCode = failed > 0 ? 1 : 0;
}
