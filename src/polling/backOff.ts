import type { Clock } from './clock';

/** The first retry after a failure comes sooner than the next poll would. */
const firstRetryMs = 5_000;
const shortestThrottleMs = 2_000;
const longestThrottleMs = 60_000;
/** A device that asks for more than this is asked again all the same: a wrong clock must not silence it for days. */
const longestRetryAfterMs = 600_000;

/** How long to wait after a cycle that did not end well. */
export class BackOff {
  readonly #clock: Pick<Clock, 'random'>;
  #failures = 0;
  #throttles = 0;

  constructor(clock: Pick<Clock, 'random'>) {
    this.#clock = clock;
  }

  /** A cycle ended well. One good answer before the next 429 is no reason to hurry, so answers alone reset nothing. */
  succeeded(): void {
    this.#failures = 0;
    this.#throttles = 0;
  }

  /** 5 s, doubled with every failure in a row, never longer than the interval. */
  afterFailure(intervalMs: number): number {
    this.#throttles = 0;
    return Math.min(intervalMs, firstRetryMs * 2 ** Math.min(this.#failures++, 20));
  }

  /** What the device asked for; else a random time between 2 s and a bound that doubles up to 60 s. */
  afterThrottle(retryAfterMs: number | undefined): number {
    this.#throttles = Math.min(this.#throttles + 1, 20);
    if (retryAfterMs !== undefined && Number.isFinite(retryAfterMs) && retryAfterMs > 0) {
      return Math.min(retryAfterMs, longestRetryAfterMs);
    }
    const bound = Math.min(longestThrottleMs, shortestThrottleMs * 2 ** this.#throttles);
    return shortestThrottleMs + this.#clock.random() * (bound - shortestThrottleMs);
  }
}
