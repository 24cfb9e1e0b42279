/** A place in a device's answer that could not be understood; the rest of the answer is kept. */
export interface DecodeProblem {
  /** Keys from the decoded node downwards, joined by `.`. */
  readonly path: string;
  /** One sentence: what was found and what was expected. */
  readonly message: string;
}

/** The result of a tolerant decoder: always a value, and the list of what it could not read. */
export interface Decoded<T> {
  readonly value: T;
  readonly problems: readonly DecodeProblem[];
}
