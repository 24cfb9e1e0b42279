// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, run } from './lib/process.mjs';
import { ensurePrometheus } from './lib/prometheus.mjs';

const reportFile = path.join(results, 'prometheus.json');

/**
 * Runs test/prometheus: a real Prometheus that scrapes the exporter, and its own checks of our metrics, rules and dashboard.
 * Where there is none, it is left out, but not in CI, where nobody would miss it.
 * @param {{ensure?: () => Promise<boolean>, ci?: string | undefined}} [options] ensure: installs Prometheus if need be, and says whether it is there;
 *   ci: what the environment variable `CI` says
 * @returns {Promise<import('./lib/test-counts.mjs').Counts>}
 */
export async function testPrometheus({ ensure = ensurePrometheus, ci } = { ci: process.env.CI }) {
  if (!(await ensure())) {
    if (!['', '0', 'false'].includes(ci ?? '')) throw new Error('There is no Prometheus, and it could not be installed. Install prometheus and promtool, which CI must not do without.');
    return { passed: 0, failed: 0, leftOut: 'the tests with a real Prometheus. Install prometheus and promtool to run them.' };
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
  const { failed, leftOut } = await testPrometheus();
  if (leftOut !== undefined) console.log(`Left out: ${leftOut}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
