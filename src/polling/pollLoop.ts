import type { Clock, TimerHandle } from './clock';

export interface PollLoopOptions<Result> {
  readonly clock: Clock;
  /** False while nothing may be sent. */
  readonly mayRun: () => boolean;
  /** One cycle. `isRequested`: somebody waits for it. It must end soon after the signal. */
  readonly run: (signal: AbortSignal, isRequested: boolean) => Promise<Result>;
  /** Draws the conclusions from a cycle that began at this {@link Clock.elapsed}, and schedules the next. */
  readonly conclude: (result: Result, startedAt: number) => void;
  /** Something was thrown where nothing should be; the next cycle has been scheduled. */
  readonly onBroken: (error: unknown) => void;
}

type Waiting = (hasRun: boolean) => void;

/** When something went wrong that leaves no plan for the next cycle. */
const lastResortMs = 5_000;

/**
 * Runs cycles one after the other, never two at once. Whatever is thrown in a cycle or in what follows it, the loop
 * goes on until it is halted.
 */
export class PollLoop<Result> {
  readonly #options: PollLoopOptions<Result>;
  #timer: TimerHandle | undefined;
  #dueAt = 0;
  #running: AbortController | undefined;
  #wantsAgain = false;
  #waiting: Waiting[] = [];

  constructor(options: PollLoopOptions<Result>) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Begins the next cycle after this time, in place of what was scheduled before. */
  schedule(delayMs: number): void {
    this.unschedule();
    const { clock } = this.#options;
    this.#dueAt = clock.elapsed() + delayMs;
    this.#timer = clock.setTimeout(() => this.#begin(), delayMs);
  }

  /** Puts off what is scheduled, if that would be sooner than after this time. */
  postpone(delayMs: number): void {
    if (this.#timer !== undefined) {
      this.schedule(Math.max(delayMs, this.#dueAt - this.#options.clock.elapsed()));
    }
  }

  unschedule(): void {
    if (this.#timer !== undefined) {
      this.#options.clock.clearTimeout(this.#timer);
      this.#timer = undefined;
    }
  }

  /** Begins a cycle now, or as soon as the one under way has ended. */
  runSoon(): void {
    if (this.#running === undefined) {
      this.#begin();
    } else {
      this.#wantsAgain = true;
    }
  }

  /** Resolves when a cycle that began after this call has ended: true; or when the loop is halted: false. Never rejects. */
  request(): Promise<boolean> {
    if (!this.#options.mayRun()) {
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.runSoon();
    });
  }

  /** Gives up the cycle under way; another one begins in its place if it may. */
  abandon(): void {
    this.#running?.abort();
  }

  /** Leaves no timer and nobody waiting; a cycle under way is given up. */
  halt(): void {
    this.unschedule();
    this.abandon();
    settle(this.#waiting.splice(0), false);
  }

  #begin(): void {
    this.unschedule();
    if (this.#running !== undefined || !this.#options.mayRun()) {
      return;
    }
    const running = new AbortController();
    this.#running = running;
    this.#wantsAgain = false;
    const startedAt = this.#options.clock.elapsed();
    const waiting = this.#waiting.splice(0);
    void this.#run(running.signal, waiting.length > 0)
      .then((result) => {
        if (!running.signal.aborted) {
          this.#options.conclude(result, startedAt);
        }
      })
      .catch((error: unknown) => this.#survive(error))
      .then(() => this.#end(running, waiting));
  }

  /** Async, so that what is thrown at once becomes a rejection like all others. */
  async #run(signal: AbortSignal, isRequested: boolean): Promise<Result> {
    return await this.#options.run(signal, isRequested);
  }

  #survive(error: unknown): void {
    this.schedule(lastResortMs);
    try {
      this.#options.onBroken(error);
    } catch {
      // Nobody is left to tell; the next cycle is scheduled, which is what counts.
    }
  }

  #end(running: AbortController, waiting: readonly Waiting[]): void {
    this.#running = undefined;
    const isAbandoned = running.signal.aborted;
    if (isAbandoned) {
      // Whoever waits is served by the cycle that takes the place of this one.
      this.#waiting.unshift(...waiting);
    } else {
      settle(waiting, true);
    }
    if (!this.#options.mayRun()) {
      this.halt();
    } else if (this.#wantsAgain || isAbandoned || this.#waiting.length > 0) {
      this.#begin();
    }
  }
}

function settle(waiting: readonly Waiting[], hasRun: boolean): void {
  for (const resolve of waiting) {
    resolve(hasRun);
  }
}
