import type { HistoryClock } from './clock';
import type { Retention } from './retention';
import type { loadSqlite } from './sqlite';

export interface HistoryOptions {
  /** Where the file lies; created when it does not exist. */
  readonly folder: string;
  readonly clock: HistoryClock;
  readonly retention?: Retention;
  /** `false`: only when `History.open` is called. Default: soon after it was made. */
  readonly opensByItself?: boolean;
  /** Longer than the longest time between two answers of a device that answers, milliseconds. Default 90 s. */
  readonly gapMs?: () => number;
  /** Told in English, for a log. */
  readonly onProblem?: (text: string) => void;
  /** SQLite, asked for when the file is opened. */
  readonly load?: typeof loadSqlite;
}
