import type { Trend } from '../../model/trend';
import type { ChartLimit } from './instanceMessages';

/** Columns as uPlot takes them: times in seconds, then least, mean and greatest value in nanoseconds; `null` where nothing is known. */
export type ChartColumns = [number[], (number | null)[], (number | null)[], (number | null)[]];

/** A trend as columns. Between points further apart than its gap there is a point without values, so that no line is drawn. */
export function chartColumns({ at, min, mean, max, gapMs }: Trend): ChartColumns {
  const columns: ChartColumns = [[], [], [], []];
  at.forEach((time, index) => {
    const before = at[index - 1];
    if (before !== undefined && time - before > gapMs) {
      push(columns, (before + time) / 2, null, null, null);
    }
    push(columns, time, min[index] ?? null, mean[index] ?? null, max[index] ?? null);
  });
  return columns;
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
export function summaryOf({ at, min, mean, max, count, gapMs }: Trend): TrendSummary | undefined {
  if (at.length === 0) {
    return undefined;
  }
  let [least, greatest, sum, looks, gapCount] = [Infinity, -Infinity, 0, 0, 0];
  for (const [index, time] of at.entries()) {
    const weight = count[index] ?? 1;
    least = Math.min(least, min[index] ?? Infinity);
    greatest = Math.max(greatest, max[index] ?? -Infinity);
    sum += (mean[index] ?? 0) * weight;
    looks += weight;
    gapCount += index > 0 && time - (at[index - 1] ?? time) > gapMs ? 1 : 0;
  }
  return { min: least, mean: sum / Math.max(1, looks), max: greatest, gapCount };
}

/** The index of the point nearest to a time; `undefined` without a point. */
export function nearestIndex(at: readonly number[], timeMs: number): number | undefined {
  if (at.length === 0) {
    return undefined;
  }
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
