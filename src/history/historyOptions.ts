import type { HistoryClock } from './clock';
import type { Retention } from './retention';
import type { loadSqlite } from './sqlite';

/** Who writes points and events: this window, as soon as the one before lets it; another one; or whichever comes first. */
export type HistoryDuty = 'mine' | 'others' | 'either';

/** How often devices are asked, milliseconds: what is longer is a gap. Asked anew each time, as settings change. */
export interface HistoryPace {
  /** Longer than the longest time between two answers of any device that answers. */
  readonly gapMs: () => number;
  /** How often this device is asked while somebody looks. */
  readonly intervalMs: (deviceId: string) => number;
}

export interface HistoryOptions extends Partial<HistoryPace> {
  /** Where the file lies; created when it does not exist. */
  readonly folder: string;
  readonly clock: HistoryClock;
  readonly retention?: Retention;
  /** `false`: only when `History.open` is called. Default: soon after it was made. */
  readonly opensByItself?: boolean;
  /** Asked with each write. Default: `either`. */
  readonly duty?: () => HistoryDuty;
  /** Whether the window that writes does not see this device: this one writes its points and events. Asked when they are recorded. Default: none. */
  readonly isOwnDevice?: (deviceId: string) => boolean;
  /** Told in English, for a log. */
  readonly onProblem?: (text: string) => void;
  /** SQLite, asked for when the file is opened. */
  readonly load?: typeof loadSqlite;
}
