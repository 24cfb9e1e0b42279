import type { PersistedTable } from './pageMessages';
import type { TableConfig, TableView } from './tableConfig';

/** The view that was kept, as far as this table still has its column and filters. */
export function keptView(config: TableConfig, kept: PersistedTable | undefined): TableView {
  const view = kept?.view ?? { sort: config.defaultSort, text: '', filters: {}, isPaused: false };
  const filterIds = new Set(config.filters.map(({ id }) => id));
  return {
    ...view,
    sort: config.columns.some(({ id }) => id === view.sort.columnId) ? view.sort : config.defaultSort,
    filters: Object.fromEntries(Object.entries(view.filters).filter(([id]) => filterIds.has(id))),
  };
}
