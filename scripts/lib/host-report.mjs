// @ts-check
import { readFile } from 'node:fs/promises';

/**
 * @typedef {object} HostReport what test/host/index.ts writes
 * @property {number} passed
 * @property {number} failed
 * @property {boolean} finished
 * @property {string} [running] the test that runs at the moment
 * @property {{title: string, passed: boolean, milliseconds?: number, error?: string}[]} tests
 */

/**
 * Reads a report; nothing while the host has not begun to write one.
 * @param {string} file
 * @returns {Promise<HostReport | undefined>}
 */
export async function readHostReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Rejects when the report has not changed for a while: the host hangs, or it never began.
 * @param {string} file
 * @param {AbortSignal} signal stops watching
 * @param {number} [idleMs]
 * @returns {Promise<never>}
 */
export function hangOf(file, signal, idleMs = 120_000) {
  return new Promise((_resolve, reject) => {
    let last = '';
    let since = Date.now();
    const timer = setInterval(async () => {
      const text = await readFile(file, 'utf8').catch(() => '');
      if (text !== last) [last, since] = [text, Date.now()];
      if (Date.now() - since < idleMs) return;
      clearInterval(timer);
      const running = (await readHostReport(file))?.running;
      reject(new Error(`The extension host did not answer for ${idleMs / 1000} s${running ? `, during “${running}”` : ''}.`));
    }, 1000);
    signal.addEventListener('abort', () => clearInterval(timer));
  });
}

/**
 * Turns a report into counts, and prints the tests: failures with their stack.
 * @param {string} name
 * @param {HostReport | undefined} report
 * @param {string | undefined} crash why the run did not come to its end, if it did not
 */
export function printHostReport(name, report, crash) {
  for (const test of report?.tests ?? []) {
    console.log(test.passed ? `  ✓ ${test.title} (${test.milliseconds ?? 0} ms)` : `  ✗ ${test.title}\n${indent(test.error ?? '')}`);
  }
  if (crash !== undefined) console.log(indent(crash));
  const passed = report?.passed ?? 0;
  const failed = (report?.failed ?? 0) + (crash === undefined ? 0 : 1);
  console.log(`host ${name}: ${passed} passed, ${failed} failed`);
  return { passed, failed };
}

/** @param {string} text */
const indent = (text) => text.replace(/^/gm, '      ');
