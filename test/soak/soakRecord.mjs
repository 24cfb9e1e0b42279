// @ts-check

/** What happens in a soak run, counted. */
export class SoakRecord {
  /** @type {Record<string, number>} */
  faults = {};
  /** @type {number[]} */
  recoveriesMs = [];
  /** @type {string[]} */
  notRecovered = [];
  reloads = 0;
  panels = 0;

  /** @param {string} fault */
  injected(fault) {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }

  /** @param {number} milliseconds */
  recovered(milliseconds) {
    this.recoveriesMs.push(milliseconds);
  }

  /** @param {string} what */
  unrecovered(what) {
    this.notRecovered.push(what);
  }
}
