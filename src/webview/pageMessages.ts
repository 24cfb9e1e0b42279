import type { PageConfig, TableView } from './tableConfig';

/** One row as the page shows it: texts only, safe to show, in the order of the columns. */
export interface TableRow {
  /** Stays with the row when its cells change. */
  readonly key: string;
  readonly cells: readonly string[];
  readonly tone?: 'error' | 'warning' | 'pending';
}

/** A window of the rows, sorted and filtered by the host. */
export interface RowsReply {
  readonly revision: number;
  readonly from: number;
  readonly rows: readonly TableRow[];
  /** Number of rows that pass the filters. */
  readonly shown: number;
  /** Index of the row that was asked for as `anchorKey`; absent when it is not among the shown ones. */
  readonly anchorIndex?: number;
}

/** A figure of the header, e.g. `data loss`, `4.2 % (6 of 142)`. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly tone?: 'error' | 'warning';
  readonly title?: string;
}

/** Where a table stands; sent whenever that changes while the page is visible, some times a second at most. */
export interface TableStatus {
  readonly tableId: string;
  /** Increases when rows, their order or their number may have changed. */
  readonly revision: number;
  readonly shown: number;
  readonly total: number;
  readonly figures: readonly Figure[];
  /** The latest values of a small line, oldest first; `null` is a gap. */
  readonly sparkline?: { readonly label: string; readonly unit: string; readonly values: readonly (number | null)[] };
  /** Values of the settings by id. */
  readonly settings: Readonly<Record<string, boolean | number | string>>;
}

/** Everything about one row. */
export interface RowDetail {
  readonly key: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string; readonly tone?: 'error' | 'warning' }[];
  /** Parts of a time, drawn as a bar to scale. `colour`: 0 to 5, so that a part has the same one in every row; by default its place. */
  readonly phases?: readonly { readonly label: string; readonly ms: number; readonly colour?: number }[];
  readonly blocks: readonly DetailBlock[];
  /** Actions of the scope `row` that do not apply to this row. */
  readonly disabledActions?: readonly string[];
  /** Rows that belong to it, here or in another table of the page, e.g. the request that this one repeats. */
  readonly links?: readonly { readonly label: string; readonly tableId: string; readonly key: string }[];
}

/** A part of the detail that can be folded away. */
export type DetailBlock =
  | { readonly kind: 'entries'; readonly id: string; readonly label: string; readonly entries: readonly (readonly [name: string, value: string])[] }
  | {
      /** Shown as a tree when it is valid JSON, else as it is. */
      readonly kind: 'text';
      readonly id: string;
      readonly label: string;
      readonly text: string;
      /** E.g. that it was cut. */
      readonly note?: string;
      readonly isOpenAtFirst?: boolean;
    };

/** The detail of a row; a large one is not sent again as long as the row is the same. */
export type DetailReply =
  | { readonly state: 'shown'; readonly version: number; readonly detail: RowDetail }
  | { readonly state: 'unchanged' }
  | { readonly state: 'gone' };

/** What the page asks of the host; each is answered by a reply of its own. */
export type PageRequest =
  | { readonly kind: 'view'; readonly tableId: string; readonly view: TableView }
  | { readonly kind: 'rows'; readonly tableId: string; readonly from: number; readonly count: number; readonly anchorKey?: string }
  /** `key` of the row to find the index of. */
  | { readonly kind: 'locate'; readonly tableId: string; readonly key: string }
  /** `knownVersion`: the version of the row whose detail is shown already. */
  | { readonly kind: 'detail'; readonly tableId: string; readonly key: string; readonly knownVersion?: number }
  | { readonly kind: 'rowActions'; readonly tableId: string; readonly key: string }
  | { readonly kind: 'action'; readonly tableId: string; readonly actionId: string; readonly key?: string }
  | { readonly kind: 'setting'; readonly tableId: string; readonly settingId: string; readonly value: boolean | number | string };

/** The value that answers each kind of request. */
export interface PageReplies {
  readonly view: { readonly revision: number; readonly shown: number; readonly total: number; readonly isPaused: boolean };
  readonly rows: RowsReply;
  readonly locate: { readonly index: number | undefined };
  readonly detail: DetailReply;
  /** Ids of the actions that do not apply to the row. */
  readonly rowActions: { readonly disabled: readonly string[] };
  /** What was done, for the screen reader and the status line, e.g. `Copied`; `undefined` when there is nothing to say. */
  readonly action: { readonly said: string | undefined };
  readonly setting: Record<string, never>;
}

/** From the page to the host. */
export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'request'; readonly id: number; readonly request: PageRequest }
  /** What went wrong in the page, for the log. */
  | { readonly type: 'problem'; readonly text: string };

/** From the host to the page. */
export type HostMessage =
  | { readonly type: 'config'; readonly config: PageConfig; readonly statuses: readonly TableStatus[] }
  | { readonly type: 'status'; readonly status: TableStatus }
  /** Another heading, e.g. since the device was renamed. */
  | { readonly type: 'title'; readonly title: string }
  /** Selects a row and shows its detail. */
  | { readonly type: 'select'; readonly tableId: string; readonly key: string }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string; readonly hint: string };

/** What the page keeps with `setState`, and what the host gets back after a reload of the window. */
export interface PageState {
  /** What the panel shows, as the host put it into the page (`<body data-subject="…">`); e.g. the device's id. Opaque for the page. */
  readonly subject: string;
  readonly tables: Readonly<Record<string, PersistedTable>>;
  /** Where the splits between tables stand, top first: share of the upper part in percent. */
  readonly splitPercents?: readonly number[];
}

/** One table as the user left it. */
export interface PersistedTable {
  readonly view: TableView;
  readonly selectedKey?: string;
  /** Absent: as the configuration says. */
  readonly hiddenColumns?: readonly string[];
  /** CSS pixels by column, only of those that the user changed. */
  readonly columnWidths?: Readonly<Record<string, number>>;
  readonly scrollTop?: number;
  /** The first row in sight, so that it is there again although rows came in meanwhile. */
  readonly topKey?: string;
  readonly isFollowing?: boolean;
  readonly isDetailOpen?: boolean;
  /** Share of the rows in percent while the detail is open. */
  readonly rowsPercent?: number;
}
