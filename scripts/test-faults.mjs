// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, run } from './lib/process.mjs';

const reportFile = path.join(results, 'faults.json');

/**
 * Runs test/faults: all that can go wrong between a client and a device, and the table of it in docs/faults.md, which is written anew if asked.
 * @param {{write?: boolean}} [options]
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function testFaults({ write = false } = {}) {
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  const cli = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--config=vitest.faults.config.mts', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const env = { ...process.env, PSX_WRITE_FAULTS: write ? '1' : '' };
  /** @type {unknown} */
  let crash;
  await run(process.execPath, [cli, ...args], { cwd: root, env }).catch((error) => (crash = error));
  /** @type {{numPassedTests: number, numFailedTests: number}} */
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(await readFile(reportFile, 'utf8'));
  // Vitest also fails for reasons that are no test's, such as an error that nobody caught.
  if (crash !== undefined && failed === 0) throw crash;
  return { passed, failed };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  exitOnSignal();
  const { failed } = await testFaults({ write: process.argv.includes('--write') });
  process.exitCode = failed > 0 ? 1 : 0;
}
