// @ts-check
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { root } from '../../scripts/lib/paths.mjs';
import { npm } from '../../scripts/lib/process.mjs';
import { bareLoop } from './bareLoop.mjs';
import { startFleetProcess } from './fleetProcess.mjs';
import { median } from './median.mjs';
import { spreadOf, withTarget } from './target.mjs';
import { startWorkbench } from './workbench.mjs';

const intervalSeconds = 10;
/** `PSX_BENCH_DEVICES=1000` for more, `PSX_BENCH_MINUTES=60` for what becomes of the memory in an hour. */
const deviceCount = Number(process.env.PSX_BENCH_DEVICES ?? 500);
const minutes = Number(process.env.PSX_BENCH_MINUTES ?? 1);
/** `PSX_BENCH_PROFILE=out/profile` also writes there what the CPU does, what allocates memory, and what is in it. */
const profileFolder = process.env.PSX_BENCH_PROFILE;
const profiledMs = 20_000;
const bareMs = 20_000;
/** A timer that fires this often sees how late it is. */
const resolutionMs = 5;
const answersTimed = 20;
const followerMs = 30_000;
const fullMinutes = 5;
const isFull = minutes >= fullMinutes;
const settledMinutes = Math.min(fullMinutes, minutes);
/** Between two full collections garbage gathers for a minute and more: one value tells nothing. */
const memorySampleMs = 5_000;
const memoryWindowMs = 60_000 * Math.min(2.5, settledMinutes / 2);

/** @typedef {{atMs: number, cpuMs: number, rssBytes: number, heapBytes: number, heapTotalBytes: number, youngBytes: number, externalBytes: number, delayP50Ms: number, delayP99Ms: number, delayMaxMs: number}} Usage */

/**
 * 500 simulated chassis with two PSX cards of four instances each, polled every 10 s by a real VS Code (newest) with its tree in sight: what the extension
 * host uses. A bare loop of as many requests beside it tells how busy the machine is.
 */
export async function benchScale() {
  await npm(['run', '--silent', 'package'], { cwd: root, quiet: true });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-bench-scale-'));
  /** @type {(() => unknown)[]} */
  const cleanups = [() => rm(folder, { recursive: true, force: true, maxRetries: 10 })];
  try {
    const fleet = await startFleetProcess(deviceCount);
    cleanups.push(() => fleet.stop());
    // A VS Code server looks for ports to forward through the open sockets of every process, which is no work of the extension.
    const settings = { 'psx.polling.interval': intervalSeconds, 'psx.alarms.notifyFrom': 'off', 'remote.autoForwardPortsSource': 'output' };
    const devices = fleet.origins.map((host, index) => ({ id: `device${index + 1}`, name: `Device ${index + 1}`, host }));
    const { page, run, openWindow } = await startWorkbench(folder, cleanups, { settings, machineSettings: { 'psx.devices': devices } });
    /** @returns {Promise<Usage>} */
    const usage = () => run({ action: 'usage' });
    // What VS Code itself does meanwhile.
    await page.waitForTimeout(10_000);
    const beginning = await usage();
    const emptyRss = median(await rssFor(20_000, run));
    const empty = await usage();
    const emptyLive = await run({ action: 'liveMemory' });
    console.log(`  the host while no device is asked: ${(100 * shareOf(beginning, empty)).toFixed(1)} % of one core; live heap ${megabytes(emptyLive.heapBytes)} MB`);
    const { user, password, fingerprint } = fleet;
    await run({ action: 'letIn', deviceIds: devices.map(({ id }) => id), user, password, fingerprint });
    await run({ action: 'command', command: 'psx.devices.focus' });
    await untilAllRespond(run);
    const settled = await usage();
    console.log(`  ${deviceCount} devices, 2 PSX cards with 4 instances each, every ${intervalSeconds} s; all respond after ${seconds(settled.atMs - empty.atMs)}`);
    // The machine may have other things to do meanwhile: before and after.
    const bareBefore = await bareLoop({ origins: fleet.origins, user, password, perSecond: deviceCount / 5, milliseconds: bareMs });
    const idleLoop = monitorEventLoopDelay({ resolution: resolutionMs });
    idleLoop.enable();
    const before = await usage();
    const requestsBefore = await fleet.requestCount();
    await page.waitForTimeout(60_000 * settledMinutes - memoryWindowMs);
    const settledRss = await rssFor(memoryWindowMs, run);
    const after = await usage();
    idleLoop.disable();
    const perSecond = ((await fleet.requestCount()) - requestsBefore) / ((after.atMs - before.atMs) / 1000);
    const share = shareOf(before, after);
    const bareAfter = await bareLoop({ origins: fleet.origins, user, password, perSecond, milliseconds: bareMs });
    const bareShare = (bareBefore.cpuShare + bareAfter.cpuShare) / 2;
    const grownMb = megabytes(median(settledRss) - emptyRss);
    console.log(`  requests: ${perSecond.toFixed(0)} per second`);
    console.log(`  CPU of the extension host: ${withTarget(100 * share, 15, '% of one core')}; a bare loop of as many requests: ${(100 * bareShare).toFixed(1)} %, ratio ${(share / bareShare).toFixed(1)}`);
    console.log(`  event loop: delay p50 ${after.delayP50Ms.toFixed(1)} ms, p99 ${withTarget(after.delayP99Ms, 20, 'ms')}, at most ${after.delayMaxMs.toFixed(0)} ms; of a process that only waits: p99 ${Math.max(0, idleLoop.percentile(99) / 1e6 - resolutionMs).toFixed(1)} ms`);
    console.log(`  memory (RSS): ${megabytes(emptyRss)} MB without devices, grown by ${isFull ? withTarget(grownMb, 80, 'MB', 0) : `${grownMb} MB (judged from ${fullMinutes} minutes on, when all that is kept is full)`} (${rangeOf(settledRss)}, median of ${settledRss.length}); heap ${megabytes(after.heapBytes)} of ${megabytes(after.heapTotalBytes)} MB, of which V8 uses ${megabytes(after.youngBytes)} for what is new (${megabytes(empty.youngBytes)} without devices), outside of it ${megabytes(after.externalBytes)} MB; the bare loop has grown by ${megabytes(bareAfter.rssGrowthBytes)} MB`);
    await timeAnswers(page, run);
    const live = await run({ action: 'liveMemory' });
    const liveMb = megabytes(live.heapBytes + live.externalBytes - emptyLive.heapBytes - emptyLive.externalBytes);
    console.log(`  live after collecting garbage: heap ${megabytes(live.heapBytes)} MB, outside of it ${megabytes(live.externalBytes)} MB, together grown by ${liveMb} MB; RSS then ${megabytes(live.rssBytes)} MB, without devices ${megabytes(emptyLive.rssBytes)} MB`);
    if (minutes > settledMinutes) {
      await page.waitForTimeout(Math.max(0, 60_000 * (minutes - settledMinutes) - memoryWindowMs));
      const lastRss = await rssFor(memoryWindowMs, run);
      const last = await usage();
      const change = Math.abs(median(lastRss) / median(settledRss) - 1) * 100;
      const lastLive = await run({ action: 'liveMemory' });
      console.log(`  memory (RSS) before ${settledMinutes} and before ${minutes} minutes: ${rangeOf(settledRss)}, then ${rangeOf(lastRss)}; the median changed by ${withTarget(change, 5, '%')}; CPU ${(100 * shareOf(after, last)).toFixed(1)} %; live then: heap ${megabytes(lastLive.heapBytes)} MB`);
    }
    await measureFollower(await openWindow('second'), usage, fleet);
    if (profileFolder !== undefined) await writeProfiles(run, path.resolve(root, profileFolder));
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}

/**
 * What a second window costs, which follows the first one.
 * @param {import('./workbench.mjs').WorkbenchWindow} second
 * @param {() => Promise<Usage>} usageOfFirst
 * @param {{requestCount: () => Promise<number>}} fleet
 */
async function measureFollower({ page, run }, usageOfFirst, fleet) {
  await run({ action: 'command', command: 'psx.devices.focus' });
  await untilAllRespond(run);
  await page.waitForTimeout(10_000);
  /** @type {() => Promise<Usage>} */
  const usage = () => run({ action: 'usage' });
  const [firstBefore, before, requestsBefore] = [await usageOfFirst(), await usage(), await fleet.requestCount()];
  await page.waitForTimeout(followerMs);
  const [firstAfter, after, requestsAfter] = [await usageOfFirst(), await usage(), await fleet.requestCount()];
  console.log(`  with a second window: ${((requestsAfter - requestsBefore) / (followerMs / 1000)).toFixed(0)} requests per second; CPU of the one that polls ${(100 * shareOf(firstBefore, firstAfter)).toFixed(1)} %, of the one that follows ${(100 * shareOf(before, after)).toFixed(1)} %, its event loop: delay p99 ${after.delayP99Ms.toFixed(1)} ms`);
}

/** CPU time as a share of one core. @param {Usage} from @param {Usage} to */
const shareOf = (from, to) => (to.cpuMs - from.cpuMs) / (to.atMs - from.atMs);
/** @param {number} bytes */
const megabytes = (bytes) => Math.round(bytes / 1e6);
/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(0)} s`;

/** RSS in bytes, again and again for so long. @param {number} milliseconds @param {(argument: object) => Promise<any>} run @returns {Promise<number[]>} */
async function rssFor(milliseconds, run) {
  /** @type {number[]} */
  const samples = [];
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, memorySampleMs));
    samples.push(await run({ action: 'rss' }));
  }
  return samples;
}

/** @param {readonly number[]} bytes */
const rangeOf = (bytes) => `${megabytes(Math.min(...bytes))}–${megabytes(Math.max(...bytes))} MB`;

/** @param {(argument: object) => Promise<any>} run */
async function untilAllRespond(run) {
  for (let tries = 0; tries < 300; tries++) {
    if ((await run({ action: 'responding' })) === deviceCount) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`Only ${await run({ action: 'responding' })} of ${deviceCount} devices respond.`);
}

/**
 * How long a person waits: for a device that is refreshed, and for its row to open and close.
 * @param {import('@playwright/test').Page} page
 * @param {(argument: object) => Promise<any>} run
 */
async function timeAnswers(page, run) {
  /** @type {number[]} */
  const refreshMs = [];
  /** @type {number[]} */
  const openMs = [];
  const row = page.locator('[id="workbench.view.extension.psx"] .monaco-list-row[data-index="0"]').first();
  for (let tries = 0; tries < answersTimed; tries++) {
    const asked = performance.now();
    await run({ action: 'command', command: 'psx.refresh', argument: { deviceId: `device${1 + ((tries * 37) % deviceCount)}` } });
    refreshMs.push(performance.now() - asked);
    const isOpen = (await row.getAttribute('aria-expanded')) === 'true';
    const clicked = performance.now();
    await row.locator('.monaco-tl-twistie').click();
    await page.locator(`[id="workbench.view.extension.psx"] .monaco-list-row[data-index="0"][aria-expanded="${!isOpen}"]`).first().waitFor();
    openMs.push(performance.now() - clicked);
  }
  console.log(`  refreshing one device takes ${spreadOf(refreshMs)}; opening and closing its row: ${spreadOf(openMs)}`);
}

/** @param {(argument: object) => Promise<any>} run @param {string} folder */
async function writeProfiles(run, folder) {
  await mkdir(folder, { recursive: true });
  await run({ action: 'profile', milliseconds: profiledMs, file: path.join(folder, 'scale.cpuprofile') });
  await run({ action: 'allocations', milliseconds: profiledMs, file: path.join(folder, 'scale.heapprofile') });
  await run({ action: 'heapSnapshot', file: path.join(folder, 'scale.heapsnapshot') });
}
