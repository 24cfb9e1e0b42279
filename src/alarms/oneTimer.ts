import type { Disposable } from '../model/event';
import type { AlarmClock } from './alarmClock';

/** Timers cannot wait for more than some 24 days, and a computer that slept may be late: nobody waits for longer than this in one go. */
const longestWaitMs = 3_600_000;

/** The one timer of a part that waits for many moments: it rings at the earliest of them, or before. */
export class OneTimer implements Disposable {
  readonly #clock: AlarmClock;
  readonly #onDue: () => void;
  #handle: object | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #isDisposed = false;

  constructor(clock: AlarmClock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Rings at this time, milliseconds since the epoch, unless it rings earlier anyway; whoever is called asks again for what is left. */
  ringAt(dueAt: number | undefined): void {
    if (dueAt === undefined || dueAt >= this.#dueAt || this.#isDisposed) {
      return;
    }
    this.#stop();
    this.#dueAt = dueAt;
    const delayMs = Math.min(Math.max(0, dueAt - this.#clock.now()), longestWaitMs);
    this.#handle = this.#clock.setTimeout(() => {
      this.#handle = undefined;
      this.#dueAt = Number.POSITIVE_INFINITY;
      this.#onDue();
    }, delayMs);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stop();
  }

  #stop(): void {
    if (this.#handle !== undefined) {
      this.#clock.clearTimeout(this.#handle);
      this.#handle = undefined;
    }
  }
}
