// @ts-check

let missed = 0;

/** How many targets were missed so far. */
export function missedTargets() {
  return missed;
}

/**
 * A measured value with its target, and whether it was met: `12.3 ms (target under 16 ms: met)`.
 * @param {number} value
 * @param {number} limit
 * @param {string} unit
 * @param {number} [digits]
 */
export function withTarget(value, limit, unit, digits = 1) {
  const space = unit === '' ? '' : ' ';
  if (!(value < limit)) missed += 1;
  return `${value.toFixed(digits)}${space}${unit} (target under ${limit}${space}${unit}: ${value < limit ? 'met' : 'MISSED'})`;
}

/** On a busy machine the fastest is nearest to what the work itself takes. @param {readonly number[]} values */
export function spreadOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return `fastest ${sorted[0]?.toFixed(1)} ms, p95 ${sorted[Math.floor(sorted.length * 0.95)]?.toFixed(1)} ms, of ${sorted.length}`;
}
