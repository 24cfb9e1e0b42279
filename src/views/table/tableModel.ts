import type { Disposable } from '../../model/event';
import type { TableView } from '../../webview/tableConfig';
import { RowFilter } from './rowFilter';
import { rowOrder } from './rowOrder';
import { RowTexts } from './rowTexts';
import type { TableDefinition } from './tableDefinition';

/** What the model needs of a table. */
export type RowSource<R> = Pick<TableDefinition<R>, 'columns' | 'filters' | 'defaultSort' | 'key' | 'rows' | 'hold'>;

/**
 * The rows of a table as one page wants to see them: filtered, sorted, perhaps paused. Everything is computed when it is asked for, from
 * rows that never change (a row is replaced by its completed form).
 */
export class TableModel<R extends object> implements Disposable {
  readonly #source: RowSource<R>;
  readonly #texts: RowTexts<R>;
  #view: TableView;
  #hasView = false;
  #filter: RowFilter<R>;
  /** The rows at the moment of the pause. */
  #paused: readonly R[] | undefined;
  #hold: Disposable | undefined;
  #revision = 0;
  /** What {@link #shown} was made of; absent when the view has changed since. */
  #shownOf: readonly R[] | undefined;
  #shown: readonly R[] = [];
  /** The first `#prepared` of these rows are ready to be searched. */
  #preparedOf: readonly R[] | undefined;
  #prepared = 0;

  constructor(source: RowSource<R>) {
    this.#source = source;
    this.#view = { sort: source.defaultSort, text: '', filters: {}, isPaused: false };
    this.#texts = new RowTexts(source.columns);
    this.#filter = new RowFilter(this.#texts, source.filters, this.#view);
  }

  /** Every row, filtered out or not; while paused those of that moment. */
  get all(): readonly R[] {
    return this.#paused ?? this.#source.rows();
  }

  /** The rows that pass the filters, in their order; the same array until something changes. */
  get shown(): readonly R[] {
    this.#refresh();
    return this.#shown;
  }

  /** Increases when rows, their order or their number may have changed. */
  get revision(): number {
    this.#refresh();
    return this.#revision;
  }

  /** True when not everything that there is is shown. */
  get isPartial(): boolean {
    return this.#filter.isActive || this.#paused !== undefined;
  }

  get isPaused(): boolean {
    return this.#paused !== undefined;
  }

  /** The first view cannot be paused: the rows that it stood at went with the window that was reloaded. */
  setView(wanted: TableView): void {
    const view = this.#hasView ? wanted : { ...wanted, isPaused: false };
    this.#hasView = true;
    if (view.isPaused !== this.#view.isPaused) {
      this.#paused = view.isPaused ? [...this.#source.rows()] : undefined;
      this.dispose();
      this.#hold = view.isPaused ? this.#source.hold?.() : undefined;
    }
    if (!this.#filter.isOf(view)) {
      this.#filter = new RowFilter(this.#texts, this.#source.filters, view, this.#filter);
    }
    this.#view = view;
    this.#shownOf = undefined;
  }

  /** Lets go of the rows of a pause. */
  dispose(): void {
    this.#hold?.dispose();
    this.#hold = undefined;
  }

  /** Gives up the rows of the pause, since they were cleared; stays paused. */
  restartPause(): void {
    if (this.#paused !== undefined) {
      this.#paused = [...this.#source.rows()];
    }
  }

  /** At most `count` shown rows from index `from` on. */
  rows(from: number, count: number): readonly R[] {
    return this.shown.slice(from, from + count);
  }

  /** The index of a row among the shown ones. */
  indexOf(key: string): number | undefined {
    const index = this.shown.findIndex((row) => this.#source.key(row) === key);
    return index < 0 ? undefined : index;
  }

  /** A row, shown or not. */
  find(key: string): R | undefined {
    return this.all.find((row) => this.#source.key(row) === key);
  }

  /**
   * Does beforehand what the first search in many rows would take long for; to be called again until it returns true. Each call takes
   * `sliceMs` at most.
   */
  prepareSearch(sliceMs: number): boolean {
    const { all } = this;
    const from = this.#preparedOf === all ? this.#prepared : 0;
    this.#preparedOf = all;
    this.#prepared = this.#texts.prepare(all, from, performance.now() + sliceMs);
    return this.#prepared >= all.length;
  }

  #refresh(): void {
    const all = this.all;
    if (this.#shownOf !== all) {
      this.#shown = this.#arrange(all);
      this.#shownOf = all;
      this.#revision += 1;
    }
  }

  /** What was in order stays so: sorting rows that are nearly in order takes about one comparison each. */
  #arrange(all: readonly R[]): readonly R[] {
    const wanted = new Set<R>();
    for (const row of all) {
      if (this.#filter.passes(row)) {
        wanted.add(row);
      }
    }
    const kept = this.#shown.filter((row) => wanted.delete(row));
    return [...kept, ...wanted].sort(rowOrder(this.#source.columns, this.#view.sort, this.#source.defaultSort));
  }
}
