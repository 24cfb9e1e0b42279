import type { Fault } from '../model/fault';
import type { Clock } from './clock';
import type { RequestFailure } from './faultPolicy';

/** The rest of what was throttled twice in a row; doubled with each further time. */
const firstRestMs = 60_000;
const longestRestMs = 600_000;

interface Throttling {
  readonly times: number;
  readonly until: number;
  readonly fault: Fault;
}

/**
 * Knows what a device throttles while it answers other requests. Throttled once, it is the device that wants a rest, and the same is
 * asked again after it; throttled again, it is left out for a while, so that it does not keep the rest of a cycle from being asked.
 */
export class RestingPaths {
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #throttled = new Map<string, Throttling>();

  constructor(clock: Pick<Clock, 'elapsed'>) {
    this.#clock = clock;
  }

  throttled(key: string, { fault, retryAfterMs = 0 }: RequestFailure): void {
    const times = (this.#throttled.get(key)?.times ?? 0) + 1;
    const restMs = times < 2 ? 0 : Math.min(longestRestMs, Math.max(retryAfterMs, firstRestMs * 2 ** Math.min(times - 2, 20)));
    this.#throttled.set(key, { times, until: this.#clock.elapsed() + restMs, fault });
  }

  worked(key: string): void {
    this.#throttled.delete(key);
  }

  /** Why it is left out now; `undefined` when it is not. */
  faultOf(key: string): Fault | undefined {
    const throttling = this.#throttled.get(key);
    return throttling !== undefined && this.#clock.elapsed() < throttling.until ? throttling.fault : undefined;
  }
}
