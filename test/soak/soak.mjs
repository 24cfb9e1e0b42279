// @ts-check
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { npm } from '../../scripts/lib/process.mjs';
import { startWorkbench } from '../bench/workbench.mjs';
import { DeviceRun } from './deviceRun.mjs';
import { randomFrom } from './random.mjs';
import { SessionLedger } from './sessionLedger.mjs';
import { SoakRecord } from './soakRecord.mjs';
import { problemsOf, reportText } from './soakReport.mjs';
import { theilSenSlope } from './theilSen.mjs';

const deviceCount = 6;
const password = 'soak-password';
const stepMs = 500;
const comparedEveryMs = 5_000;
const panelEveryMs = 15_000;
const reloads = 4;
/** The rest is one window without a break, whose memory is measured. */
const reloadedPart = 0.4;
/** What is bounded is filled first. */
const warmUpMinutes = 5;
const backMs = 90_000;

const panels = [
  ['psx.showHttpSessions', { all: true }],
  ['psx.showInterApp', undefined],
  ['psx.showPtpInstance', { deviceId: 'device1', slotId: 'io3', instanceId: 'instance0' }],
  ['psx.showBmca', undefined],
  ['psx.showTopology', undefined],
  ['psx.showEventLog', { deviceId: 'device2' }],
  ['psx.showHttpSessions', { deviceId: 'device3' }],
  ['psx.showPtpInstance', { deviceId: 'device4', slotId: 'io4', instanceId: 'instance1' }],
];

/**
 * A real VS Code (newest) with the packed extension polls simulated devices that have one fault after the other, while panels are opened and closed and the
 * window is reloaded.
 * @param {{minutes: number, seed: number}} options
 * @returns {Promise<boolean>} whether nothing was lost and all recovered
 */
export async function soak({ minutes, seed }) {
  await npm(['run', '--silent', 'package'], { cwd: root, quiet: true });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-soak-'));
  /** @type {(() => unknown)[]} */
  const cleanups = [() => rm(folder, { recursive: true, force: true, maxRetries: 10 })];
  try {
    const result = await run({ minutes, seed }, folder, cleanups);
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

/**
 * @param {{minutes: number, seed: number}} options
 * @param {string} folder
 * @param {(() => unknown)[]} cleanups
 * @returns {Promise<import('./soakReport.mjs').SoakResult>}
 */
async function run({ minutes, seed }, folder, cleanups) {
  const { soakFaults, startFaultyDevice, stopFaultyDevice } = await loadFaults();
  const random = randomFrom(seed);
  const devices = await Promise.all(Array.from({ length: deviceCount }, (_, index) => startFaultyDevice(`device${index + 1}`, password)));
  cleanups.push(() => Promise.all(devices.map(stopFaultyDevice)));
  const settings = { 'psx.polling.interval': 2, 'psx.polling.timeout': 2, 'psx.polling.elementTimeout': 10, 'psx.alarms.notifyFrom': 'off', 'remote.autoForwardPortsSource': 'output' };
  const machineSettings = { 'psx.devices': devices.map(({ id, proxy }) => ({ id, name: `Device ${id.slice(6)}`, host: `http://127.0.0.1:${proxy.port}` })) };
  const { run: ask, reload, logsDir } = await startWorkbench(folder, cleanups, { settings, machineSettings });

  const record = new SoakRecord();
  const ledger = new SessionLedger();
  const startedAt = Date.now();
  const minuteOf = (/** @type {number} */ now) => (now - startedAt) / 60_000;
  /** @type {Record<string, number>} */
  let newest = {};
  /** @type {{minute: number, megabytes: number}[]} */
  let heap = [];
  let settledAt = startedAt;

  const takeSeen = () =>
    devices.flatMap(({ id, device }) => {
      const seen = device.requests.map(({ path: uri, at }) => ({ deviceId: id, uri, at }));
      device.clearRequests();
      return seen;
    });
  const compare = async () => {
    // In this order: what a device has seen by now is recorded already.
    const seen = takeSeen();
    const recorded = await ask({ action: 'sessionsSince', newest });
    for (const { deviceId, id } of recorded) newest[deviceId] = Math.max(newest[deviceId] ?? 0, id);
    ledger.compare(seen, recorded);
  };
  /** The window is there: lets it in, and waits until the devices without a fault respond. @param {readonly DeviceRun[]} runs */
  const settle = async (runs) => {
    newest = Object.fromEntries(devices.map(({ id }) => [id, 0]));
    for (const { id, device } of devices) await ask({ action: 'command', command: 'psx.setCredentials', argument: { deviceId: id, user: device.user, password } });
    await ask({ action: 'command', command: 'psx.devices.focus' });
    const since = Date.now();
    for (let isBack = false; !isBack; await pause(stepMs)) {
      const states = await ask({ action: 'states' });
      const late = devices.filter(({ id }) => states[id] !== 'responding' && runs.every((each) => each.device.id !== id || !each.isFaulty));
      isBack = late.length === 0;
      if (!isBack && Date.now() - since > backMs) {
        record.unrecovered(`${late.map(({ id }) => `${id} is ${states[id]}`).join(', ')} ${backMs / 1000} s after a window was opened`);
        isBack = true;
      }
    }
    ledger.leaveOut(takeSeen());
    const already = await ask({ action: 'sessionsSince', newest });
    for (const { deviceId, id } of already) newest[deviceId] = Math.max(newest[deviceId] ?? 0, id);
    ledger.begin(Date.now());
    settledAt = Date.now();
    heap = [];
    runs.forEach((each) => each.restartRecovery(settledAt));
  };

  await settle([]);
  const runs = devices.map((device) => new DeviceRun(device, soakFaults, random, Date.now()));
  const next = { compare: 0, panel: 0, heap: 0, reload: Date.now() + (minutes * 60_000 * reloadedPart) / reloads };
  const heapEveryMs = Math.max(15_000, (minutes * 60_000) / 60);
  const end = startedAt + minutes * 60_000;
  for (let areWell = false; Date.now() < end || !areWell; await pause(stepMs)) {
    const now = Date.now();
    const states = await ask({ action: 'states' });
    const well = [];
    for (const each of runs) well.push(await each.step(now, states[each.device.id], record, now >= end));
    areWell = well.every(Boolean);
    if (now >= next.compare) {
      next.compare = now + comparedEveryMs;
      await compare();
    }
    if (now >= next.panel && now < end) {
      next.panel = now + panelEveryMs;
      const [command, argument] = panels[record.panels % panels.length] ?? [];
      if (record.panels % panels.length === 0) await ask({ action: 'command', command: 'workbench.action.closeAllEditors' });
      record.panels++;
      await ask({ action: 'command', command, argument });
    }
    if (now >= next.heap) {
      next.heap = now + heapEveryMs;
      const { heapBytes } = await ask({ action: 'liveMemory' });
      heap.push({ minute: minuteOf(now), megabytes: heapBytes / 1e6 });
    }
    if (now >= next.reload && record.reloads < reloads && now < end) {
      next.reload = now + (minutes * 60_000 * reloadedPart) / reloads;
      await compare();
      record.reloads++;
      await reload();
      await settle(runs);
      console.log(`  ${minuteOf(Date.now()).toFixed(1)} min: reloaded; ${record.recoveriesMs.length} recoveries, ${ledger.lost.length} lost`);
    }
  }
  await compare();
  const settledMinute = minuteOf(settledAt) + Math.min(warmUpMinutes, minutes / 5);
  const slope = theilSenSlope(heap.filter(({ minute }) => minute >= settledMinute).map(({ minute, megabytes }) => ({ x: minute / 60, y: megabytes })));
  return {
    minutes,
    seed,
    devices: deviceCount,
    requests: ledger.seen,
    recorded: ledger.recorded,
    untold: ledger.untold,
    lost: ledger.lost,
    faults: record.faults,
    recoveriesMs: record.recoveriesMs,
    unrecovered: record.notRecovered,
    reloads: record.reloads,
    panels: record.panels,
    errors: await unhandledErrors(logsDir),
    heap,
    ...(slope === undefined ? {} : { heapSlope: slope }),
  };
}

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @returns {Promise<typeof import('./faultyDevice')>} */
async function loadFaults() {
  const outfile = path.join(root, 'out', 'soak', 'faultyDevice.cjs');
  await build({ entryPoints: [path.join(root, 'test', 'soak', 'faultyDevice.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' });
  return createRequire(import.meta.url)(outfile);
}

/** What VS Code wrote down as an error of this extension, and what the extension did not foresee. @param {string} logsDir */
async function unhandledErrors(logsDir) {
  const files = (await readdir(logsDir, { recursive: true })).filter((file) => /(exthost.*|PSX Explorer)\.log$/.test(file));
  if (files.length < 2) throw new Error(`The logs of the extension host are not in ${logsDir}.`);
  const texts = await Promise.all(files.map((file) => readFile(path.join(logsDir, file), 'utf8')));
  return texts.flatMap((text) => text.split(/\n(?=\d{4}-)/)).filter((entry) => entry.includes('[error]') && /psx/i.test(entry)).map((entry) => entry.slice(0, 500));
}
