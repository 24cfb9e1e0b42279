import type { ColumnWishes, ShownColumn } from './columnLayout';
import type { MenuPlace } from './menu';
import type { RowsSource } from './rowWindow';

/** What the grid asks and tells. */
export interface GridHandlers {
  readonly rows: RowsSource;
  /** Index of a row among all that are shown; `undefined` when it is not among them. */
  locate(key: string): Promise<number | undefined>;
  sortBy(column: ShownColumn): void;
  selected(): void;
  activated(): void;
  rowMenu(place: MenuPlace): void;
  columnsMenu(place: MenuPlace): void;
  widthsChanged(): void;
  /** Labels of the columns that the user wants and the page is too narrow for. */
  columnsLeftOut(labels: readonly string[]): void;
  /** The user went away from the end where new rows come in. */
  scrolledAway(): void;
  scrolled(): void;
  rowsCame(): void;
  failed(error: unknown): void;
}

/** Where a grid begins. */
export interface GridStart {
  readonly wishes: ColumnWishes;
  readonly selectedKey?: string;
  readonly scrollTop: number;
  readonly topKey?: string;
}
