import type { ShownColumn } from './columnLayout';
import { element, setAttribute } from './elements';
import type { TableRow } from './pageMessages';
import { shortText } from './shortText';

/** Height of a row in CSS pixels, as in the style sheet. */
export const rowHeightPx = 22;

/** The element of a row. It is used again for other rows while the table scrolls. */
export class GridRow {
  readonly element: HTMLElement;
  readonly #columns: readonly ShownColumn[];
  readonly #cells: readonly HTMLElement[];
  readonly #texts: readonly Text[];
  #row: TableRow | undefined;
  #index = -1;
  #tabStop: string | undefined;

  constructor(columns: readonly ShownColumn[]) {
    this.#columns = columns;
    this.#cells = columns.map(({ column, index }) =>
      element('div', { class: column.align === 'end' ? 'grid-cell is-end' : 'grid-cell', attributes: { role: 'gridcell', 'aria-colindex': String(index + 1), tabindex: '-1' } }),
    );
    this.#texts = this.#cells.map((cell) => cell.appendChild(document.createTextNode('')));
    this.element = element('div', { class: 'grid-row', attributes: { role: 'row' } }, this.#cells);
  }

  /** Key of the row that is shown; `undefined` while it has not been fetched. */
  get key(): string | undefined {
    return this.#row?.key;
  }

  get index(): number {
    return this.#index;
  }

  /** Changes the place only. */
  move(index: number): void {
    if (index !== this.#index) {
      this.#index = index;
      this.element.style.transform = `translateY(${index * rowHeightPx}px)`;
      // The header is row 1.
      this.element.setAttribute('aria-rowindex', String(index + 2));
    }
  }

  show(index: number, row: TableRow | undefined): void {
    this.move(index);
    if (row === this.#row) {
      return;
    }
    this.#row = row;
    this.#texts.forEach((node, place) => {
      const text = shortText(row?.cells[this.#columns[place]?.index ?? -1] ?? '');
      if (node.data !== text) {
        node.data = text;
        // Made anew when the pointer comes.
        this.#cells[place]?.removeAttribute('title');
      }
    });
    for (const tone of ['error', 'warning', 'pending'] as const) {
      this.element.classList.toggle(`is-${tone}`, row?.tone === tone);
    }
    setAttribute(this.element, 'aria-busy', row === undefined ? 'true' : undefined);
  }

  set isSelected(isSelected: boolean) {
    setAttribute(this.element, 'aria-selected', String(isSelected));
  }

  /** The cell that Tab goes to, if it is one of this row. */
  setTabStop(columnId: string | undefined): void {
    if (columnId === this.#tabStop) {
      return;
    }
    this.#tabStop = columnId;
    this.#cells.forEach((cell, place) => {
      cell.tabIndex = this.#columns[place]?.column.id === columnId ? 0 : -1;
    });
  }

  cell(columnId: string): HTMLElement | undefined {
    return this.#cells[this.#columns.findIndex(({ column }) => column.id === columnId)];
  }

  columnOf(target: Element): ShownColumn | undefined {
    return this.#columns[this.#cells.findIndex((cell) => cell.contains(target))];
  }
}
