/** Gives the slot back; calling it again does nothing. */
export type LeaveSlot = () => void;

interface Waiting {
  readonly isAnswering: boolean;
  readonly admit: () => void;
}

/**
 * Limits the requests that are in flight at a time, to all devices together. A device that does not answer keeps its slot until the time is up, so such devices
 * get at most half of the slots: those that answer never wait for them.
 */
export class RequestSlots {
  readonly #most: () => number;
  readonly #waiting: Waiting[] = [];
  #taken = 0;
  #takenBySilent = 0;

  /** `most` is asked for every request, so that a changed setting takes effect at once. */
  constructor(most: () => number) {
    this.#most = most;
  }

  /**
   * Resolves when there is a slot for a request; in the order of asking among the devices that answer, and among those that do not.
   * `endedBy` is only asked when the request has to wait; rejects with the reason of its abort.
   */
  enter(isAnswering: boolean, endedBy: () => AbortSignal): Promise<LeaveSlot> {
    if (this.#hasRoom(isAnswering)) {
      return Promise.resolve(this.#take(isAnswering));
    }
    return new Promise((resolve, reject) => {
      const signal = endedBy();
      const onAbort = (): void => {
        const place = this.#waiting.indexOf(waiting);
        if (place >= 0) {
          this.#waiting.splice(place, 1);
        }
        reject(signal.reason instanceof Error ? signal.reason : new Error('The request was cancelled.'));
      };
      const waiting: Waiting = {
        isAnswering,
        admit: () => {
          signal.removeEventListener('abort', onAbort);
          resolve(this.#take(isAnswering));
        },
      };
      this.#waiting.push(waiting);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) {
        onAbort();
      }
    });
  }

  #hasRoom(isAnswering: boolean): boolean {
    const most = this.#most();
    return this.#taken < most && (isAnswering || this.#takenBySilent < Math.max(1, Math.floor(most / 2)));
  }

  #take(isAnswering: boolean): LeaveSlot {
    const silent = isAnswering ? 0 : 1;
    this.#taken += 1;
    this.#takenBySilent += silent;
    let isLeft = false;
    return () => {
      if (!isLeft) {
        isLeft = true;
        this.#taken -= 1;
        this.#takenBySilent -= silent;
        this.#admit();
      }
    };
  }

  #admit(): void {
    for (const isAnswering of [true, false]) {
      while (this.#hasRoom(isAnswering)) {
        const place = this.#waiting.findIndex((waiting) => waiting.isAnswering === isAnswering);
        const [next] = place < 0 ? [] : this.#waiting.splice(place, 1);
        if (next === undefined) {
          break;
        }
        next.admit();
      }
    }
  }
}
