// @ts-check
import { between } from './random.mjs';

/** However bad the fault was: polling goes on as usual within this time. */
const longestRecoveryMs = 90_000;

/** @typedef {import('./faultyDevice').FaultyDevice} FaultyDevice */
/** @typedef {import('./faultyDevice').SoakFault} SoakFault */
/** @typedef {{state: string, lastSuccess?: number}} Communication with a device, as the extension tells it; lastSuccess: milliseconds since the epoch */

/** One device: well for a while, then with a fault for a while, then observed until it has answered again. */
export class DeviceRun {
  /** @type {{is: 'well', until: number} | {is: 'faulty', until: number, fault: SoakFault} | {is: 'recovering', since: number, fault: SoakFault}} */
  #phase;
  #random;
  #faults;
  #clock;
  /** @type {SoakFault[]} */
  #left = [];

  /**
   * @param {FaultyDevice} device
   * @param {readonly SoakFault[]} faults
   * @param {() => number} random
   * @param {() => number} [clock] milliseconds since the epoch
   */
  constructor(device, faults, random, clock = Date.now) {
    this.device = device;
    this.#faults = faults;
    this.#random = random;
    this.#clock = clock;
    this.#phase = { is: 'well', until: clock() + between(random, 2_000, 10_000) };
  }

  get isFaulty() {
    return this.#phase.is === 'faulty';
  }

  /**
   * @param {Communication | undefined} communication `undefined` while no window tells
   * @param {import('./soakRecord.mjs').SoakRecord} record
   * @param {boolean} isEnding no new faults
   * @returns {Promise<boolean>} whether it is well
   */
  async step(communication, record, isEnding) {
    const phase = this.#phase;
    const now = this.#clock();
    const isResponding = communication?.state === 'responding';
    if (phase.is === 'well' && now >= phase.until && isResponding && !isEnding) {
      const fault = this.#nextFault();
      record.injected(fault.name);
      await fault.begin(this.device);
      this.#phase = { is: 'faulty', until: now + between(this.#random, 3_000, 15_000), fault };
    } else if (phase.is === 'faulty' && (now >= phase.until || isEnding)) {
      await phase.fault.end(this.device);
      this.#phase = { is: 'recovering', since: this.#clock(), fault: phase.fault };
    } else if (phase.is === 'recovering' && isResponding && (communication.lastSuccess ?? 0) > phase.since) {
      record.recovered(now - phase.since);
      this.#phase = { is: 'well', until: now + between(this.#random, 2_000, 10_000) };
    } else if (phase.is === 'recovering' && now - phase.since > longestRecoveryMs) {
      const since = communication?.lastSuccess === undefined ? '' : `, its last success ${((now - communication.lastSuccess) / 1000).toFixed(1)} s ago,`;
      record.unrecovered(`${this.device.id} is ${communication?.state ?? 'not known'}${since} ${longestRecoveryMs / 1000} s after "${phase.fault.name}"`);
      this.#phase = { is: 'well', until: now };
    }
    return this.#phase.is === 'well';
  }

  /** A window was reloaded: what it takes to be there again is no part of a recovery. */
  restartRecovery() {
    if (this.#phase.is === 'recovering') this.#phase = { ...this.#phase, since: this.#clock() };
  }

  /** Each fault once, in an order of its own, before any of them comes again. */
  #nextFault() {
    if (this.#left.length === 0) {
      this.#left = this.#faults.map((fault) => ({ fault, place: this.#random() })).sort((a, b) => a.place - b.place).map(({ fault }) => fault);
    }
    const fault = this.#left.pop();
    if (fault === undefined) throw new Error('There are no faults.');
    return fault;
  }
}
