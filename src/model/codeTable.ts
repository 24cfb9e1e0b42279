import { normalKey } from './normalKey';

/** A code, the word shown for it, and further spellings that devices may send. */
export type CodeTableRow = readonly [code: number, word: string, ...spellings: string[]];

/** An enumeration of numbered words. */
export class CodeTable {
  readonly #words = new Map<number, string>();
  readonly #codes = new Map<string, number>();

  constructor(rows: readonly CodeTableRow[]) {
    for (const [code, word, ...spellings] of rows) {
      this.#words.set(code, word);
      for (const spelling of [word, ...spellings]) {
        this.#codes.set(normalKey(spelling), code);
      }
    }
  }

  /** All words of the table, in its order. */
  get words(): readonly string[] {
    return [...this.#words.values()];
  }

  /** The word for a code, `undefined` when the table does not know it. */
  wordOf(code: number): string | undefined {
    return this.#words.get(code);
  }

  /** The code of a word in any spelling, `undefined` when the table does not know it. */
  codeOf(word: string): number | undefined {
    return this.#codes.get(normalKey(word));
  }

  /** The word for a code; a code that the table does not know is shown, never hidden. */
  describe(code: number): string {
    return this.wordOf(code) ?? unknownCode(code);
  }
}

/** How a value outside a table is shown: `12 (unknown)`. */
export function unknownCode(value: number | string): string {
  return `${value} (unknown)`;
}
