// @ts-check
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/process.mjs';
import { nodeWithSqlite } from '../../scripts/lib/sqlite-node.mjs';
import { median } from './median.mjs';
import { withTarget } from './target.mjs';

const require = createRequire(import.meta.url);
const instances = 16;
const day = 86_400;
const maxPoints = 2_000;
const fleetInstances = 4_000;
/** Over the end of an hour, and of what is kept raw. */
const fleetMinutes = 12;
const bundle = path.join(root, 'out', 'bench', 'history.js');

/** What history costs: the file of a day of samples a second of 16 instances, writing it, and reading ranges of it; also months of minutes and hours, and how long thousands of instances keep others waiting. */
export async function benchHistory() {
  await build({
    stdin: { contents: `export { History } from './src/history/history'`, resolveDir: root },
    outfile: bundle,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    logLevel: 'warning',
  });
  // The figures are those of a Node with SQLite, which this one need not have.
  await run(await nodeWithSqlite(), ['--no-warnings', import.meta.filename], { cwd: root });
}

/** @typedef {import('../../src/history/history').History} History */

async function measure() {
  const folder = await mkdtemp(path.join(tmpdir(), 'psx-bench-'));
  /** @type {typeof import('../../src/history/history')} */
  const { History } = require(bundle);
  const clock = new SteppedClock(Date.UTC(2026, 10, 23));
  const history = new History({ folder, clock });
  clock.advance(0);
  if (history.status.state !== 'ok') throw new Error('The history did not open.');
  try {
    const cpu = process.cpuUsage();
    const started = performance.now();
    recordSeconds(history, clock, day);
    const { user, system } = process.cpuUsage(cpu);
    const percent = ((user + system) / 1e6 / day) * 100;
    console.log(`  writing ${instances} points a second: ${withTarget(percent, 1, '%', 3)} of one core; ${(performance.now() - started).toFixed(0)} ms for 24 h`);
    console.log(`  file of 24 h: ${withTarget(await megabytes(folder), 200, 'MB')}`);
    readRanges(history, clock.now(), [['10 min', 600], ['1 h', 3_600], ['6 h', 6 * 3_600], ['24 h', day]]);

    recordMinutes(history, clock, 40 * 1_440);
    console.log('  with 40 more days, a sample a minute:');
    readRanges(history, clock.now(), [['24 h', day], ['7 d', 7 * day], ['31 d', 31 * day], ['1 year', 365 * day]]);
  } finally {
    history.dispose();
    await rm(folder, { recursive: true, force: true });
  }
  await measureSteps(History);
}

/**
 * How long the history of {@link fleetInstances} instances, looked at every ten seconds, keeps the event loop waiting at once; beside it, in the same run, how
 * long all of it takes.
 * @param {typeof import('../../src/history/history').History} History
 */
async function measureSteps(History) {
  const folder = await mkdtemp(path.join(tmpdir(), 'psx-bench-'));
  /** @type {number[]} */
  const steps = [];
  const clock = new SteppedClock(Date.UTC(2026, 10, 23, 11, 58), (ms) => void steps.push(ms));
  const history = new History({ folder, clock, retention: { rawHours: 1 / 60, minuteDays: 31, hourDays: 365, maxMegabytes: 500 } });
  clock.advance(0);
  try {
    recordFleet(history, clock, 60);
    steps.splice(0);
    recordFleet(history, clock, 60 * fleetMinutes);
    const sorted = steps.sort((a, b) => a - b);
    const total = sorted.reduce((sum, ms) => sum + ms, 0);
    const longest = sorted.at(-1) ?? Number.NaN;
    const p99 = sorted.filter((ms) => ms > 0.5);
    console.log(
      `  ${fleetInstances} instances every 10 s: steps of at most ${longest.toFixed(1)} ms, p99 ${withTarget(p99[Math.floor(0.99 * p99.length)] ?? Number.NaN, 20, 'ms')}; ` +
        `${(total / fleetMinutes).toFixed(0)} ms a minute in all, ${(total / fleetMinutes / longest).toFixed(0)} times the longest step`,
    );
  } finally {
    history.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As 500 devices with two cards of four instances each. @param {History} history @param {SteppedClock} clock @param {number} seconds */
function recordFleet(history, clock, seconds) {
  for (let n = 0; n < 10 * seconds; n++) {
    const first = (n % 100) * (fleetInstances / 100);
    history.record(
      Array.from({ length: fleetInstances / 100 }, (_, i) => {
        const sample = sampleAt(clock.now(), i & 7, n);
        return { ...sample, address: { ...sample.address, deviceId: `gm-${(first + i) >> 3}` } };
      }),
    );
    clock.advance(100);
  }
}

/** @param {History} history @param {SteppedClock} clock @param {number} seconds */
function recordSeconds(history, clock, seconds) {
  for (let n = 0; n < seconds; n++) {
    history.record(Array.from({ length: instances }, (_, i) => sampleAt(clock.now() + i * 7, i, n)));
    clock.advance(1_000);
  }
}

/** Of two instances, with a clock that is late: filling months second by second would take minutes. @param {History} history @param {SteppedClock} clock @param {number} minutes */
function recordMinutes(history, clock, minutes) {
  for (let n = 0; n < minutes; n++) {
    history.record([sampleAt(clock.now(), 0, n * 60), sampleAt(clock.now(), 1, n * 60)]);
    clock.skip(60_000);
  }
}

/** As a device prints them: nanoseconds with a decimal. @param {number} at @param {number} instance @param {number} n */
function sampleAt(at, instance, n) {
  const noise = Math.round(Math.sin(n * 12.9898 + instance) * 43_758.5453) % 1_000;
  return {
    address: { deviceId: 'gm-north', slotId: `io${instance >> 2}`, instanceId: `ptp${instance & 3}` },
    at,
    portState: n % 3_600 === 1_800 ? 'UNCALIBRATED' : 'SLAVE',
    offsetFromMasterNs: noise / 10,
    meanPathDelayNs: 1_250_000 + noise,
  };
}

/** @param {History} history @param {number} now @param {readonly (readonly [string, number])[]} ranges */
function readRanges(history, now, ranges) {
  for (const [name, seconds] of ranges) {
    const address = { deviceId: 'gm-north', slotId: 'io0', instanceId: 'ptp1' };
    let points = 0;
    const times = Array.from({ length: 15 }, () => {
      const started = performance.now();
      points = history.trend(address, 'offsetFromMasterNs', now - seconds * 1_000, now, maxPoints).at.length;
      return performance.now() - started;
    });
    const [first] = times;
    const states = performance.now();
    const spans = history.portStates(address, now - seconds * 1_000, now).length;
    console.log(
      `  ${name}: ${withTarget(median(times), 50, 'ms')}, the first time ${first?.toFixed(1)} ms, ${points} points; ${spans} port states in ${(performance.now() - states).toFixed(1)} ms`,
    );
  }
}

/** @param {string} folder */
async function megabytes(folder) {
  const sizes = await Promise.all(['', '-wal'].map((suffix) => stat(path.join(folder, `history.sqlite${suffix}`)).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

/** Time that passes when it is told to. */
class SteppedClock {
  /** @param {number} now @param {(ms: number) => void} [onStep] told how long each callback took */
  constructor(now, onStep) {
    this.time = now;
    this.onStep = onStep;
    /** @type {{at: number, callback: () => void}[]} */
    this.timers = [];
  }

  now() {
    return this.time;
  }

  /** @param {() => void} callback @param {number} delayMs */
  setTimeout(callback, delayMs) {
    const timer = { at: this.time + delayMs, callback };
    this.timers.push(timer);
    return timer;
  }

  /** @param {object} handle */
  clearTimeout(handle) {
    this.timers = this.timers.filter((timer) => timer !== handle);
  }

  /** @param {number} ms */
  advance(ms) {
    const end = this.time + ms;
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.clearTimeout(next);
      this.time = Math.max(this.time, next.at);
      const started = performance.now();
      next.callback();
      this.onStep?.(performance.now() - started);
    }
    this.time = end;
  }

  /** What is due first. @param {number} end */
  next(end) {
    return this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }

  /** As {@link advance}, but what is due runs once, at the end. @param {number} ms */
  skip(ms) {
    this.time += ms;
    this.advance(0);
  }
}

if (process.argv[1] === import.meta.filename) {
  if (!isBuiltin('node:sqlite')) throw new Error('This Node has no SQLite.');
  await measure();
}
