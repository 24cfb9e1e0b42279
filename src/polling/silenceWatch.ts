import type { Communication } from '../model/snapshot';
import type { Clock, TimerHandle } from './clock';
import type { PollingSettings } from './pollingSettings';

const sayAgainMs = 1_000;

export interface SilenceWatchOptions {
  readonly clock: Clock;
  readonly settings: () => PollingSettings;
  readonly communication: () => Communication | undefined;
  /** No good answer for longer than the element timeout. */
  readonly onSilent: () => void;
  /** Silent for so long that slow polling begins. */
  readonly onSlow: () => void;
}

/**
 * Watches how long a device has been silent, independent of the requests that may hang.
 *
 * The element timeout counts from the last good answer. While the next request is not even due (a long interval, a
 * hidden view), silence is what was planned: it counts only when that request has had the time of one request as well.
 * A computer that slept wakes up with that time long past, so that old data never look fresh. Times are those of `Clock.elapsed`.
 */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions;
  #answeredAt: number;
  /** When the first request that has not been answered was or is due. */
  #dueAt: number;
  #silence: { readonly since: number; readonly at: number } | undefined;
  #timer: TimerHandle | undefined;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
    this.#answeredAt = options.clock.elapsed();
    this.#dueAt = this.#answeredAt;
  }

  /** Counts from the time at which an answer arrived, or polling began: now, or before. The next request is sent at the given time. */
  restart(dueAt: number, answeredAt = this.#options.clock.elapsed()): void {
    this.#answeredAt = answeredAt;
    this.expectAt(dueAt);
  }

  /** All is well, and the next request is sent at this time. */
  expectAt(time: number): void {
    this.#dueAt = time;
    this.arm();
  }

  /** Sets the timer anew, after the settings or the state changed. */
  arm(): void {
    this.disarm();
    const { clock, communication } = this.#options;
    const deadline = this.#deadline(communication());
    if (deadline !== undefined) {
      this.#wait(Math.max(0, deadline - clock.elapsed()));
    }
  }

  disarm(): void {
    if (this.#timer !== undefined) {
      this.#options.clock.clearTimeout(this.#timer);
      this.#timer = undefined;
    }
  }

  /** The time at which the state would be wrong, if nothing happens until then. */
  #deadline(communication: Communication | undefined): number | undefined {
    const { elementTimeoutMs, slowPollAfterMs, timeoutMs } = this.#options.settings();
    switch (communication?.state) {
      case 'connecting':
      case 'responding':
      case 'retrying':
      case 'waitingForSlotId':
        return Math.max(this.#answeredAt + elementTimeoutMs, this.#dueAt + Math.min(timeoutMs, elementTimeoutMs));
      case 'timeout':
        return this.#silentSince(communication.since) + slowPollAfterMs;
      default:
        return undefined;
    }
  }

  /** When the state became `timeout`, which the store knows as a time for people. */
  #silentSince(since: number): number {
    if (this.#silence?.since !== since) {
      const { clock } = this.#options;
      this.#silence = { since, at: clock.elapsed() - Math.max(0, clock.now() - since) };
    }
    return this.#silence.at;
  }

  #wait(delayMs: number): void {
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      try {
        this.#check();
        this.arm();
      } catch {
        // Whoever was told could not take it in: the state is still wrong, so say it again.
        this.#wait(sayAgainMs);
      }
    }, delayMs);
  }

  #check(): void {
    const { clock, communication, onSilent, onSlow } = this.#options;
    const current = communication();
    const deadline = this.#deadline(current);
    if (deadline !== undefined && deadline <= clock.elapsed()) {
      if (current?.state === 'timeout') {
        onSlow();
      } else {
        onSilent();
      }
    }
  }
}
