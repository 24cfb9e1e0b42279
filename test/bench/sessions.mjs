// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { sideBySide } from './median.mjs';
import { clientOptions, startSimulatorProcess } from './simulatorProcess.mjs';
import { withTarget } from './target.mjs';

const require = createRequire(import.meta.url);
const pollsPerRound = 100;
const recordsPerRound = 2000;
const modulePath = '/api/status/chassis0/slots/io3/module';

/** What the log of HTTP sessions costs: CPU of polling with it against polling without it, and by itself. */
export async function benchSessions() {
  const simulator = await startSimulatorProcess();
  const { LtosClient, SessionLogs, FleetStore, PollingFeed, defaultPollingSettings } = require(path.resolve('out/bench/core.js'));
  const logs = new SessionLogs();
  /** @param {() => object | undefined} observer */
  const polling = (observer) => {
    const config = { id: 'bench', name: 'Bench', origin: new URL(simulator.url).origin, busAddress: 'bypassproxy', bypassProxy: true, slotIds: [], intervalMs: 3_600_000 };
    const feed = new PollingFeed({
      store: new FleetStore(),
      createClient: () => new LtosClient({ ...clientOptions(simulator), observer }),
      settings: () => defaultPollingSettings,
    });
    feed.setDevices([config]);
    return feed;
  };
  const recording = polling(() => logs);
  const silent = polling(() => undefined);
  try {
    const text = await oneAnswer(LtosClient, simulator);
    const { 'CPU ms': cpu } = await sideBySide(
      11,
      () => timePolls(recording),
      () => timePolls(silent),
    );
    if (cpu === undefined) throw new Error('Nothing was measured.');
    console.log(`  polling a chassis with two PSX: with log ${cpu.a.toFixed(2)} ms of CPU for a poll of ${requestsPerPoll(logs)} requests, without ${cpu.b.toFixed(2)} ms, ratio ${withTarget(cpu.ratio, 1.1, '', 3)}`);
    for (const [what, size] of /** @type {const} */ ([['a module', text.length], ['a status', 46_000], ['a body that is cut', 301_000]])) {
      const body = text.repeat(Math.ceil(size / text.length)).slice(0, size);
      console.log(`  recording ${what} (${(size / 1000).toFixed(0)} kB): ${timeRecords(new SessionLogs(), body).toFixed(1)} µs of CPU`);
    }
    const full = new SessionLogs({ maxCount: 10_000, rowLimitBytes: 64 * 1024, totalLimitBytes: 16 * 1024 * 1024 });
    const before = process.memoryUsage().heapUsed;
    record(full, text, 10_000);
    console.log(`  10,000 rows kept: about ${((process.memoryUsage().heapUsed - before) / 1e6).toFixed(0)} MB of heap, bodies ${(full.totalBodyBytes / 1e6).toFixed(1)} MB`);
  } finally {
    recording.dispose();
    silent.dispose();
    simulator.stop();
  }
}

/** @param {{refresh(deviceId: string): Promise<unknown>}} feed */
async function timePolls(feed) {
  const cpu = process.cpuUsage();
  for (let i = 0; i < pollsPerRound; i++) {
    await feed.refresh('bench');
  }
  const { user, system } = process.cpuUsage(cpu);
  return { 'CPU ms': (user + system) / 1000 / pollsPerRound };
}

/** @param {new (options: object) => {get(path: string): Promise<{body: unknown}>, dispose(): void}} LtosClient @param {Parameters<typeof clientOptions>[0]} simulator */
async function oneAnswer(LtosClient, simulator) {
  const client = new LtosClient(clientOptions(simulator));
  try {
    return JSON.stringify((await client.get(modulePath)).body);
  } finally {
    client.dispose();
  }
}

/** Of the last polls that are kept. @param {{sessions(): readonly {uri: string}[]}} logs */
function requestsPerPoll(logs) {
  const uris = logs.sessions().map(({ uri }) => uri);
  const first = uris.at(-1);
  const polls = uris.filter((uri) => uri === first).length;
  return Math.round(uris.length / polls);
}

/** @typedef {{started(record: object): void, finished(record: object): void, readonly totalBodyBytes: number}} Log */

let nextId = 1;

/** @param {Log} logs @param {string} body @param {number} count */
function record(logs, body, count) {
  for (let i = 0; i < count; i++) {
    const started = { id: nextId++, deviceId: 'bench', method: 'GET', uri: modulePath, requestTime: Date.now(), requestHeaders: { accept: 'application/json' } };
    logs.started(started);
    const timing = { queuedMs: 0, firstByteMs: 3, bodyMs: 1, reusedSocket: true };
    // A text of its own each time, as answers are.
    const text = Buffer.from(body).toString('utf8');
    logs.finished({ ...started, timing, timeSpanMs: 4, responseTime: Date.now(), status: 200, statusText: 'OK', responseHeaders: { 'content-type': 'application/json' }, body: text, bytes: text.length });
  }
}

/** @param {Log} logs @param {string} body */
function timeRecords(logs, body) {
  record(logs, body, recordsPerRound / 4);
  const cpu = process.cpuUsage();
  record(logs, body, recordsPerRound);
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / recordsPerRound;
}
