import type { Trend, TrendGap } from '../../model/trend';
import type { ChartLimit } from './instanceMessages';

/** Columns as uPlot takes them: times in seconds, then least, mean and greatest value in nanoseconds; `null` where nothing is known. */
export type ChartColumns = [number[], (number | null)[], (number | null)[], (number | null)[]];

/** A trend as columns. Between points with a gap between them there is a point without values, so that no line is drawn. */
export function chartColumns(trend: Trend): ChartColumns {
  const { at, min, mean, max } = trend;
  const columns: ChartColumns = [[], [], [], []];
  const gaps = gapsBetween(trend);
  let next = 0;
  at.forEach((time, index) => {
    const gap = gaps[next];
    if (gap !== undefined && gap.toMs <= time) {
      push(columns, (gap.fromMs + gap.toMs) / 2, null, null, null);
      next += 1;
    }
    push(columns, time, min[index] ?? null, mean[index] ?? null, max[index] ?? null);
  });
  return columns;
}

/** Without what is not known before the first and after the last point: there no line is broken. */
function gapsBetween({ at, gaps }: Trend): readonly TrendGap[] {
  const [first = 0, last = 0] = [at[0], at.at(-1)];
  return gaps.filter(({ fromMs, toMs }) => fromMs > first && toMs <= last);
}

function push([times, mins, means, maxs]: ChartColumns, at: number, min: number | null, mean: number | null, max: number | null): void {
  times.push(at / 1000);
  mins.push(min);
  means.push(mean);
  maxs.push(max);
}

/** What a trend says in short, in nanoseconds: the mean is that of all looks, however they were put together. */
export interface TrendSummary {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly gapCount: number;
}

/** `undefined` without a single point. */
export function summaryOf(trend: Trend): TrendSummary | undefined {
  const { at, min, mean, max, count } = trend;
  if (at.length === 0) {
    return undefined;
  }
  let [least, greatest, sum, looks] = [Infinity, -Infinity, 0, 0];
  for (const index of at.keys()) {
    const weight = count[index] ?? 1;
    least = Math.min(least, min[index] ?? Infinity);
    greatest = Math.max(greatest, max[index] ?? -Infinity);
    sum += (mean[index] ?? 0) * weight;
    looks += weight;
  }
  return { min: least, mean: sum / Math.max(1, looks), max: greatest, gapCount: gapsBetween(trend).length };
}

/**
 * The index of the point that tells of a time: the nearest one; `undefined` in a gap, but for what is within half a step of a point, or within `reachMs`, which
 * is as near as one can point.
 */
export function pointAt({ at, gaps, stepMs }: Trend, timeMs: number, reachMs = 0): number | undefined {
  const index = nearestIndex(at, timeMs);
  const distanceMs = Math.abs((at[index] ?? Infinity) - timeMs);
  return distanceMs <= Math.max(stepMs / 2, reachMs) || (distanceMs < Infinity && !gaps.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs)) ? index : undefined;
}

function nearestIndex(at: readonly number[], timeMs: number): number {
  const after = at.findIndex((time) => time >= timeMs);
  const index = after < 0 ? at.length - 1 : after;
  const before = at[index - 1];
  return before !== undefined && timeMs - before < (at[index] ?? timeMs) - timeMs ? index - 1 : index;
}

/** A limit is shown with values that come this near to it. */
const nearShare = 0.5;
/** Air above and below the values, as a share of what is shown: with limits, the words at the edges have their place there. */
const [plainAir, labelledAir] = [0.045, 0.11];

/**
 * The least and the greatest value to show: those of the trend and the limits that it comes near to, with some air, and at least a span of `leastSpanNs`.
 * Without the limits that are far away: nothing could be seen of the values.
 */
export function valueRange(trend: Trend, limits: readonly Pick<ChartLimit, 'lowNs' | 'highNs'>[], leastSpanNs: number): readonly [number, number] {
  const summary = summaryOf(trend);
  if (summary === undefined) {
    return [-leastSpanNs / 2, leastSpanNs / 2];
  }
  let { min, max } = summary;
  for (const { lowNs, highNs } of limits) {
    const centre = (lowNs + highNs) / 2;
    const near = (highNs - centre) * nearShare;
    [min, max] = [centre - summary.min >= near ? Math.min(min, lowNs) : min, summary.max - centre >= near ? Math.max(max, highNs) : max];
  }
  const middle = (min + max) / 2;
  const air = limits.length === 0 ? plainAir : labelledAir;
  const half = Math.max((max - min) / (2 - 4 * air), leastSpanNs / 2);
  return [middle - half, middle + half];
}

/** Indices of the points that have no neighbour to draw a line to. */
export function lonePoints([, , means]: ChartColumns): number[] {
  const isKnown = (index: number): boolean => typeof means[index] === 'number';
  return means.flatMap((_mean, index) => (isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1) ? [index] : []));
}
