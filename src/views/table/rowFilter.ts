import type { TableView } from '../../webview/tableConfig';
import type { RowTexts } from './rowTexts';
import type { TableFilter } from './tableDefinition';

/**
 * What the text and the quick filters of a view let pass. A row is looked at once: rows never change, so its verdict is kept. When the
 * text grows, the rows that did not pass before need no second look.
 */
export class RowFilter<R extends object> {
  /** False when every row passes. */
  readonly isActive: boolean;
  readonly #texts: RowTexts<R>;
  readonly #filters: readonly TableFilter<R>[];
  readonly #tests: readonly ((row: R) => boolean)[];
  readonly #text: string;
  readonly #valuesKey: string;
  readonly #pattern: RegExp | undefined;
  readonly #verdicts = new WeakMap<R, boolean>();
  /** Let go with the next filter, so that no chain grows. */
  #wider: RowFilter<R> | undefined;

  constructor(texts: RowTexts<R>, filters: readonly TableFilter<R>[], { text, filters: values }: TableView, former?: RowFilter<R>) {
    this.#texts = texts;
    this.#filters = filters;
    this.#tests = filters.map((filter) => quickTest(filter, values[filter.id])).filter((test) => test !== undefined);
    this.#text = text;
    this.#valuesKey = valuesKey(filters, values);
    // A pattern searches as fast as `includes` and needs no second copy of every text in lower case.
    this.#pattern = text === '' ? undefined : new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'i');
    this.isActive = this.#pattern !== undefined || this.#tests.length > 0;
    if (former !== undefined) {
      former.#wider = undefined;
      // With the letter case as typed: two texts may be equal in lower case and yet not to a pattern.
      this.#wider = former.#valuesKey === this.#valuesKey && text.includes(former.#text) ? former : undefined;
    }
  }

  /** True when another filter of this view would let pass the same rows. */
  isOf({ text, filters: values }: TableView): boolean {
    return text === this.#text && valuesKey(this.#filters, values) === this.#valuesKey;
  }

  passes(row: R): boolean {
    const known = this.#verdicts.get(row);
    if (known !== undefined) {
      return known;
    }
    const failedBefore = this.#wider !== undefined && this.#wider.#verdicts.get(row) === false;
    const verdict = !failedBefore && this.#tests.every((test) => test(row)) && this.#hasText(row);
    this.#verdicts.set(row, verdict);
    return verdict;
  }

  #hasText(row: R): boolean {
    const pattern = this.#pattern;
    return pattern === undefined || this.#texts.matches(row, pattern);
  }
}

/** The test of a quick filter; `undefined` when the view does not use it, or has a value of another kind. */
function quickTest<R>(filter: TableFilter<R>, value: boolean | number | string | undefined): ((row: R) => boolean) | undefined {
  switch (filter.kind) {
    case 'toggle':
      return value === true ? (row) => filter.passes(row) : undefined;
    case 'threshold':
      return typeof value === 'number' ? (row) => filter.passes(row, value) : undefined;
    case 'choice':
    case 'text':
      return typeof value === 'string' && value !== '' ? (row) => filter.passes(row, value) : undefined;
  }
}

function valuesKey<R>(filters: readonly TableFilter<R>[], values: TableView['filters']): string {
  return JSON.stringify(filters.map(({ id }) => values[id] ?? null));
}
