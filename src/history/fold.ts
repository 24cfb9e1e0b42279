/** Takes one point: its time, and of how many looks it is the smallest, the mean and the largest value. */
export type VisitPoint = (at: number, count: number, min: number, mean: number, max: number) => void;

/**
 * Makes one point of all that lie in the same step; points come in ascending order. Steps are counted from the epoch, so that they do not depend on the
 * range.
 */
export class Fold {
  readonly #stepMs: number;
  readonly #emit: VisitPoint;
  #at = Number.NaN;
  #count = 0;
  #min = 0;
  #mean = 0;
  #max = 0;

  constructor(stepMs: number, emit: VisitPoint) {
    this.#stepMs = stepMs;
    this.#emit = emit;
  }

  readonly add: VisitPoint = (at, count, min, mean, max) => {
    const start = at - (at % this.#stepMs);
    if (start !== this.#at) {
      this.end();
      this.#at = start;
      this.#count = count;
      this.#min = min;
      this.#mean = mean;
      this.#max = max;
      return;
    }
    this.#count += count;
    this.#min = min < this.#min ? min : this.#min;
    this.#max = max > this.#max ? max : this.#max;
    // Weighted before it is added, so that values of any size neither overflow nor leave the range.
    this.#mean += (mean - this.#mean) * (count / this.#count);
  };

  /** Emits what is left. */
  end(): void {
    if (this.#count > 0) {
      this.#emit(this.#at, this.#count, this.#min, this.#mean, this.#max);
    }
    this.#count = 0;
    this.#at = Number.NaN;
  }
}
