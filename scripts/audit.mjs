// @ts-check
import { spawnSync } from 'node:child_process';
import { bundledPackages } from './lib/bundled-packages.mjs';
import { root } from './lib/paths.mjs';

/**
 * What `npm audit --json` says about what is bundled.
 * @typedef {{state: 'unknown', reason: string} | {state: 'known', bundled: readonly string[], others: number}} AuditResult
 */

/**
 * Reads the output of `npm audit --json`. What is only used to build and to test is counted: it is not in the package.
 * @param {string} output
 * @param {readonly {name: string, folder: string}[]} packages those that are bundled
 * @returns {AuditResult}
 */
export function readAudit(output, packages) {
  /** @type {{message?: unknown, vulnerabilities?: Record<string, {name: string, severity: string, nodes?: readonly string[], via?: readonly unknown[]}>}} */
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { state: 'unknown', reason: 'npm audit said nothing that could be read.' };
  }
  if (typeof report !== 'object' || report === null || typeof report.vulnerabilities !== 'object' || report.vulnerabilities === null) {
    const message = report?.message;
    return { state: 'unknown', reason: typeof message === 'string' ? message : 'npm audit gave no list.' };
  }
  const folders = new Set(packages.map(({ folder }) => folder.slice(Math.max(0, folder.indexOf('node_modules/')))));
  const found = Object.values(report.vulnerabilities);
  const bundled = found.filter(({ nodes = [] }) => nodes.some((node) => folders.has(node)));
  return {
    state: 'known',
    bundled: bundled.map(({ name, severity, via = [] }) => `${name} (${severity}): ${via.map(titleOf).join('; ') || 'see npm audit'}`),
    others: found.length - bundled.length,
  };
}

/** @param {unknown} via the name of another package, or an advisory */
function titleOf(via) {
  if (typeof via === 'string') return `by ${via}`;
  const { title, url } = /** @type {{title?: string, url?: string}} */ (via ?? {});
  return [title, url].filter(Boolean).join(', ');
}

/**
 * Fails for a known vulnerability in what is bundled. Where the registry cannot be asked, the audit is left out, and nothing fails.
 * @returns {Promise<import('./lib/test-counts.mjs').Counts>}
 */
export async function auditBundled() {
  const packages = await bundledPackages();
  const windows = process.platform === 'win32';
  const args = ['audit', '--json', '--package-lock-only', '--fetch-retries=0'];
  const { stdout, error } = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, encoding: 'utf8', shell: windows, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 });
  const result = error === undefined ? readAudit(stdout, packages) : { state: /** @type {const} */ ('unknown'), reason: error.message };
  if (result.state === 'unknown') {
    return { passed: 0, failed: 0, leftOut: `the audit of what is bundled, since the registry could not be asked. ${result.reason}` };
  }
  console.log(`audit: ${packages.length} packages are bundled, ${result.bundled.length} with a known vulnerability; ${result.others} in what only builds and tests`);
  result.bundled.forEach((line) => console.log(line));
  return { passed: result.bundled.length === 0 ? 1 : 0, failed: result.bundled.length };
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const { failed, leftOut } = await auditBundled();
  if (leftOut !== undefined) console.log(`Left out: ${leftOut}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
