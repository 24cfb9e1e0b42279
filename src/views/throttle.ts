/** Runs a task when asked to: at once, then no more often than every `intervalMs`, and once more for what was asked meanwhile. */
export class Throttle {
  readonly #task: () => void;
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isAsked = false;

  constructor(task: () => void, intervalMs: number) {
    this.#task = task;
    this.#intervalMs = intervalMs;
  }

  ask(): void {
    if (this.#timer !== undefined) {
      this.#isAsked = true;
      return;
    }
    this.#isAsked = false;
    this.#timer = setTimeout(() => this.#next(), this.#intervalMs);
    this.#task();
  }

  /** Forgets what was asked for. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isAsked = false;
  }

  #next(): void {
    this.#timer = undefined;
    if (this.#isAsked) {
      this.ask();
    }
  }
}
