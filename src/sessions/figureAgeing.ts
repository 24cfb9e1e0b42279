import type { HttpSession } from '../model/httpSession';

/** Requests that leave the window together, or nearly so, are told of once. */
const shortestWaitMs = 1_000;

export interface AgeingSource {
  /** Oldest first. */
  sessions(): readonly HttpSession[];
  /** The time that the figures look back, in milliseconds; `undefined` when they are of all sessions. */
  windowMs(): number | undefined;
}

/** Tells when figures of a window of time change by time alone, since a request has left the window. Costs nothing while the window is empty. */
export class FigureAgeing {
  readonly #source: AgeingSource;
  readonly #listener: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(source: AgeingSource, listener: () => void) {
    this.#source = source;
    this.#listener = listener;
    this.#wait();
  }

  /** Rows were added, completed or removed: what comes is younger than what is waited for. */
  rowsChanged(): void {
    if (this.#timer === undefined) {
      this.#wait();
    }
  }

  windowChanged(): void {
    clearTimeout(this.#timer);
    this.#wait();
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    this.#timer = undefined;
    const windowMs = this.#source.windowMs();
    if (this.#isDisposed || windowMs === undefined) {
      return;
    }
    const now = Date.now();
    const oldest = this.#source.sessions().find(({ requestTime }) => requestTime >= now - windowMs);
    if (oldest !== undefined) {
      // It is counted to the last millisecond of the window.
      const leavesInMs = oldest.requestTime + windowMs + 1 - now;
      this.#timer = setTimeout(() => {
        this.#wait();
        this.#listener();
      }, Math.max(shortestWaitMs, leavesInMs));
    }
  }
}
