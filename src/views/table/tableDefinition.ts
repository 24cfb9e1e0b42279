import type { Disposable } from '../../model/event';
import type { Figure, RowDetail, TableRow, TableStatus } from '../../webview/pageMessages';
import type { ActionConfig, ColumnConfig, FilterConfig, SettingConfig, TableConfig } from '../../webview/tableConfig';

/** What rows are sorted by: numbers before texts; rows without a key come last in both directions. */
export type SortKey = number | string | undefined;

/** One column of a CSV file; its text is empty where there is nothing to tell. */
export interface CsvColumn<R> {
  readonly label: string;
  text(row: R): string;
}

/** One column of a table whose rows are `R`. All functions are pure: a row never changes, it is replaced. */
export interface TableColumn<R> extends ColumnConfig {
  /** The whole text of the cell; the text filter looks at all of it. */
  text(row: R): string;
  /** The text is a part of the row as it is, perhaps long: searched in place. */
  readonly isLong?: true;
  /** The text as the page shows it, safe and short; default: {@link text}. */
  shown?(row: R): string;
  /** Cheap, since it is asked for again with each comparison. */
  sortKey(row: R): SortKey;
  /** What a CSV file has in place of {@link text}: plain numbers with the unit in the label, or ISO times. */
  csv?(): readonly CsvColumn<R>[];
}

type Of<T extends { readonly kind: string }, K extends T['kind']> = Extract<T, { readonly kind: K }>;

/** A quick filter and what it lets pass. */
export type TableFilter<R> =
  | (Of<FilterConfig, 'toggle'> & { passes(row: R): boolean })
  | (Of<FilterConfig, 'threshold'> & { passes(row: R, value: number): boolean })
  | (Of<FilterConfig, 'choice'> & { passes(row: R, value: string): boolean })
  | (Of<FilterConfig, 'text'> & { passes(row: R, text: string): boolean });

/** A setting of the page; a value outside its range or choices is refused before `write` sees it. */
export type TableSetting =
  | (Of<SettingConfig, 'switch'> & { read(): boolean; write(value: boolean): Promise<void> })
  | (Of<SettingConfig, 'number'> & { read(): number; write(value: number): Promise<void> })
  | (Of<SettingConfig, 'choice'> & { read(): string; write(value: string): Promise<void> });

/** What an action works on. */
export interface ActionTarget<R> {
  /** The row, for an action of the scope `row`. */
  readonly row: R | undefined;
  /** The rows that the page shows: filtered, in their order. */
  readonly shown: readonly R[];
  /** True when the filters or a pause may hold back some of the rows. */
  readonly isPartial: boolean;
}

/** Something that the host does with a row or with the table. */
export type TableAction<R> = ActionConfig & {
  /** Returns what was done, for the status line; `undefined` when there is nothing to say. Rejects with a fault, which has a hint. */
  run(target: ActionTarget<R>): Promise<string | undefined>;
};

/** Everything that the generic host side of a page of tables must know about one table. */
export interface TableDefinition<R> extends Pick<TableConfig, 'id' | 'label' | 'rowNoun' | 'defaultSort' | 'emptyText' | 'companionTableId'> {
  readonly columns: readonly TableColumn<R>[];
  readonly filters: readonly TableFilter<R>[];
  readonly settings: readonly TableSetting[];
  readonly actions: readonly TableAction<R>[];
  /** Identity of a row; stays when the row is replaced by its completed form. */
  key(row: R): string;
  tone(row: R): TableRow['tone'];
  /** Told again when the row, or one of the {@link related}, has become another object. */
  detail(row: R): Omit<RowDetail, 'disabledActions'>;
  /** What else the detail speaks of, such as other rows; default: nothing. */
  related?(row: R): readonly object[];
  /** Actions that do not apply to this row; default: none. */
  disabledActions?(row: R): readonly string[];
  /** Every row there is; the same array until something changes. */
  rows(): readonly R[];
  /** Until disposed, a row that somebody has stays whole also when the table gives it up; default: it always does. */
  hold?(): Disposable;
  figures(rows: readonly R[]): readonly Figure[];
  sparkline(rows: readonly R[]): TableStatus['sparkline'];
  /** Calls the listener whenever rows, figures or values of settings may have changed. */
  onDidChange(listener: () => void): Disposable;
  /** Calls the listener when rows were removed on a person's wish: those of a pause go as well. */
  onDidClear?(listener: () => void): Disposable;
}
