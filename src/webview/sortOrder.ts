import type { ColumnConfig, SortState } from './tableConfig';

/** The order after the user chose a column: the other direction, or a new column with the larger or newer first where that is what one looks for. */
export function nextSort(current: SortState, column: ColumnConfig, defaultSort: SortState): SortState {
  if (current.columnId === column.id) {
    return { columnId: column.id, isDescending: !current.isDescending };
  }
  return { columnId: column.id, isDescending: column.id === defaultSort.columnId ? defaultSort.isDescending : column.align === 'end' };
}

/** The end of the table where new rows come in; `undefined` when they may come in anywhere. */
export function newestEdge(sort: SortState, defaultSort: SortState): 'top' | 'bottom' | undefined {
  if (sort.columnId !== defaultSort.columnId) {
    return undefined;
  }
  return sort.isDescending === defaultSort.isDescending ? 'top' : 'bottom';
}
