// @ts-check
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { npm } from '../../scripts/lib/process.mjs';
import { median } from './median.mjs';
import { countNodes, hasKeystroke, hasPaintedRows, hasRows, notes, panelProbe, stopLooking } from './panelProbe.mjs';
import { measureUpdates } from './panelUpdate.mjs';
import { startSimulatorProcess } from './simulatorProcess.mjs';
import { spreadOf, withTarget } from './target.mjs';
import { startWorkbench } from './workbench.mjs';

const rowCount = 10_000;
const rowsPerSecond = 50;
const rounds = 15;
const openingCount = 7;
/** Minutes of rows for the heap; `PSX_BENCH_MINUTES=10` for what the target is about. */
const minutes = Number(process.env.PSX_BENCH_MINUTES ?? 1);

/**
 * The panel of HTTP sessions with 10,000 rows, in the webview of a real VS Code (newest): first paint, an update of 100 rows, a keystroke in the
 * filter, nodes, and whether the heap grows while rows come in.
 */
export async function benchPanel() {
  await npm(['run', '--silent', 'package'], { cwd: root, quiet: true });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-bench-panel-'));
  /** @type {(() => unknown)[]} */
  const cleanups = [() => rm(folder, { recursive: true, force: true, maxRetries: 10 })];
  try {
    const simulator = await startSimulatorProcess();
    cleanups.push(() => simulator.stop());
    const { browser, page, run } = await startWorkbench(folder, cleanups, { settings: { 'psx.httpSessions.maxCount': rowCount, 'psx.polling.interval': 3600 }, script: panelProbe });
    const { url: host, user, password, fingerprint } = simulator;
    const deviceId = await run({ action: 'command', command: 'psx.addDevice', argument: { host, user, password, fingerprint, name: 'Bench' } });
    const filled = await run({ action: 'fill', deviceId, count: rowCount });
    console.log(`  ${filled.recorded} requests recorded in ${(filled.milliseconds / 1000).toFixed(0)} s`);
    const frame = await measureOpening(page, (command, argument) => run({ action: 'command', command, argument }), deviceId);
    // The frame shares the workbench's process here: what VS Code itself does meanwhile is counted as well.
    const { session, metrics } = await startMetrics(page, 'timeTicks');
    // Of the main thread's own time: beside the other it tells what is due to a busy machine.
    const { metrics: cpuMetrics } = await startMetrics(page, 'threadTicks');
    await assertHeapIsSeen(frame, metrics);
    await measureUpdates({ browser, frame, metrics, cpuMetrics }, () => run({ action: 'fill', deviceId, count: 100 }));
    await measureFilter(frame);
    console.log(`  nodes of the page: ${withTarget(await frame.evaluate(countNodes), 1000, '', 0)}`);
    await measureHeap(session, metrics, () => run({ action: 'fill', deviceId, milliseconds: 60_000, perSecond: rowsPerSecond }));
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {'timeTicks' | 'threadTicks'} timeDomain
 */
async function startMetrics(page, timeDomain) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain });
  /** @returns {Promise<Metrics>} */
  const metrics = async () => Object.fromEntries((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
  return { session, metrics };
}

/** The frame of the panel, as soon as it shows rows. @param {import('@playwright/test').Page} page */
async function frameOf(page) {
  for (let tries = 0; tries < 300; tries++) {
    for (const frame of page.frames()) {
      if (await frame.evaluate(hasRows).catch(() => false)) return frame;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The panel shows no rows.');
}

/**
 * @typedef {import('@playwright/test').Frame} Frame
 * @typedef {Record<string, number>} Metrics those of CDP's Performance domain
 */

/**
 * @param {Frame} frame
 * @returns {Promise<{timeOrigin: number, configAt: number, foundAt: number, repliedAt: number, firstRowsAt: number, keystrokes: number[]}>}
 */
async function notesOf(frame) {
  return frame.evaluate(notes);
}

/**
 * Opens the panel several times; the last one stays.
 * @param {import('@playwright/test').Page} page
 * @param {(command: string, argument?: object) => Promise<unknown>} runCommand
 * @param {string} deviceId
 */
async function measureOpening(page, runCommand, deviceId) {
  /** @type {Awaited<ReturnType<typeof notesOf>>[]} */
  const openings = [];
  /** @type {number[]} */
  const sinceCommand = [];
  for (;;) {
    const commandAt = Date.now();
    await runCommand('psx.showHttpSessions', { deviceId });
    const frame = await frameOf(page);
    await frame.waitForFunction(hasPaintedRows);
    const opening = await notesOf(frame);
    openings.push(opening);
    sinceCommand.push(opening.timeOrigin + opening.firstRowsAt - commandAt);
    if (openings.length === openingCount) {
      const of = (/** @type {(notes: Awaited<ReturnType<typeof notesOf>>) => number} */ value) => median(openings.map(value));
      console.log(`  first paint of rows after the data came: ${withTarget(of(({ firstRowsAt, configAt }) => firstRowsAt - configAt), 100, 'ms')}, ${spreadOf(openings.map(({ firstRowsAt, configAt }) => firstRowsAt - configAt))}`);
      console.log(`    of these ${of(({ repliedAt, configAt }) => repliedAt - configAt).toFixed(0)} ms to make the table, ask the host for rows and get them`);
      console.log(`    after VS Code wrote the page into the frame: ${of(({ firstRowsAt, foundAt }) => firstRowsAt - foundAt).toFixed(0)} ms; after it made the frame: ${of(({ firstRowsAt }) => firstRowsAt).toFixed(0)} ms; after the command: ${median(sinceCommand).toFixed(0)} ms`);
      for (const other of page.frames()) await other.evaluate(stopLooking);
      return frame;
    }
    await runCommand('workbench.action.closeActiveEditor');
    while (!frame.isDetached()) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Makes sure that the heap which is measured is the one of the panel, which may get a process of its own one day.
 * @param {Frame} frame
 * @param {() => Promise<Metrics>} metrics
 */
async function assertHeapIsSeen(frame, metrics) {
  const before = await metrics();
  await frame.evaluate(() => void Object.assign(globalThis, { psxBallast: new Array(2_000_000).fill(0.5) }));
  const after = await metrics();
  await frame.evaluate(() => void Reflect.deleteProperty(globalThis, 'psxBallast'));
  if ((after.JSHeapUsedSize ?? 0) - (before.JSHeapUsedSize ?? 0) < 4e6) throw new Error('What is measured is not the heap of the panel.');
}

/** @param {Frame} frame */
async function measureFilter(frame) {
  const filter = frame.getByRole('textbox', { name: 'Filter requests' });
  /** Waits for the paint, so that no slow keystroke is lost. @param {() => Promise<unknown>} type */
  const timed = async (type) => {
    const { length } = (await notesOf(frame)).keystrokes;
    await type();
    await frame.waitForFunction(hasKeystroke, length, { polling: 50 });
    return (await notesOf(frame)).keystrokes[length] ?? Number.NaN;
  };
  /** @type {number[]} */
  const found = [];
  /** @type {number[]} */
  const notFound = [];
  for (let round = 0; round < rounds; round++) {
    for (const key of 'io3') found.push(await timed(() => filter.press(key)));
    await timed(() => filter.fill(''));
    notFound.push(await timed(() => filter.fill('zq')));
    await timed(() => filter.fill(''));
  }
  console.log(`  keystroke in the filter to paint, rows found: ${withTarget(median(found), 50, 'ms')}, ${spreadOf(found)}`);
  console.log(`  the same, all bodies searched and none found: ${withTarget(median(notFound), 50, 'ms')}, ${spreadOf(notFound)}`);
}

/**
 * @param {import('@playwright/test').CDPSession} session
 * @param {() => Promise<Metrics>} metrics
 * @param {() => Promise<{recorded: number}>} recordForAMinute
 */
async function measureHeap(session, metrics, recordForAMinute) {
  const sample = async () => {
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    const { JSHeapUsedSize = Number.NaN, Nodes = Number.NaN, JSEventListeners = Number.NaN } = await metrics();
    return { megabytes: JSHeapUsedSize / 1e6, Nodes, JSEventListeners };
  };
  // The first rows in motion let the engine compile and cache what it then keeps.
  await recordForAMinute();
  const before = await sample();
  const samples = [before];
  let recorded = 0;
  for (let minute = 0; minute < minutes; minute++) {
    recorded += (await recordForAMinute()).recorded;
    samples.push(await sample());
  }
  const after = samples.at(-1) ?? before;
  // The workbench shares this heap and now and then lets go of megabytes, which would hide growth from a comparison of both ends.
  const lowest = (/** @type {typeof samples} */ some) => Math.min(...some.map(({ megabytes }) => megabytes));
  const half = Math.floor(samples.length / 2);
  const growth = lowest(samples.slice(half)) - lowest(samples.slice(0, half));
  console.log(
    `  ${minutes} min of ${(recorded / minutes / 60).toFixed(0)} rows/s: growth of the page's heap, lowest of the second half to lowest of the first, ${withTarget(growth, 0.5, 'MB', 3)}; nodes ${before.Nodes} → ${after.Nodes}, listeners ${before.JSEventListeners} → ${after.JSEventListeners}`,
  );
  console.log(`    heap minute by minute, MB: ${samples.map(({ megabytes }) => megabytes.toFixed(2)).join(' ')}`);
}
