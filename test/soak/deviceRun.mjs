// @ts-check
import { between } from './random.mjs';

/** However bad the fault was: polling goes on as usual within this time. */
const longestRecoveryMs = 90_000;

/** @typedef {import('./faultyDevice').FaultyDevice} FaultyDevice */
/** @typedef {import('./faultyDevice').SoakFault} SoakFault */

/** One device: well for a while, then with a fault for a while, then observed until it responds again. */
export class DeviceRun {
  /** @type {{is: 'well', until: number} | {is: 'faulty', until: number, fault: SoakFault} | {is: 'recovering', since: number, fault: SoakFault}} */
  #phase;
  #random;
  #faults;
  /** @type {SoakFault[]} */
  #left = [];

  /**
   * @param {FaultyDevice} device
   * @param {readonly SoakFault[]} faults
   * @param {() => number} random
   * @param {number} now
   */
  constructor(device, faults, random, now) {
    this.device = device;
    this.#faults = faults;
    this.#random = random;
    this.#phase = { is: 'well', until: now + between(random, 2_000, 10_000) };
  }

  get isFaulty() {
    return this.#phase.is === 'faulty';
  }

  /**
   * @param {number} now
   * @param {string | undefined} state of the device in the extension, `undefined` while no window tells
   * @param {import('./soakRecord.mjs').SoakRecord} record
   * @param {boolean} isEnding no new faults
   * @returns {Promise<boolean>} whether it is well
   */
  async step(now, state, record, isEnding) {
    const phase = this.#phase;
    if (phase.is === 'well' && now >= phase.until && state === 'responding' && !isEnding) {
      const fault = this.#nextFault();
      record.injected(fault.name);
      await fault.begin(this.device);
      this.#phase = { is: 'faulty', until: now + between(this.#random, 3_000, 15_000), fault };
    } else if (phase.is === 'faulty' && (now >= phase.until || isEnding)) {
      await phase.fault.end(this.device);
      this.#phase = { is: 'recovering', since: now, fault: phase.fault };
    } else if (phase.is === 'recovering' && state === 'responding') {
      record.recovered(now - phase.since);
      this.#phase = { is: 'well', until: now + between(this.#random, 2_000, 10_000) };
    } else if (phase.is === 'recovering' && now - phase.since > longestRecoveryMs) {
      record.unrecovered(`${this.device.id} is ${state ?? 'not known'} ${longestRecoveryMs / 1000} s after "${phase.fault.name}"`);
      this.#phase = { is: 'well', until: now };
    }
    return this.#phase.is === 'well';
  }

  /** A window was reloaded: what it takes to be there again is no part of a recovery. @param {number} now */
  restartRecovery(now) {
    if (this.#phase.is === 'recovering') this.#phase = { ...this.#phase, since: now };
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
