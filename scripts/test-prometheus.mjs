// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, run } from './lib/process.mjs';
import { ensurePrometheus } from './lib/prometheus.mjs';

const reportFile = path.join(results, 'prometheus.json');

/**
 * Runs test/prometheus: a real Prometheus that scrapes the exporter, and its own checks of our metrics, rules and dashboard.
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function testPrometheus() {
  if (!(await ensurePrometheus())) {
    console.log('Left out: the tests with a real Prometheus. Install prometheus and promtool to run them.');
    return { passed: 0, failed: 0 };
  }
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  const cli = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--config=vitest.prometheus.config.mts', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  /** @type {unknown} */
  let crash;
  await run(process.execPath, [cli, ...args], { cwd: root }).catch((error) => (crash = error));
  /** @type {{numPassedTests: number, numFailedTests: number}} */
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(await readFile(reportFile, 'utf8'));
  // Vitest also fails for reasons that are no test's, such as an error that nobody caught.
  if (crash !== undefined && failed === 0) throw crash;
  return { passed, failed };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  exitOnSignal();
  const { failed } = await testPrometheus();
  process.exitCode = failed > 0 ? 1 : 0;
}
