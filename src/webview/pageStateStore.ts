import type { PageState, PersistedTable } from './pageMessages';
import type { SortState, TableView } from './tableConfig';

/** The part of VS Code's API that keeps a value while the page is hidden or reloaded. */
export interface StateKeeper {
  getState(): unknown;
  setState(state: PageState): void;
}

/** What the page keeps. A state of another subject, or one that cannot be read, is as good as none. */
export class PageStateStore {
  readonly #keeper: StateKeeper;
  #state: PageState;

  constructor(keeper: StateKeeper, subject: string) {
    this.#keeper = keeper;
    this.#state = readPageState(keeper.getState(), subject);
    // The host's serializer reads the subject from here, also when the user changed nothing.
    keeper.setState(this.#state);
  }

  table(tableId: string): PersistedTable | undefined {
    return this.#state.tables[tableId];
  }

  get splitPercents(): readonly number[] {
    return this.#state.splitPercents ?? [];
  }

  keepTable(tableId: string, table: PersistedTable): void {
    this.#keep({ ...this.#state, tables: { ...this.#state.tables, [tableId]: table } });
  }

  keepSplits(splitPercents: readonly number[]): void {
    this.#keep({ ...this.#state, splitPercents });
  }

  #keep(state: PageState): void {
    this.#state = state;
    this.#keeper.setState(state);
  }
}

/** Reads a kept state tolerantly: it may come from an older version of the page. */
export function readPageState(value: unknown, subject: string): PageState {
  if (!isRecord(value) || value.subject !== subject || !isRecord(value.tables)) {
    return { subject, tables: {} };
  }
  const tables = Object.entries(value.tables).flatMap(([id, table]) => {
    const persisted = readTable(table);
    return persisted === undefined ? [] : [[id, persisted] as const];
  });
  const splitPercents = Array.isArray(value.splitPercents) ? value.splitPercents.filter(isFiniteNumber) : undefined;
  return { subject, tables: Object.fromEntries(tables), ...(splitPercents !== undefined && { splitPercents }) };
}

function readTable(value: unknown): PersistedTable | undefined {
  const view = isRecord(value) ? readView(value.view) : undefined;
  if (!isRecord(value) || view === undefined) {
    return undefined;
  }
  const { selectedKey, hiddenColumns, columnWidths, scrollTop, topKey, isFollowing, isDetailOpen, rowsPercent } = value;
  return {
    view,
    ...(typeof selectedKey === 'string' && { selectedKey }),
    ...(Array.isArray(hiddenColumns) && { hiddenColumns: hiddenColumns.filter((id) => typeof id === 'string') }),
    ...(isRecord(columnWidths) && { columnWidths: onlyOf(columnWidths, isFiniteNumber) }),
    ...(isFiniteNumber(scrollTop) && { scrollTop }),
    ...(typeof topKey === 'string' && { topKey }),
    ...(typeof isFollowing === 'boolean' && { isFollowing }),
    ...(typeof isDetailOpen === 'boolean' && { isDetailOpen }),
    ...(isFiniteNumber(rowsPercent) && { rowsPercent }),
  };
}

function readView(value: unknown): TableView | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const sort = readSort(value.sort);
  if (sort === undefined) {
    return undefined;
  }
  return {
    sort,
    text: typeof value.text === 'string' ? value.text : '',
    filters: isRecord(value.filters) ? onlyOf(value.filters, isFilterValue) : {},
    isPaused: value.isPaused === true,
  };
}

function readSort(value: unknown): SortState | undefined {
  return isRecord(value) && typeof value.columnId === 'string' && typeof value.isDescending === 'boolean'
    ? { columnId: value.columnId, isDescending: value.isDescending }
    : undefined;
}

function onlyOf<T>(record: Readonly<Record<string, unknown>>, isWanted: (value: unknown) => value is T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, T] => isWanted(entry[1])));
}

function isFilterValue(value: unknown): value is boolean | number | string {
  return typeof value === 'boolean' || typeof value === 'string' || isFiniteNumber(value);
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
