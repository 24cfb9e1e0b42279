import { hiddenColumnIds, shownColumns, toggleColumn, type ColumnWishes } from './columnLayout';
import { openMenu, type MenuPlace } from './menu';
import type { ColumnConfig } from './tableConfig';

/** Opens the menu that shows and hides columns. `change` gets the new wishes; each switch shows what became of it. */
export function openColumnsMenu(columns: readonly ColumnConfig[], wishes: () => ColumnWishes, change: (wishes: ColumnWishes) => void, place: MenuPlace, returnTo: () => void): void {
  const fitting = new Set(shownColumns(columns, wishes(), window.innerWidth).map(({ column }) => column.id));
  const hidden = new Set(hiddenColumnIds(columns, wishes()));
  const entries = columns.map(({ id, label }) => ({
    label: !hidden.has(id) && !fitting.has(id) ? `${label} (when the page is wider)` : label,
    isChecked: !hidden.has(id),
    toggle: () => {
      change({ ...wishes(), hiddenColumns: toggleColumn(columns, wishes(), id) });
      return !hiddenColumnIds(columns, wishes()).includes(id);
    },
  }));
  const reset = {
    label: 'Reset columns and widths',
    choose: () => change({ widths: {} }),
  };
  openMenu('Columns', [...entries, reset], place, returnTo);
}
