import type { ShownColumn } from './columnLayout';
import { element } from './elements';
import { GridRow, rowHeightPx } from './gridRow';
import type { TableRow } from './pageMessages';

/** A row to show: its place, and what it says once that is known. */
export interface PlacedRow {
  readonly index: number;
  readonly row: TableRow | undefined;
  /** A row stays with its element while it is shown. */
  readonly key: string | undefined;
}

/** The rows in sight. */
export class GridBody {
  readonly element = element('div', { class: 'grid-body', attributes: { role: 'rowgroup' } });
  #columns: readonly ShownColumn[] = [];
  #rows: readonly GridRow[] = [];

  get rows(): readonly GridRow[] {
    return this.#rows;
  }

  setColumns(columns: readonly ShownColumn[]): void {
    this.#columns = columns;
    this.#rows = [];
    this.element.replaceChildren();
  }

  setCount(count: number): void {
    this.element.style.height = `${count * rowHeightPx}px`;
  }

  /**
   * Shows these rows, in ascending order, with as few changes of the page as possible. A row with the focus that is not among them goes
   * astray: it stays, unseen, until its new place is known.
   */
  show(placed: readonly PlacedRow[]): void {
    const byKey = new Map(this.#rows.flatMap((row) => (row.key === undefined ? [] : [[row.key, row] as const])));
    const focused = this.rowOf(document.activeElement);
    // A row that had not been fetched when it got the focus is known by its place only.
    const unnamed = focused?.key === undefined ? focused : undefined;
    const kept = placed.map(({ key, index }) => (key === undefined ? undefined : byKey.get(key)) ?? (unnamed?.index === index ? unnamed : undefined));
    const used = new Set(kept);
    const astray = focused === undefined || used.has(focused) ? [] : [focused];
    const free = this.#rows.filter((row) => !used.has(row) && !astray.includes(row));
    const shown = placed.map(({ index, row, key }, place) => {
      const gridRow = kept[place] ?? free.shift() ?? new GridRow(this.#columns);
      // A row that is known but not fetched now, as the one with the focus may be, goes on showing what it showed.
      if (row !== undefined || key === undefined || gridRow.key !== key) {
        gridRow.show(index, row);
      } else {
        gridRow.move(index);
      }
      return gridRow;
    });
    free.forEach((row) => row.element.remove());
    this.#rows = [...astray, ...shown];
    this.#rows.forEach((row) => row.element.classList.toggle('is-astray', astray.includes(row)));
    this.#putInOrder();
  }

  rowAt(index: number): GridRow | undefined {
    return this.#rows.findLast((row) => row.index === index);
  }

  rowOf(target: EventTarget | null): GridRow | undefined {
    return target instanceof Node ? this.#rows.find((row) => row.element.contains(target)) : undefined;
  }

  /** Screen readers read in the order of the document. An element that is moved loses the focus, so the others move around it. */
  #putInOrder(): void {
    const focused = document.activeElement;
    let next: Element | null = null;
    for (const { element: row } of this.#rows.toReversed()) {
      if (row.nextElementSibling !== next || row.parentElement === null) {
        if (!row.contains(focused)) {
          this.element.insertBefore(row, next);
        }
      }
      next = row;
    }
  }
}
