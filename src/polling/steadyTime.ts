/** Above what a wall clock that is merely corrected gains between two looks at it. */
const sleptMs = 1_000;

/**
 * Time for durations. A wall clock that is set back does not take it back; the running clock stands still while the computer sleeps, so what
 * the wall clock gains on it at once counts too: old data must not look fresh after the sleep.
 */
export class SteadyTime {
  #elapsedMs = 0;
  #wall = Date.now();
  #running = performance.now();

  /** Milliseconds since some moment; never less than before. */
  read(): number {
    const [wall, running] = [Date.now(), performance.now()];
    const ranMs = Math.max(0, running - this.#running);
    const gainMs = wall - this.#wall - ranMs;
    this.#elapsedMs += ranMs + (gainMs > sleptMs ? gainMs : 0);
    this.#wall = wall;
    this.#running = running;
    return this.#elapsedMs;
  }
}
