// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median, sideBySide } from './median.mjs';
import { clientOptions, startSimulatorProcess } from './simulatorProcess.mjs';
import { withTarget } from './target.mjs';

const require = createRequire(import.meta.url);
const rounds = 61;
const pollsPerRound = 40;
const recordsPerRound = 2000;
const modulePath = '/api/status/chassis0/slots/io3/module';

/** What the log of HTTP sessions costs: CPU of polling with it against polling without it, and by itself. */
export async function benchSessions() {
  const simulator = await startSimulatorProcess();
  try {
    await benchPollingWithLog(simulator);
    await benchLogAlone(simulator);
  } finally {
    simulator.stop();
  }
}

/**
 * Each side polls in a process of its own: in one process the garbage and the kept rows of one side burden the other, which hides what the
 * log costs.
 * @param {Awaited<ReturnType<typeof startSimulatorProcess>>} simulator
 */
async function benchPollingWithLog(simulator) {
  const recording = await startPolling(simulator, true);
  const silent = await startPolling(simulator, false);
  try {
    if (recording.sessions === 0 || silent.sessions !== 0) throw new Error('Only one side must record.');
    const { 'CPU ms': cpu } = await sideBySide(rounds, recording.poll, silent.poll);
    if (cpu === undefined) throw new Error('Nothing was measured.');
    console.log(`  polling a chassis with two PSX, one request each: with log ${cpu.a.toFixed(2)} ms of CPU, without ${cpu.b.toFixed(2)} ms, ratio ${withTarget(cpu.ratio, 1.1, '', 3)}`);
  } finally {
    recording.stop();
    silent.stop();
  }
}

/**
 * @param {Awaited<ReturnType<typeof startSimulatorProcess>>} simulator
 * @param {boolean} isRecording
 */
async function startPolling(simulator, isRecording) {
  const child = fork(path.join(import.meta.dirname, 'pollingChild.mjs'));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The process that polls ended.')));
  // It also ends when it is told to, and nobody waits for it then.
  ended.catch(() => {});
  /** @param {object} message */
  const ask = async (message) => {
    child.send(message);
    const [answer] = await Promise.race([once(child, 'message'), ended]);
    return answer;
  };
  const { sessions } = await ask({ simulator, isRecording });
  return { sessions: Number(sessions), poll: () => ask({ polls: pollsPerRound }), stop: () => child.disconnect() };
}

/** @param {Awaited<ReturnType<typeof startSimulatorProcess>>} simulator */
async function benchLogAlone(simulator) {
  const { LtosClient, SessionLogs } = require(path.resolve('out/bench/core.js'));
  const [module, status] = await bodiesOf(LtosClient, simulator, [modulePath, '/api/status']);
  if (module === undefined || status === undefined) throw new Error('The chassis did not answer.');
  for (const [what, body] of /** @type {const} */ ([['a module', module], ['a status', status], ['a body that is cut', status.repeat(7)]])) {
    console.log(`  recording ${what} (${(body.length / 1000).toFixed(0)} kB): ${timeRecords(new SessionLogs(), body).toFixed(1)} µs of CPU`);
  }
  const full = new SessionLogs({ maxCount: 10_000, rowLimitBytes: 64 * 1024, totalLimitBytes: 16 * 1024 * 1024 });
  const before = heapUsed();
  record(full, module, 10_000);
  const megabytes = (heapUsed() - before) / 1e6;
  console.log(`  10,000 rows kept: ${megabytes.toFixed(1)} MB of heap, of these bodies ${(full.totalBodyBytes / 1e6).toFixed(1)} MB`);
}

/**
 * The bodies as the chassis sends them.
 * @param {new (options: object) => {get(path: string): Promise<unknown>, dispose(): void}} LtosClient
 * @param {Parameters<typeof clientOptions>[0]} simulator
 * @param {readonly string[]} paths
 */
async function bodiesOf(LtosClient, simulator, paths) {
  /** @type {Map<string, string>} */
  const bodies = new Map();
  const observer = { started() {}, finished: (/** @type {{uri: string, body?: string}} */ { uri, body = '' }) => bodies.set(uri, body) };
  const client = new LtosClient({ ...clientOptions(simulator), observer: () => observer });
  try {
    for (const asked of paths) await client.get(asked);
    return paths.map((asked) => bodies.get(asked));
  } finally {
    client.dispose();
  }
}

/** What is in use after a collection of the garbage, in bytes. */
function heapUsed() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** @typedef {{started(record: object): void, finished(record: object): void, readonly totalBodyBytes: number}} Log */

let nextId = 1;

/** @param {Log} logs @param {string} body @param {number} count */
function record(logs, body, count) {
  for (let i = 0; i < count; i++) {
    const started = { id: nextId++, deviceId: 'bench', origin: 'https://10.0.4.20', method: 'GET', uri: modulePath, requestTime: Date.now(), requestHeaders: { accept: 'application/json' } };
    logs.started(started);
    const timing = { queuedMs: 0, firstByteMs: 3, bodyMs: 1, reusedSocket: true };
    // A text of its own each time, as answers are.
    const text = Buffer.from(body).toString('utf8');
    logs.finished({ ...started, timing, timeSpanMs: 4, responseTime: Date.now(), status: 200, statusText: 'OK', responseHeaders: { 'content-type': 'application/json' }, body: text, bytes: text.length });
  }
}

/** @param {Log} logs @param {string} body */
function timeRecords(logs, body) {
  record(logs, body, recordsPerRound);
  return median(
    Array.from({ length: 5 }, () => {
      const cpu = process.cpuUsage();
      record(logs, body, recordsPerRound);
      const { user, system } = process.cpuUsage(cpu);
      return (user + system) / recordsPerRound;
    }),
  );
}
