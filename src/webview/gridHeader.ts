import { clampColumnWidth, type ShownColumn } from './columnLayout';
import { element, setAttribute } from './elements';
import type { SortState } from './tableConfig';

/** What the header of a grid tells. */
export interface GridHeaderHandlers {
  sortBy(column: ShownColumn): void;
  /** While the pointer moves, and once more with `isDone` when it has been let go. */
  setWidth(columnId: string, widthPx: number, isDone: boolean): void;
}

/** The row of column headers. */
export class GridHeader {
  readonly element: HTMLElement;
  readonly #row = element('div', { class: 'grid-row grid-head-row', attributes: { role: 'row', 'aria-rowindex': '1' } });
  readonly #handlers: GridHeaderHandlers;
  #cells: { readonly shown: ShownColumn; readonly cell: HTMLElement }[] = [];

  constructor(handlers: GridHeaderHandlers) {
    this.#handlers = handlers;
    this.element = element('div', { class: 'grid-head', attributes: { role: 'rowgroup' } }, [this.#row]);
    this.#row.addEventListener('click', (event) => {
      const hit = this.#cells.find(({ cell }) => event.target instanceof Node && cell.contains(event.target));
      if (hit !== undefined && !isHandle(event.target)) {
        this.#handlers.sortBy(hit.shown);
      }
    });
    this.#row.addEventListener('pointerdown', (event) => this.#drag(event));
  }

  setColumns(columns: readonly ShownColumn[]): void {
    this.#cells = columns.map((shown) => ({ shown, cell: headerCell(shown) }));
    this.#row.replaceChildren(...this.#cells.map(({ cell }) => cell));
  }

  showSort({ columnId, isDescending }: SortState): void {
    for (const { shown, cell } of this.#cells) {
      setAttribute(cell, 'aria-sort', shown.column.id !== columnId ? 'none' : isDescending ? 'descending' : 'ascending');
    }
  }

  /** The header that Tab goes to; `undefined`: none, it is a row's turn. */
  setTabStop(columnId: string | undefined): void {
    for (const { shown, cell } of this.#cells) {
      cell.tabIndex = shown.column.id === columnId ? 0 : -1;
    }
  }

  cell(columnId: string): HTMLElement | undefined {
    return this.#cells.find(({ shown }) => shown.column.id === columnId)?.cell;
  }

  columnOf(target: Element): ShownColumn | undefined {
    return this.#cells.find(({ cell }) => cell.contains(target))?.shown;
  }

  #drag(event: PointerEvent): void {
    const hit = this.#cells.find(({ cell }) => event.target instanceof Node && cell.contains(event.target));
    if (hit === undefined || !isHandle(event.target)) {
      return;
    }
    event.preventDefault();
    const handle = event.target;
    const startWidthPx = hit.cell.getBoundingClientRect().width;
    let widthPx = startWidthPx;
    const abort = new AbortController();
    const { signal } = abort;
    handle.setPointerCapture(event.pointerId);
    const move = ({ clientX }: PointerEvent) => {
      widthPx = clampColumnWidth(startWidthPx + clientX - event.clientX);
      this.#handlers.setWidth(hit.shown.column.id, widthPx, false);
    };
    const end = () => {
      abort.abort();
      this.#handlers.setWidth(hit.shown.column.id, clampColumnWidth(widthPx), true);
    };
    handle.addEventListener('pointermove', move, { signal });
    handle.addEventListener('lostpointercapture', end, { signal });
  }
}

function headerCell({ column, index }: ShownColumn): HTMLElement {
  return element(
    'div',
    {
      class: column.align === 'end' ? 'grid-cell grid-header-cell is-end' : 'grid-cell grid-header-cell',
      attributes: { role: 'columnheader', 'aria-colindex': String(index + 1), tabindex: '-1' },
    },
    [
      element('span', { class: 'header-label', text: column.label, attributes: { title: `Sort by ${column.label}` } }),
      element('span', { class: 'sort-mark', attributes: { 'aria-hidden': 'true' } }),
      element('span', { class: 'resize-handle', attributes: { 'aria-hidden': 'true' } }),
    ],
  );
}

function isHandle(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.classList.contains('resize-handle');
}
