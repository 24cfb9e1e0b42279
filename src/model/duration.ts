/** The units in which a time may be sent, in nanoseconds. */
const unitNs = new Map<string, number>([
  ['ps', 1e-3],
  ['ns', 1],
  ['nsec', 1],
  ['nsecs', 1],
  ['nanosec', 1],
  ['nanosecs', 1],
  ['nanosecond', 1],
  ['nanoseconds', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['usec', 1e3],
  ['usecs', 1e3],
  ['microsecond', 1e3],
  ['microseconds', 1e3],
  ['ms', 1e6],
  ['msec', 1e6],
  ['msecs', 1e6],
  ['millisecond', 1e6],
  ['milliseconds', 1e6],
  ['s', 1e9],
  ['sec', 1e9],
  ['secs', 1e9],
  ['second', 1e9],
  ['seconds', 1e9],
]);

/** A signed 64-bit count of nanoseconds, the widest time that Meinberg's MIBs know. */
const largestNs = 2 ** 63;
const longestText = 64;
const durationText = /^([+\-−]?)\s*(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?\s*([a-zµμ]*)$/i;

/** A time as text, taken apart: the unit is absent in `12`. */
export interface DurationText {
  readonly amount: number;
  readonly unit?: string;
}

/** Takes `-1.2e-8 s`, `12 ns`, `0.3us` or `12` apart; `undefined` for anything else. */
export function parseDurationText(text: string): DurationText | undefined {
  if (text.length > longestText) {
    return undefined;
  }
  const [, sign, digits, exponent, unitText] = durationText.exec(text.trim()) ?? [];
  if (digits === undefined) {
    return undefined;
  }
  const amount = Number(`${digits}${exponent ?? ''}`) * (sign === '-' || sign === '−' ? -1 : 1);
  if (unitText === undefined || unitText === '') {
    return { amount };
  }
  const unit = unitText.toLowerCase();
  return unitNs.has(unit) ? { amount, unit } : undefined;
}

/** Nanoseconds in the given amount, to the picosecond; `undefined` for an unknown unit or an impossible amount. */
export function toNanoseconds(amount: number, unit: string): number | undefined {
  const ns = amount * (unitNs.get(unit) ?? NaN);
  if (!(Math.abs(ns) <= largestNs)) {
    return undefined;
  }
  // Seconds arrive as binary floats (3.9999999999999998e-6): rounding removes the noise. `+ 0` turns -0 into 0.
  return Number.isInteger(ns) ? ns + 0 : Math.round(ns * 1e3) / 1e3 + 0;
}

/** Nanoseconds in a text with its unit: `12 ns`, `0.3 us`, `-1.2e-8 s`. */
export function parseDurationNs(text: string): number | undefined {
  const parsed = parseDurationText(text);
  return parsed?.unit === undefined ? undefined : toNanoseconds(parsed.amount, parsed.unit);
}

const shownUnits = [
  ['ns', 1],
  ['µs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
] as const;

/** `12 ns`, `1.3 µs`, `−12 ns`: three digits, the unit that fits, a true minus sign. `–` when it is no number. */
export function formatNs(ns: number): string {
  if (!Number.isFinite(ns)) {
    return '–';
  }
  const size = Math.abs(ns);
  for (const [unit, factor] of shownUnits) {
    const amount = Number((size / factor).toPrecision(3));
    if (amount < 1000 || unit === 's') {
      const shown = amount < 1000 ? Number(amount.toFixed(3)) : Math.round(size / factor);
      return `${ns < 0 && shown !== 0 ? '−' : ''}${shown} ${unit}`;
    }
  }
  return '–';
}
