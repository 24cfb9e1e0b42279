import type { Clock, TimerHandle } from '../../src/polling/clock';

interface Timer {
  readonly callback: () => void;
  readonly dueAt: number;
}

const tickMs = 5;
/** How much time passes in a tick: a minute in some 600 ms. */
const stepMs = 500;

/**
 * A fast clock that counts turns of the event loop and not the time of the computer, so that nothing runs out while a test process is not
 * served. Its wall time can be set, and it can sleep.
 */
export class SteppedClock implements Clock {
  readonly #timers = new Set<Timer>();
  readonly #ticker = setInterval(() => this.#pass(stepMs), tickMs);
  #elapsedMs = 0;
  #wallStart = Date.UTC(2026, 0, 1);

  /** Timers that are still to ring. */
  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#wallStart + this.#elapsedMs;
  }

  elapsed(): number {
    return this.#elapsedMs;
  }

  setTimeout(callback: () => void, delayMs: number): TimerHandle {
    const timer = { callback, dueAt: this.#elapsedMs + Math.max(0, delayMs) };
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(handle: TimerHandle): void {
    this.#timers.delete(handle as Timer);
  }

  random(): number {
    return 0.5;
  }

  /** Sets the wall time; timers do not care. */
  jump(ms: number): void {
    this.#wallStart += ms;
  }

  /** So much time passes at once; what was due meanwhile rings afterwards. {@link elapsed} tells it, as the real clock would. */
  sleep(ms: number): void {
    this.#elapsedMs += ms;
  }

  stop(): void {
    clearInterval(this.#ticker);
  }

  #pass(ms: number): void {
    const end = this.#elapsedMs + ms;
    for (let next = this.#nextDue(end); next !== undefined; next = this.#nextDue(end)) {
      this.#timers.delete(next);
      this.#elapsedMs = Math.max(this.#elapsedMs, next.dueAt);
      next.callback();
    }
    this.#elapsedMs = Math.max(this.#elapsedMs, end);
  }

  #nextDue(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt <= end && (next === undefined || timer.dueAt < next.dueAt)) {
        next = timer;
      }
    }
    return next;
  }
}
