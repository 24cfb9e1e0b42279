// @ts-check

/**
 * What became of a part of `npm test`.
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string} [leftOut] which tests were left out, and why
 */

/**
 * @param {readonly Counts[]} all
 * @returns {{passed: number, failed: number, leftOut: readonly string[]}}
 */
export function addedUp(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    leftOut: all.flatMap(({ leftOut }) => leftOut ?? []),
  };
}

/** The end of what `npm test` prints; the counts are its last line. @param {ReturnType<typeof addedUp>} total */
export function closingLines({ passed, failed, leftOut }) {
  return [...leftOut.map((what) => `Left out: ${what.replaceAll(/\s+/g, ' ')}`), `${passed} passed, ${failed} failed`];
}
