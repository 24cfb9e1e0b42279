// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, run } from './lib/process.mjs';
import { nodeWithSqlite } from './lib/sqlite-node.mjs';

/**
 * Runs test/history in a Node that has `node:sqlite`.
 * @param {{args?: string[]}} [options] `args` go to Vitest
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function testHistory({ args = [] } = {}) {
  const node = await nodeWithSqlite();
  const reportFile = path.join(results, 'history.json');
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  const cli = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const all = [cli, 'run', '--config=vitest.history.config.mjs', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args];
  /** @type {unknown} */
  let crash;
  await run(node, all, { cwd: root }).catch((error) => (crash = error));
  /** @type {{numPassedTests: number, numFailedTests: number}} */
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(await readFile(reportFile, 'utf8'));
  // Vitest also fails for reasons that are no test's, such as an error that nobody caught.
  if (crash !== undefined && failed === 0) throw crash;
  console.log(`history: ${passed} passed, ${failed} failed`);
  return { passed, failed };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  exitOnSignal();
  const { failed } = await testHistory({ args: process.argv.slice(2) });
  process.exitCode = failed > 0 ? 1 : 0;
}
