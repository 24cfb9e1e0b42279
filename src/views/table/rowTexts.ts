import type { TableColumn } from './tableDefinition';

/** The texts of rows, as the text filter searches them. The short ones of a row are put together once and kept as long as the row is. */
export class RowTexts<R extends object> {
  readonly #short: readonly TableColumn<R>[];
  readonly #long: readonly TableColumn<R>[];
  readonly #joined = new WeakMap<R, string>();

  constructor(columns: readonly TableColumn<R>[]) {
    this.#short = columns.filter(({ isLong }) => isLong !== true);
    this.#long = columns.filter(({ isLong }) => isLong === true);
  }

  /** True when any cell matches. */
  matches(row: R, pattern: RegExp): boolean {
    return pattern.test(this.#shortText(row)) || this.#long.some((column) => pattern.test(column.text(row)));
  }

  /** Puts together what the first search would have to; stops at `until` (`performance.now()`). Returns the index of the first row that is left. */
  prepare(rows: readonly R[], from: number, until: number): number {
    let index = from;
    for (; index < rows.length && performance.now() < until; index += 1) {
      const row = rows[index];
      if (row !== undefined) {
        this.#shortText(row);
      }
    }
    return index;
  }

  #shortText(row: R): string {
    const known = this.#joined.get(row);
    if (known !== undefined) {
      return known;
    }
    // A line break cannot be typed into the filter, so nothing is found across two cells.
    const joined = this.#short.map((column) => column.text(row)).join('\n');
    this.#joined.set(row, joined);
    return joined;
  }
}
