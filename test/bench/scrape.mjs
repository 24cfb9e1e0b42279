// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { median } from './median.mjs';
import { withTarget } from './target.mjs';

const require = createRequire(import.meta.url);
const deviceCount = 500;
const rounds = 11;
const statuses = [200, 401, 503];

/** What a scrape of the metrics of a large fleet costs whoever serves them: CPU, and the longest time in which nothing else is done. */
export async function benchScrape() {
  const { createFleetMetrics } = require(path.resolve('out/bench/core.js'));
  const fleet = Array.from({ length: deviceCount }, (_, index) => deviceOf(index));
  const metrics = createFleetMetrics({ devices: () => fleet, version: '1.0.0', frontDoor: 'extension' });
  countRequests(metrics.observer);
  await metrics.text();
  const scrapes = [];
  for (let round = 0; round < rounds; round++) {
    scrapes.push(await timeScrape(() => metrics.text()));
  }
  const text = await metrics.text();
  const series = text.split('\n').filter((/** @type {string} */ line) => line !== '' && !line.startsWith('#')).length;
  console.log(
    `  ${deviceCount} devices with 8 PTP instances: ${series.toLocaleString('en')} series in ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB, ` +
      `${withTarget(median(scrapes.map(({ cpuMs }) => cpuMs)), 250, 'ms', 0)} of CPU for a scrape, ` +
      // Blocks are wall time: on a busy machine the shortest is nearest to what the work itself takes.
      `longest block ${withTarget(Math.min(...scrapes.map(({ blockMs }) => blockMs)), 20, 'ms')}`,
  );
  const together = await timeScrape(() => Promise.all(Array.from({ length: 10 }, () => metrics.text())));
  console.log(`  10 scrapes at once: ${together.cpuMs.toFixed(0)} ms of CPU`);
}

/** @param {() => Promise<unknown>} scrape */
async function timeScrape(scrape) {
  let blockMs = 0;
  let isOver = false;
  const watch = (async () => {
    for (let last = performance.now(); !isOver; ) {
      await setImmediate();
      const now = performance.now();
      blockMs = Math.max(blockMs, now - last);
      last = now;
    }
  })();
  const cpu = process.cpuUsage();
  await scrape();
  const { user, system } = process.cpuUsage(cpu);
  isOver = true;
  await watch;
  return { cpuMs: (user + system) / 1000, blockMs };
}

/** @param {number} index */
function deviceOf(index) {
  const slots = ['io3', 'io4'].map((slotId) => ({
    slotId,
    slotType: 'io',
    isPsx: true,
    isEmpty: false,
    severity: 'normal',
    updatedAt: 1_700_000_000_000,
    properties: [],
    ptpInstances: [0, 1, 2, 3].map(instanceOf),
  }));
  return {
    id: `device${index}`,
    name: `Grandmaster ${index}`,
    baseUrl: `https://10.0.${index >> 8}.${index & 255}:443`,
    communication: { state: 'responding', since: 1_700_000_000_000, lastSuccess: 1_700_000_000_500 },
    slots,
  };
}

/** @param {number} index */
function instanceOf(index) {
  return {
    id: `instance${index}`,
    name: `Studio ${index}`,
    portState: 'SLAVE',
    profile: 'SMPTE ST 2059-2',
    domain: 127,
    clockIdentity: 'EC-46-70-FF-FE-00-11-22',
    grandmasterIdentity: 'EC-46-70-FF-FE-00-11-33',
    clockClass: 6,
    clockAccuracy: 33,
    priority1: 128,
    priority2: 128,
    stepsRemoved: 1,
    offsetFromMasterNs: -17.25,
    meanPathDelayNs: 1843,
    severity: 'normal',
    properties: [],
  };
}

/** @param {{started(request: object): void, finished(request: object): void}} observer */
function countRequests(observer) {
  for (let id = 0; id < deviceCount * statuses.length; id++) {
    const request = { id, deviceId: `device${id % deviceCount}`, timing: { queuedMs: 5 } };
    observer.started(request);
    observer.finished({ ...request, status: statuses[Math.floor(id / deviceCount)], timeSpanMs: 120, bytes: 4_000 });
  }
}
