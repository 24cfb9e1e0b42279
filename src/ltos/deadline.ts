/** The limits of a request under way: its time and whoever may give it up. Remembers which of the two it was. */
export class Deadline {
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout;
  readonly #callerSignal: AbortSignal | undefined;
  #end: 'timeout' | 'cancelled' | undefined;
  readonly timeoutMs: number;

  constructor(timeoutMs: number, callerSignal?: AbortSignal) {
    this.timeoutMs = timeoutMs;
    this.#callerSignal = callerSignal;
    this.#timer = this.#startTimer();
    if (callerSignal?.aborted === true) {
      this.cancel();
    }
    callerSignal?.addEventListener('abort', this.cancel, { once: true });
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Why the signal aborted. An error's own name tells nothing in a minified bundle, and looks alike for both. */
  get end(): 'timeout' | 'cancelled' | undefined {
    return this.#end;
  }

  /** Grants the full time again, for the next request that the same call needs. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#startTimer();
  }

  /** Stops the time until {@link restart}, while another deadline counts. */
  suspend(): void {
    clearTimeout(this.#timer);
  }

  readonly cancel = (): void => this.#finish('cancelled');

  /** Must be called when all is over, or timer and listener stay. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#callerSignal?.removeEventListener('abort', this.cancel);
  }

  /** Settles as `work` does, or rejects when the signal aborts first. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => reject(new Error('aborted'));
      if (this.signal.aborted) {
        onAbort();
      }
      this.signal.addEventListener('abort', onAbort, { once: true });
      void work.then(resolve, reject).finally(() => this.signal.removeEventListener('abort', onAbort));
    });
  }

  #startTimer(): NodeJS.Timeout {
    return setTimeout(() => this.#finish('timeout'), this.timeoutMs);
  }

  #finish(end: 'timeout' | 'cancelled'): void {
    this.#end ??= end;
    this.#abort.abort();
  }
}
