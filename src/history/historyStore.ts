import type { DeviceEvent, DeviceEventQuery } from '../model/deviceEvent';
import type { Json } from '../model/json';
import type { PtpAddress } from '../model/ptpAddress';
import type { PortStateSpan, Trend, TrendParameter, TrendSample } from '../model/trend';
import type { Part } from './marks';
import type { Pruned } from './pruning';
import type { Retention } from './retention';
import type { RetriedSteps } from './retriedSteps';

/** What is written at once. */
export interface Batch {
  readonly samples: readonly TrendSample[];
  readonly events: readonly DeviceEvent[];
  /** By kind, then by key; `undefined` removes a value. */
  readonly states: ReadonlyMap<string, ReadonlyMap<string, Json | undefined>>;
}

/** What is written: `own`: all of it beside the window that writes the rest; `statesOnly`: neither samples nor events. */
export type WriteScope = 'all' | 'own' | 'statesOnly';

/** Where history is kept. Its methods throw what SQLite throws. Times are milliseconds since the epoch. */
export interface HistoryStore {
  /** Whether samples and events would be written, or are another window's business. */
  isWriter(now: number): boolean;
  /** Whether this window was the last to write samples and events; otherwise another one may have seen, and written, what waits. */
  isContinuing(): boolean;
  /** Writes all of it or nothing; false when samples and events were left out: another window writes them, or `statesOnly`. */
  write(batch: Batch, now: number, what?: WriteScope): boolean;
  trend(address: PtpAddress, parameter: TrendParameter, fromMs: number, toMs: number, maxPoints: number): Trend;
  trendParts(address: PtpAddress, parameter: TrendParameter, fromMs: number, toMs: number, maxPoints: number): readonly Trend[];
  portStates(address: PtpAddress, fromMs: number, toMs: number): readonly PortStateSpan[];
  events(query: DeviceEventQuery): readonly DeviceEvent[];
  entries(kind: string): Map<string, Json>;
  /** What has changed since the last call other than by `write`: other windows wrote, or something was pruned. */
  changedOtherwise(): ReadonlySet<Part>;
  /**
   * Makes minutes and hours of what is over; `undefined` when nothing is. Each step is in the file afterwards, or nothing of it; the first that finds another
   * window writing is the last.
   */
  rollUp(now: number): RetriedSteps<unknown> | undefined;
  /** Removes a little of what is too old or too much, in steps as those of `rollUp`, which end with `undefined` when another window writes. */
  prune(retention: Retention, now: number): RetriedSteps<Pruned | undefined> | undefined;
  /** Makes the file a little smaller when something was removed, in steps as those of `rollUp`. */
  giveSpaceBack(): RetriedSteps<unknown> | undefined;
  close(): void;
}
