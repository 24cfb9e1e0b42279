// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { startWorkbench } from '../bench/workbench.mjs';
import { DeviceRun } from './deviceRun.mjs';
import { randomFrom } from './random.mjs';
import { SessionLedger } from './sessionLedger.mjs';
import { SoakRecord } from './soakRecord.mjs';
import { leastOf, SessionReader, SoakWindow } from './soakWindow.mjs';
import { Unforeseen } from './unforeseen.mjs';

const deviceCount = 6;
const password = 'soak-password';
const stepMs = 500;
const comparedEveryMs = 5_000;
const panelEveryMs = 5_000;
/** A page that was closed is let go of a moment later. */
const closedMs = 1_000;
/** What is kept of the past is full soon, so that what grows afterwards is not that. */
const smallLimits = { 'psx.httpSessions.maxCount': 100, 'psx.httpSessions.totalBodyLimit': 1, 'psx.interApp.maxCount': 200 };
const reloads = 4;
/** The rest is without a break, so that the memory can be measured. */
const reloadedPart = 0.4;
const backMs = 90_000;
/** After it all that the devices have seen can be judged. */
const lastWordsMs = 3_000;

/** @type {readonly [command: string, argument: unknown][]} */
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

/** Devices with faults, and the windows that poll them. What has happened so far can be told at any time. */
export class SoakRun {
  #options;
  #record = new SoakRecord();
  #ledger = new SessionLedger();
  /** @type {Unforeseen | undefined} */
  #unforeseen;
  #hosts = 0;
  /** @type {readonly import('./faultyDevice').FaultyDevice[]} */
  #devices = [];
  /** @type {DeviceRun[]} */
  #runs = [];
  /** @type {SoakWindow[]} */
  #windows = [];
  /** @type {SessionReader | undefined} */
  #reader;
  #startedAt = Date.now();

  /** @param {{minutes: number, seed: number, signal: AbortSignal}} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * Starts the devices, VS Code and its windows, and waits until all devices respond.
   * @param {string} folder where everything is kept
   * @param {(() => unknown)[]} cleanups what ends it is added here
   */
  async start(folder, cleanups) {
    const { soakFaults, startFaultyDevice, stopFaultyDevice } = await loadFaults();
    const devices = await Promise.all(Array.from({ length: deviceCount }, (_, index) => startFaultyDevice(`device${index + 1}`, password)));
    this.#devices = devices;
    cleanups.push(() => Promise.all(devices.map(stopFaultyDevice)));
    const settings = { 'psx.polling.interval': 2, 'psx.polling.timeout': 2, 'psx.polling.elementTimeout': 10, 'psx.alarms.notifyFrom': 'off', 'remote.autoForwardPortsSource': 'output', ...smallLimits };
    const machineSettings = { 'psx.devices': devices.map(({ id, proxy }) => ({ id, name: `Device ${id.slice(6)}`, host: `http://127.0.0.1:${proxy.port}` })) };
    const unforeseenFile = path.join(folder, 'unforeseen');
    const unforeseen = new Unforeseen(unforeseenFile);
    this.#unforeseen = unforeseen;
    const onPageError = (/** @type {string} */ text) => unforeseen.pageError(text);
    const workbench = await startWorkbench(folder, cleanups, { settings, machineSettings, unforeseenFile, onPageError, endsOnSignal: false });
    this.#hosts++;
    const first = new SoakWindow(workbench, devices, password);
    this.#windows = [first];
    await first.letIn();
    const second = new SoakWindow(await workbench.openWindow('second'), devices, password);
    this.#hosts++;
    this.#windows = [first, second];
    await second.letIn();
    await this.#settle();
    this.#startedAt = Date.now();
    this.#ledger.begin(this.#startedAt);
    this.#reader = new SessionReader(second, this.#deviceIds, Number.NEGATIVE_INFINITY);
    const random = randomFrom(this.#options.seed);
    this.#runs = devices.map((device) => new DeviceRun(device, soakFaults, random));
  }

  /** Takes as long as the options say, and until all devices are well again. */
  async go() {
    const durationMs = this.#options.minutes * 60_000;
    const end = this.#startedAt + durationMs;
    const reloadEveryMs = (durationMs * reloadedPart) / reloads;
    const next = { compare: 0, panel: 0, reload: this.#startedAt + reloadEveryMs };
    for (let areWell = false; Date.now() < end || !areWell; await this.#pause(stepMs)) {
      const now = Date.now();
      areWell = await this.#step(now >= end);
      if (now >= next.compare) {
        next.compare = now + comparedEveryMs;
        await this.#compare();
      }
      if (now >= next.panel && now < end) {
        next.panel = now + panelEveryMs;
        await this.#showPanel();
      }
      if (now >= next.reload && this.#record.reloads < reloads && now < end) {
        next.reload = now + reloadEveryMs;
        await this.#reloadWindow();
        console.log(`  ${this.#minute.toFixed(1)} min: reloaded; ${this.#record.recoveriesMs.length} recoveries, ${this.#ledger.lost.length} lost`);
      }
    }
    await this.#pause(lastWordsMs);
    await this.#compare();
  }

  /** What has happened so far. @returns {Promise<import('./soakReport.mjs').SoakResult>} */
  async result() {
    const { minutes, seed } = this.#options;
    const { seen, recorded, unarrived, untold, lost, stuck } = this.#ledger;
    const { faults, recoveriesMs, notRecovered, reloads, panels } = this.#record;
    return {
      minutes,
      seed,
      devices: this.#devices.length,
      windows: this.#windows.length,
      requests: seen,
      recorded,
      unarrived,
      untold,
      lost,
      stuck,
      faults,
      recoveriesMs,
      unrecovered: notRecovered,
      reloads,
      panels,
      errors: (await this.#unforeseen?.errors(this.#hosts)) ?? [],
      heaps: this.#windows.map(({ heap }) => heap),
    };
  }

  get #deviceIds() {
    return this.#devices.map(({ id }) => id);
  }

  get #minute() {
    return (Date.now() - this.#startedAt) / 60_000;
  }

  /** @param {boolean} isEnding @returns {Promise<boolean>} whether all devices are well */
  async #step(isEnding) {
    const communications = await this.#communications();
    const well = [];
    for (const each of this.#runs) well.push(await each.step(communications[each.device.id], this.#record, isEnding));
    return well.every(Boolean);
  }

  /** What all windows agree on, by the id of the device. */
  async #communications() {
    const told = await Promise.all(this.#windows.map((window) => window.communications()));
    return Object.fromEntries(this.#deviceIds.map((id) => [id, leastOf(told.map((each) => each[id]))]));
  }

  /** @param {number} [until] nothing that was recorded from then on */
  async #compare(until) {
    const now = Date.now();
    const seen = this.#devices.flatMap(({ id, device }) => {
      const requests = device.requests.map(({ path: uri, at }) => ({ deviceId: id, uri, at }));
      device.clearRequests();
      return requests;
    });
    const { recorded, pending } = (await this.#reader?.read(until)) ?? { recorded: [], pending: [] };
    this.#ledger.compare(now, seen, recorded);
    this.#ledger.checkPending(now, pending);
  }

  /** Opens all panels one after the other, in one window as in the other; before they come again all are closed, and the memory is measured. */
  async #showPanel() {
    const index = this.#record.panels;
    const turn = Math.floor(index / this.#windows.length) % panels.length;
    const [command, argument] = panels[turn] ?? [''];
    const window = this.#windows[index % this.#windows.length];
    if (window === undefined) throw new Error('There is no window.');
    if (turn === 0) {
      await window.command('workbench.action.closeAllEditors');
      await this.#pause(closedMs);
      window.heap.push({ minute: this.#minute, megabytes: (await window.liveBytes()) / 1e6 });
    }
    this.#record.panels++;
    await window.command(command, argument);
  }

  /** Reloads the windows in turn: each time it is the one that polls, and the other one goes on. That one's sessions are read meanwhile. */
  async #reloadWindow() {
    const window = this.#windows[this.#record.reloads % this.#windows.length];
    if (window === undefined) throw new Error('There is no window.');
    await this.#compare();
    this.#record.reloads++;
    const goneAt = Date.now();
    await window.reload();
    this.#hosts++;
    this.#ledger.leaveOut(goneAt, Date.now());
    await window.letIn();
    await this.#settle();
    const from = Date.now();
    await this.#compare(from);
    this.#reader = new SessionReader(window, this.#deviceIds, from);
    const isLast = this.#record.reloads === reloads;
    for (const each of this.#windows) {
      each.heap = [];
      // VS Code keeps a few hundred bytes for each row that is painted anew, as long as the view is there: that would hide what we keep.
      if (isLast) await each.hideTree();
    }
    this.#runs.forEach((each) => each.restartRecovery());
  }

  /** Waits until all devices without a fault have answered in all windows. */
  async #settle() {
    const since = Date.now();
    for (; ; await this.#pause(stepMs)) {
      const communications = await this.#communications();
      const faulty = new Set(this.#runs.filter(({ isFaulty }) => isFaulty).map(({ device }) => device.id));
      const late = this.#deviceIds.filter((id) => !faulty.has(id) && !(communications[id]?.state === 'responding' && (communications[id].lastSuccess ?? 0) > since));
      if (late.length === 0) return;
      if (Date.now() - since > backMs) {
        this.#record.unrecovered(`${late.map((id) => `${id} is ${communications[id]?.state ?? 'not known'}`).join(', ')} ${backMs / 1000} s after a window was opened`);
        return;
      }
    }
  }

  /** @param {number} milliseconds */
  async #pause(milliseconds) {
    const { signal } = this.#options;
    await pause(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** @returns {Promise<typeof import('./faultyDevice')>} */
async function loadFaults() {
  const outfile = path.join(root, 'out', 'soak', 'faultyDevice.cjs');
  await build({ entryPoints: [path.join(root, 'test', 'soak', 'faultyDevice.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' });
  return createRequire(import.meta.url)(outfile);
}
