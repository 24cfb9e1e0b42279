import type { Disposable } from './event';
import type { PtpAddress } from './ptpAddress';

/** What is recorded over time of a PTP instance. */
export const trendParameters = ['offsetFromMasterNs', 'meanPathDelayNs'] as const;

export type TrendParameter = (typeof trendParameters)[number];

/**
 * One parameter over time, as columns of equal length in ascending order. A raw point has min = mean = max and count 1. Times are milliseconds since the
 * epoch, values nanoseconds.
 */
export interface Trend {
  readonly at: readonly number[];
  readonly min: readonly number[];
  readonly mean: readonly number[];
  readonly max: readonly number[];
  readonly count: readonly number[];
  /** Width of a point: 0 for raw points, 60,000 for minutes, 3,600,000 for hours, or a multiple where points were thinned out. */
  readonly stepMs: number;
  /** Ascending; without those that are too short to be seen between points of this step. */
  readonly gaps: readonly TrendGap[];
}

/**
 * A time in which nothing is known though something should be, `fromMs` inclusive, `toMs` exclusive: between two points, from the end of the first to the
 * second, or where the range begins or ends without a point.
 */
export interface TrendGap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The port was in this state from `from` until `to` (exclusive); what lies between two spans is not known. */
export interface PortStateSpan {
  readonly from: number;
  readonly to: number;
  readonly portState: string;
}

/** One look at a PTP instance. */
export interface TrendSample {
  readonly address: PtpAddress;
  /** When the device answered, milliseconds since the epoch. */
  readonly at: number;
  readonly portState: string;
  /** Absent for a grandmaster: it has no master. */
  readonly offsetFromMasterNs?: number;
  readonly meanPathDelayNs?: number;
}

/** Where trends are read from. Every method may throw a `HistoryFault`, which has kind, sentence and hint. */
export interface TrendSource {
  /** At most about `maxPoints` points, the finest step that allows it; extremes are kept. `fromMs` inclusive, `toMs` exclusive. */
  trend(address: PtpAddress, parameter: TrendParameter, fromMs: number, toMs: number, maxPoints: number): Trend;
  /** The same range in parts, oldest first, each as fine as it is still kept: hours, minutes, raw points. */
  trendParts(address: PtpAddress, parameter: TrendParameter, fromMs: number, toMs: number, maxPoints: number): readonly Trend[];
  portStates(address: PtpAddress, fromMs: number, toMs: number): readonly PortStateSpan[];
  /** Called after samples were added, at most once a second. */
  onDidAppend(listener: () => void): Disposable;
}
