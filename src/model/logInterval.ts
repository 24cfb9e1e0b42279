import { formatNs } from './duration';

const nsPerSecond = 1e9;
/** Beyond it neither the interval nor the rate is of any use to anybody. */
const largestExponent = 7;

/** Messages per second of an interval that is the base 2 logarithm of seconds: 8 for −3. */
export function ratePerSecond(logInterval: number): number {
  return 2 ** -logInterval;
}

/** A message rate: `8/s`, `1/2 s`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond) || perSecond < 0) {
    return '–';
  }
  return perSecond > 0 && perSecond < 1 && Number.isInteger(1 / perSecond) ? `1/${1 / perSecond} s` : `${Number(perSecond.toPrecision(3))}/s`;
}

/** An interval that is the base 2 logarithm of seconds: `−3 (125 ms, 8/s)`. */
export function formatLogInterval(logInterval: number): string {
  const exponent = logInterval < 0 ? `−${-logInterval}` : String(logInterval);
  return Math.abs(logInterval) > largestExponent
    ? exponent
    : `${exponent} (${formatNs(2 ** logInterval * nsPerSecond)}, ${formatRate(ratePerSecond(logInterval))})`;
}
