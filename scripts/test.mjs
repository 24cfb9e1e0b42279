// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { auditBundled } from './audit.mjs';
import { testFuzz } from './fuzz.mjs';
import { manifest, results, root } from './lib/paths.mjs';
import { exitOnSignal, npm, run } from './lib/process.mjs';
import { addedUp, closingLines } from './lib/test-counts.mjs';
import { testFaults } from './test-faults.mjs';
import { testHistory } from './test-history.mjs';
import { testHost } from './test-host.mjs';
import { testPage } from './test-page.mjs';
import { testPrometheus } from './test-prometheus.mjs';
import { testUi } from './test-ui.mjs';

/** @typedef {import('./lib/test-counts.mjs').Counts} Counts */

/** @returns {Promise<Counts>} */
async function check() {
  const parts = Object.keys(manifest().scripts).filter((name) => name.startsWith('check:'));
  const ended = await Promise.allSettled(parts.map((part) => npm(['run', '--silent', part], { cwd: root, quiet: true })));
  const reasons = ended.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.message)] : []));
  if (reasons.length > 0) throw new Error(reasons.join('\n'));
  return { passed: 0, failed: 0 };
}

/** @returns {Promise<Counts>} */
async function unit() {
  const reportFile = path.join(results, 'unit.json');
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  const cli = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  /** @type {unknown} */
  let crash;
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  await run(process.execPath, [cli, ...args], { cwd: root }).catch((error) => (crash = error));
  /** @type {{numPassedTests: number, numFailedTests: number}} */
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(await readFile(reportFile, 'utf8'));
  // Vitest also fails for reasons that are no test's, such as an error that nobody caught.
  if (crash !== undefined && failed === 0) console.log(crash instanceof Error ? crash.message : crash);
  return { passed, failed: crash !== undefined && failed === 0 ? 1 : failed };
}

/** @type {[string, () => Promise<Counts>][]} */
const sections = [
  ['check', check],
  ['unit', unit],
  ['history', () => testHistory()],
  ['faults', () => testFaults()],
  ['fuzz', () => testFuzz({ mode: 'short' })],
  ['prometheus', () => testPrometheus()],
  ['page', () => testPage()],
  ['audit', () => auditBundled()],
  // Packing builds `dist/`, which the next two sections run.
  ['package', () => npm(['run', '--silent', 'package'], { cwd: root, quiet: true }).then(() => ({ passed: 0, failed: 0 }))],
  ['host', () => testHost('all')],
  ['ui', () => testUi({ packed: true })],
];

exitOnSignal();
/** @type {Counts[]} */
const all = [];
for (const [name, section] of sections) {
  console.log(`\n== ${name} ==`);
  const started = Date.now();
  /** @type {Counts} */
  let counts;
  try {
    counts = await section();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    counts = { passed: 0, failed: 1 };
  }
  all.push(counts);
  const outcome = counts.failed > 0 ? 'FAILED' : counts.passed === 0 && counts.leftOut !== undefined ? 'left out' : 'ok';
  console.log(`== ${name}: ${outcome} in ${((Date.now() - started) / 1000).toFixed(1)} s ==`);
}
const total = addedUp(all);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`\n${closingLines(total).join('\n')}`);
