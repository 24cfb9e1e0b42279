import type { SortState } from '../../webview/tableConfig';
import type { SortKey, TableColumn } from './tableDefinition';

/** Compares rows by a column, and rows that are equal there by another one. */
export function rowOrder<R>(columns: readonly TableColumn<R>[], sort: SortState, otherwise: SortState): (one: R, other: R) => number {
  const first = byColumn(columns, sort);
  const second = byColumn(columns, otherwise);
  return sort.columnId === otherwise.columnId ? first : (one, other) => first(one, other) || second(one, other);
}

function byColumn<R>(columns: readonly TableColumn<R>[], { columnId, isDescending }: SortState): (one: R, other: R) => number {
  const column = columns.find(({ id }) => id === columnId);
  if (column === undefined) {
    return () => 0;
  }
  const sign = isDescending ? -1 : 1;
  return (one, other) => compareKeys(column.sortKey(one), column.sortKey(other), sign);
}

/** Texts by code unit: a language's order costs a hundred times as much, and paths and methods have none. */
function compareKeys(one: SortKey, other: SortKey, sign: 1 | -1): number {
  if (one === other) {
    return 0;
  }
  if (one === undefined || other === undefined) {
    return one === undefined ? 1 : -1;
  }
  if (typeof one !== typeof other) {
    return typeof one === 'number' ? -sign : sign;
  }
  return one < other ? -sign : sign;
}
