import { setImmediate } from 'node:timers/promises';

/** Half of what a frame of 60 in a second may take. */
const longestMs = 8;

/** Keeps long work from holding up all other: it rests whenever it has gone on for some milliseconds. */
export class WorkPace {
  #restedAt = performance.now();

  get isRestDue(): boolean {
    return performance.now() - this.#restedAt >= longestMs;
  }

  /** Lets other work be done. */
  async rest(): Promise<void> {
    await setImmediate();
    this.#restedAt = performance.now();
  }
}
