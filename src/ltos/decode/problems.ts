import type { DecodeProblem } from '../../model/decoded';

/** Enough to see what is wrong with an answer; a hostile one could otherwise cause a problem per value. */
const maxProblems = 200;

/** Collects what a decoder could not read. */
export class Problems {
  readonly #problems: DecodeProblem[] = [];

  add(path: string, message: string): void {
    if (this.#problems.length < maxProblems) {
      this.#problems.push({ path, message });
    }
  }

  get all(): readonly DecodeProblem[] {
    return this.#problems;
  }
}
