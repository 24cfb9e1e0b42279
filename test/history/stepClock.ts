import { ManualClock } from './manualClock';

/** Time that a test moves, and that says when a turn of the event loop has ended: whatever a timer did until then was one step. */
export class StepClock extends ManualClock {
  readonly #afterTurn: () => void;
  readonly #shortestMs: number;

  /** @param shortestMs How long a timer waits at least: a slow machine is one whose next turn comes late. */
  constructor(now: number, afterTurn: () => void, shortestMs = 0) {
    super(now);
    this.#afterTurn = afterTurn;
    this.#shortestMs = shortestMs;
  }

  override setTimeout(callback: () => void, delayMs: number): object {
    const turn = (): void => {
      callback();
      this.#afterTurn();
    };
    return super.setTimeout(turn, Math.max(delayMs, this.#shortestMs));
  }
}
