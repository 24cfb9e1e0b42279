import type { HistoryClock } from '../../src/history/clock';

/** Time that stands still until a test moves it. */
export class ManualClock implements HistoryClock {
  #now: number;
  #timers: { at: number; readonly callback: () => void }[] = [];

  constructor(now = Date.UTC(2026, 10, 23, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  setTimeout(callback: () => void, delayMs: number): object {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.push(timer);
    return timer;
  }

  clearTimeout(handle: object): void {
    this.#timers = this.#timers.filter((timer) => timer !== handle);
  }

  /** Runs what is due, in its order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) {
        break;
      }
      this.clearTimeout(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }

  /** As when somebody sets the computer's clock: timers wait as long as they would have. */
  jump(ms: number): void {
    this.#now += ms;
    this.#timers.forEach((timer) => (timer.at += ms));
  }
}
