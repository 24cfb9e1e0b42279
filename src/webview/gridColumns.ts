import { clampColumnWidth, columnTemplate, hiddenColumnIds, shownColumns, type ColumnWishes, type ShownColumn } from './columnLayout';
import type { GridCommand } from './gridCommand';
import type { ColumnConfig } from './tableConfig';

/** The columns of one grid: what the user wants, what is shown of it, and where the focus is. */
export class GridColumns {
  readonly #columns: readonly ColumnConfig[];
  #shown: readonly ShownColumn[] = [];
  wishes: ColumnWishes;
  /** Id of the column that has, or would have, the focus. */
  focusedId: string;

  constructor(columns: readonly ColumnConfig[], wishes: ColumnWishes) {
    this.#columns = columns;
    this.wishes = wishes;
    this.focusedId = columns[0]?.id ?? '';
  }

  get shown(): readonly ShownColumn[] {
    return this.#shown;
  }

  /** See {@link columnTemplate}. */
  get template(): ReturnType<typeof columnTemplate> {
    return columnTemplate(this.#shown, this.wishes.widths);
  }

  /** Labels of the columns that the page is too narrow for. */
  get leftOut(): readonly string[] {
    const hidden = hiddenColumnIds(this.#columns, this.wishes);
    return this.#columns.filter(({ id }) => !hidden.includes(id) && !this.#shown.some(({ column }) => column.id === id)).map(({ label }) => label);
  }

  /** Decides what is shown in a page of this width; true when that has changed. */
  fit(pageWidthPx: number): boolean {
    const shown = shownColumns(this.#columns, this.wishes, pageWidthPx);
    if (shown.map(({ index }) => index).join() === this.#shown.map(({ index }) => index).join()) {
      return false;
    }
    this.#shown = shown;
    if (!shown.some(({ column }) => column.id === this.focusedId)) {
      this.focusedId = shown[0]?.column.id ?? '';
    }
    return true;
  }

  setWidth(columnId: string, widthPx: number): void {
    this.wishes = { ...this.wishes, widths: { ...this.wishes.widths, [columnId]: clampColumnWidth(widthPx) } };
  }

  moveFocus(command: Extract<GridCommand, { kind: 'columnBy' | 'columnEdge' }>): void {
    const last = this.#shown.length - 1;
    const current = this.#shown.findIndex(({ column }) => column.id === this.focusedId);
    const wanted = command.kind === 'columnBy' ? current + command.columns : command.edge === 'first' ? 0 : last;
    this.focusedId = this.#shown[Math.max(0, Math.min(wanted, last))]?.column.id ?? this.focusedId;
  }
}
