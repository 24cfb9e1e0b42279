import type { TrendGap } from '../model/trend';

/** Points closer than this are never far apart, however fast they came otherwise. */
const shortestGapMs = 5_000;
/** In a window without the focus a device is asked six times more rarely, for as long as that takes. */
const longestPaces = 6.5;
const [regularShare, alikeShare] = [1.5, 0.25];
/** How many distances before and after one are around it; and how near a regular one must be to make another as long as it regular. */
const [around, near] = [5, 2];

/** When points began, and of how many samples each is; ascending, of equal length. */
export interface PointTimes {
  readonly at: readonly number[];
  readonly count: readonly number[];
}

/** Where gaps are looked for, and what else they depend on; milliseconds. */
export interface GapSearch {
  readonly fromMs: number;
  readonly toMs: number;
  /** How long a point is: 1 for samples as they came. */
  readonly recordMs: number;
  /** How often the device is asked now while somebody looks. */
  readonly intervalMs: number;
  /** Longer than the longest time between two answers of a device that answers. */
  readonly gapMs: number;
}

/**
 * The times without a point that are clearly longer than what is regular around them, also before the first and after the last point. What is regular changes
 * with the interval and with who looks, so that the points around decide: a time as long as others beside it is regular, however rare they are, and so is one
 * that the usual pace around it explains. Linear in the number of points.
 */
export function gapsAmong(points: PointTimes, search: GapSearch): readonly TrendGap[] {
  const { at } = points;
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const gaps: TrendGap[] = [];
  const paces = new Paces(points, search.recordMs);
  const neverMs = Math.max(shortestGapMs, regularShare * search.intervalMs);
  const look = (index: number, fromMs: number, toMs: number): void => {
    const lengthMs = toMs - fromMs;
    if (lengthMs > neverMs && lengthMs > longestRegularMs(paces, index, search.gapMs)) {
      gaps.push({ fromMs, toMs });
    }
  };
  look(-1, search.fromMs, first);
  for (let index = 0; index < at.length - 1; index++) {
    look(index, (at[index] ?? first) + search.recordMs, at[index + 1] ?? last);
  }
  look(at.length - 1, last + search.recordMs, search.toMs);
  return gaps;
}

/** As gaps between points of `stepMs`: the steps that are empty. A gap that leaves no step empty is not one of them. */
export function gapsOfSteps(gaps: readonly TrendGap[], stepMs: number): readonly TrendGap[] {
  return gaps
    .map(({ fromMs, toMs }) => ({ fromMs: Math.ceil(fromMs / stepMs) * stepMs, toMs: Math.floor(toMs / stepMs) * stepMs }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** How long no point may come after the one at `index`. */
function longestRegularMs(paces: Paces, index: number, gapMs: number): number {
  let steadyMs = 0;
  for (let other = index - near; other <= index + near; other++) {
    steadyMs = Math.max(steadyMs, paces.steadyMs(other));
  }
  const usualMs = paces.usualMs(index);
  return Math.max(regularShare * steadyMs, usualMs === undefined ? gapMs : Math.min(gapMs, longestPaces * usualMs));
}

/** How fast samples came after each point but the last one: its samples divide the time to the next one. */
class Paces {
  readonly #points: PointTimes;
  readonly #recordMs: number;

  constructor(points: PointTimes, recordMs: number) {
    this.#points = points;
    this.#recordMs = recordMs;
  }

  /** The pace after a point when those beside it are like it, else 0. */
  steadyMs(index: number): number {
    const pace = this.#at(index);
    const beside = [this.#at(index - 1), this.#at(index + 1)].filter((other) => other !== undefined);
    if (pace === undefined || beside.length === 0) {
      return 0;
    }
    // Where in its record a sample was is not known.
    const tolerance = alikeShare * pace + this.#recordMs / (this.#points.count[index] ?? 1);
    return beside.every((other) => Math.abs(other - pace) <= tolerance) ? pace : 0;
  }

  /** The median of the paces around a point, without its own; `undefined` when there is none. */
  usualMs(index: number): number | undefined {
    const paces: number[] = [];
    for (let other = index - around; other <= index + around; other++) {
      const pace = other === index ? undefined : this.#at(other);
      if (pace !== undefined) {
        paces.push(pace);
      }
    }
    return paces.sort((one, other) => one - other)[paces.length >> 1];
  }

  #at(index: number): number | undefined {
    const { at, count } = this.#points;
    const [time, next] = [at[index], at[index + 1]];
    return time === undefined || next === undefined ? undefined : (next - time) / (count[index] ?? 1);
  }
}
