// @ts-check
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { npm } from '../../scripts/lib/process.mjs';
import { problemsOf, reportText } from './soakReport.mjs';
import { SoakRun } from './soakRun.mjs';

/**
 * A real VS Code (newest) with the packed extension polls simulated devices that have one fault after the other, while panels are opened and closed and its
 * two windows are reloaded in turn. Writes a report, also of a run that breaks off.
 * @param {{minutes: number, seed: number, signal: AbortSignal}} options the signal ends the run early
 * @returns {Promise<boolean>} whether nothing was lost and all recovered
 */
export async function soak({ minutes, seed, signal }) {
  await npm(['run', '--silent', 'package'], { cwd: root, quiet: true });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-soak-'));
  /** @type {(() => unknown)[]} */
  const cleanups = [() => rm(folder, { recursive: true, force: true, maxRetries: 10 })];
  try {
    const run = new SoakRun({ minutes, seed, signal });
    /** @type {string | undefined} */
    let brokenOff;
    try {
      await run.start(folder, cleanups);
      await run.go();
    } catch (error) {
      brokenOff = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const result = { ...(await run.result()), ...(brokenOff === undefined ? {} : { brokenOff }) };
    const text = reportText(result);
    const out = path.join(root, 'out', 'soak');
    await mkdir(out, { recursive: true });
    await writeFile(path.join(out, 'report.txt'), `${text}\n`);
    await writeFile(path.join(out, 'report.json'), `${JSON.stringify(result, undefined, 2)}\n`);
    console.log(text);
    return problemsOf(result).length === 0;
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}
