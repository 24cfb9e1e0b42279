/** What a page of tables shows; sent by the host once, when the page is ready. The page knows nothing of what its rows mean. */
export interface PageConfig {
  /** Heading of the page, e.g. `HTTP Sessions · GM-North`. */
  readonly title: string;
  /** One below the other, with a split that can be moved. */
  readonly tables: readonly TableConfig[];
}

export interface TableConfig {
  readonly id: string;
  /** Accessible name of the table; its heading when there are several. */
  readonly label: string;
  /** `request`, `requests`: for the announced number of rows. */
  readonly rowNoun: { readonly one: string; readonly many: string };
  readonly columns: readonly ColumnConfig[];
  readonly filters: readonly FilterConfig[];
  readonly settings: readonly SettingConfig[];
  readonly actions: readonly ActionConfig[];
  readonly defaultSort: SortState;
  /** Shown when there is no row at all. */
  readonly emptyText: string;
  /** Another table of the page: when a row is selected here, its row with the same key is selected as well. */
  readonly companionTableId?: string;
}

export interface ColumnConfig {
  readonly id: string;
  readonly label: string;
  /** CSS pixels. */
  readonly widthPx: number;
  /** Takes its share of the space that is left. */
  readonly grows?: boolean;
  readonly align?: 'end';
  /** Not shown until the user asks for it. */
  readonly isHiddenAtFirst?: boolean;
  /** Left out when the page is narrower than this, in CSS pixels. */
  readonly fromPageWidthPx?: number;
}

/** A quick filter: a switch, a switch with a number, one of several, or a text for one of the columns. */
export type FilterConfig =
  | { readonly kind: 'toggle'; readonly id: string; readonly label: string; readonly title?: string }
  | { readonly kind: 'threshold'; readonly id: string; readonly label: string; readonly unit: string; readonly initial: number; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly id: string; readonly label: string; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | { readonly kind: 'text'; readonly id: string; readonly label: string; readonly title?: string };

/** A VS Code setting that the page shows and writes. Its value comes with each {@link TableStatus}. */
export type SettingConfig =
  | { readonly kind: 'switch'; readonly id: string; readonly label: string; readonly title?: string }
  | { readonly kind: 'number'; readonly id: string; readonly label: string; readonly min: number; readonly max: number; readonly title?: string }
  | { readonly kind: 'choice'; readonly id: string; readonly label: string; readonly choices: readonly { readonly value: string; readonly label: string }[] };

/** Something that the host does when asked. */
export interface ActionConfig {
  readonly id: string;
  readonly label: string;
  /** `table`: a button of the toolbar. `row`: a button of the detail and an entry of the row's context menu. */
  readonly scope: 'table' | 'row';
  readonly title?: string;
  /** Also by this key on a focused row, as `KeyboardEvent.key` with Ctrl or Command, e.g. `c`. */
  readonly ctrlKey?: string;
}

export interface SortState {
  readonly columnId: string;
  readonly isDescending: boolean;
}

/** How the user wants to see one table; kept by the page, applied by the host. */
export interface TableView {
  readonly sort: SortState;
  /** Part of any cell; letter case does not matter. */
  readonly text: string;
  /** By filter id: a toggle's switch, a threshold's number (absent: off), a choice's value or a text (absent: any). */
  readonly filters: Readonly<Record<string, boolean | number | string>>;
  /** While paused the table stays as it was, whatever happens. */
  readonly isPaused: boolean;
}
