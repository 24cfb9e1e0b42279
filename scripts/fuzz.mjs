// @ts-check
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { results, root } from './lib/paths.mjs';
import { exitOnSignal, run } from './lib/process.mjs';
import { nodeWithSqlite } from './lib/sqlite-node.mjs';

/** How often each check is tried, and how many cases that must be in sum: a check that is lost must not go unnoticed. */
const modes = {
  /** A part of `npm test`: the same inputs each time, so that it fails only for what was changed. */
  short: { runs: 60, leastCases: 2_000, seed: 1588 },
  /** Other inputs each time. */
  long: { runs: 3_000, leastCases: 100_000, seed: undefined },
};

/**
 * Runs test/fuzz in a Node that has `node:sqlite`. `PSX_FUZZ_RUNS` and `PSX_FUZZ_SEED` replace what the mode says.
 * @param {{mode: keyof typeof modes, args?: string[]}} options `args` go to Vitest
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function testFuzz({ mode, args = [] }) {
  const node = await nodeWithSqlite();
  const reportFile = path.join(results, 'fuzz.json');
  await mkdir(results, { recursive: true });
  await rm(reportFile, { force: true });
  const cli = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { runs, leastCases, seed = Math.floor(Math.random() * 2 ** 31) } = modes[mode];
  const env = { PSX_FUZZ_RUNS: String(runs), PSX_FUZZ_SEED: String(seed), ...process.env };
  console.log(`fuzz: ${env.PSX_FUZZ_RUNS} cases for each check, from seed ${env.PSX_FUZZ_SEED}`);
  const all = [cli, 'run', '--config=vitest.fuzz.config.mts', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args];
  /** @type {unknown} */
  let crash;
  await run(node, all, { cwd: root, env }).catch((error) => (crash = error));
  /** @type {{numPassedTests: number, numFailedTests: number, testResults: {assertionResults: {meta?: {fuzzCases?: number}}[]}[]}} */
  const { numPassedTests: passed, numFailedTests: failed, testResults } = JSON.parse(await readFile(reportFile, 'utf8'));
  if (crash !== undefined && failed === 0) throw crash;
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults).reduce((sum, { meta }) => sum + (meta?.fuzzCases ?? 0), 0);
  console.log(`fuzz: ${cases} cases in ${passed + failed} checks, ${failed} failed`);
  const isWhole = args.length === 0 && process.env.PSX_FUZZ_RUNS === undefined;
  if (isWhole && failed === 0 && cases < leastCases) throw new Error(`These are too few: there must be ${leastCases} cases.`);
  return { passed, failed };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  exitOnSignal();
  const { failed } = await testFuzz({ mode: 'long', args: process.argv.slice(2) });
  process.exitCode = failed > 0 ? 1 : 0;
}
