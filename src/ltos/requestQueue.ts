/** Lets one at a time pass, in the order of asking. */
export class RequestQueue {
  readonly #waiting: Waiting[] = [];
  #isBusy = false;
  #closedBy: Error | undefined;

  /**
   * Resolves when it is the caller's turn; the caller gives the turn back by {@link leave}, exactly once.
   * Rejects with what `cancelled` makes when `signal` aborts before the turn, and with the reason of {@link close}.
   */
  enter(signal: AbortSignal | undefined, cancelled: () => Error): Promise<void> {
    if (this.#closedBy !== undefined) {
      return Promise.reject(this.#closedBy);
    }
    if (signal?.aborted === true) {
      return Promise.reject(cancelled());
    }
    if (!this.#isBusy) {
      this.#isBusy = true;
      return Promise.resolve();
    }
    return new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(cancelled());
      };
      const waiting: Waiting = {
        admit: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
        refuse: (reason) => {
          signal?.removeEventListener('abort', onAbort);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(waiting);
    });
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#isBusy = false;
    } else {
      next.admit();
    }
  }

  /** Rejects everyone who waits and everyone who will come. */
  close(reason: Error): void {
    this.#closedBy = reason;
    for (const waiting of this.#waiting.splice(0)) {
      waiting.refuse(reason);
    }
  }
}

interface Waiting {
  readonly admit: () => void;
  readonly refuse: (reason: Error) => void;
}
