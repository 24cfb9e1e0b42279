import type { ColumnWishes } from './columnLayout';
import { element, setAttribute } from './elements';
import { GridBody } from './gridBody';
import { GridColumns } from './gridColumns';
import { gridCommand, type GridCommand } from './gridCommand';
import { GridCursor } from './gridCursor';
import type { GridHandlers, GridStart } from './gridHandlers';
import { GridHeader } from './gridHeader';
import { rowHeightPx } from './gridRow';
import { GridScroller, type FollowedEdge } from './gridScroller';
import type { MenuPlace } from './menu';
import { RowWindow, type WantedRows } from './rowWindow';
import type { SortState, TableConfig } from './tableConfig';

/** A table of any number of rows as an ARIA grid: only the rows in sight are elements. */
export class Grid {
  readonly element: HTMLElement;
  readonly #handlers: GridHandlers;
  readonly #header: GridHeader;
  readonly #body = new GridBody();
  readonly #window: RowWindow;
  readonly #cursor: GridCursor;
  readonly #scroller: GridScroller;
  readonly #columns: GridColumns;
  #isOnHeader = false;
  /** Where to be as soon as rows come. */
  #target: { readonly scrollTop: number; readonly topKey?: string } | undefined;

  constructor(config: TableConfig, handlers: GridHandlers, start: GridStart) {
    this.#handlers = handlers;
    this.#columns = new GridColumns(config.columns, start.wishes);
    this.#target = start;
    this.#header = new GridHeader({ sortBy: (column) => handlers.sortBy(column), setWidth: (id, widthPx, isDone) => this.#setWidth(id, widthPx, isDone) });
    this.element = element(
      'div',
      {
        class: 'grid',
        attributes: {
          role: 'grid',
          'aria-label': config.label,
          'aria-colcount': String(config.columns.length),
          'aria-description': 'Enter opens the details. On a header, Enter sorts and Shift with the arrow keys changes the width.',
        },
      },
      [this.#header.element, this.#body.element],
    );
    this.#window = new RowWindow(handlers.rows, {
      wanted: () => this.#wanted(),
      rowsCame: (shift) => this.#rowsCame(shift),
      rowsFailed: (error) => handlers.failed(error),
    });
    this.#cursor = new GridCursor(
      this.#window,
      {
        locate: (key) => handlers.locate(key),
        hasFocus: () => this.#bodyHasFocus,
        selected: () => handlers.selected(),
        placed: (isReplaced) => (isReplaced ? this.#focusCurrent() : this.#render()),
        failed: (error) => handlers.failed(error),
      },
      start.selectedKey,
    );
    this.#scroller = new GridScroller(this.element, this.#header.element, () => this.#render(), () => handlers.scrolledAway());
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('focusin', (event) => this.#onFocus(event.target));
    this.element.addEventListener('click', (event) => (this.#body.rowOf(event.target)?.key === undefined ? undefined : handlers.activated()));
    this.element.addEventListener('contextmenu', (event) => this.#onContextMenu(event));
    this.element.addEventListener('mouseover', (event) => showWholeText(event.target));
    this.element.addEventListener('scroll', () => handlers.scrolled());
  }

  /** To be called when the element is in the page. */
  start(): void {
    this.#scroller.start();
    this.layOutColumns();
  }

  get shown(): number {
    return this.#window.shown;
  }

  get isFilled(): boolean {
    return this.#window.isFilled;
  }

  get wishes(): ColumnWishes {
    return this.#columns.wishes;
  }

  get selectedKey(): string | undefined {
    return this.#cursor.key;
  }

  /** Where the table stands, to be there again later. */
  get place(): { readonly scrollTop: number; readonly topKey?: string } {
    if (this.#target !== undefined) {
      return { scrollTop: this.#target.scrollTop, ...(this.#target.topKey !== undefined && { topKey: this.#target.topKey }) };
    }
    const scrollTop = this.#scroller.top;
    const topKey = this.#window.row(this.#scroller.firstIndex)?.key;
    return { scrollTop, ...(topKey !== undefined && scrollTop > 0 && { topKey }) };
  }

  /** The end to stay at when rows come in; `undefined`: the rows in sight stay where they are. */
  set followedEdge(edge: FollowedEdge) {
    this.#scroller.follow(edge);
    if (edge !== undefined && this.isFilled) {
      this.#scroller.scrollToFollowedEdge();
      this.#render();
    }
  }

  showSort(sort: SortState): void {
    this.#header.showSort(sort);
  }

  /** The host has rows of this revision. */
  refresh(revision: number): void {
    this.#window.invalidate(revision);
    this.#window.update();
  }

  /** The host was told of another view; unless `keepsPlace`, it is seen from its beginning. */
  viewChanged(keepsPlace: boolean): void {
    if (!keepsPlace) {
      this.#target = { scrollTop: 0 };
    }
    this.#window.invalidate();
    this.#window.update();
  }

  changeColumns(wishes: ColumnWishes): void {
    this.#columns.wishes = wishes;
    this.layOutColumns();
  }

  /** Applies the columns to the width of the page. */
  layOutColumns(): void {
    if (this.#columns.fit(window.innerWidth)) {
      const hadFocus = this.element.contains(document.activeElement);
      this.#header.setColumns(this.#columns.shown);
      this.#body.setColumns(this.#columns.shown);
      this.#render();
      if (hadFocus) {
        this.focus();
      }
    }
    const { template, minWidthPx } = this.#columns.template;
    this.element.style.setProperty('--psx-columns', template);
    this.element.style.setProperty('--psx-min-width', `${minWidthPx}px`);
    this.#handlers.columnsLeftOut(this.#columns.leftOut);
  }

  /** Puts the focus on the selected row, else on the first in sight, else on the header. */
  focus(): void {
    if (this.shown > 0 && !this.#isOnHeader) {
      this.#moveTo(this.#cursor.index ?? this.#scroller.firstIndex);
    } else {
      this.#focusHeader();
    }
  }

  /** Selects a row and brings it into sight; false when it is not among the shown ones. Rejects when the host cannot say. */
  async select(key: string): Promise<boolean> {
    const index = await this.#handlers.locate(key);
    if (index !== undefined) {
      this.#scroller.bringIntoSight(index);
    }
    this.#cursor.moveToKey(key, index);
    this.#render();
    return index !== undefined;
  }

  get #bodyHasFocus(): boolean {
    return this.#body.element.contains(document.activeElement);
  }

  #wanted(): WantedRows {
    const scrollTop = this.#target?.scrollTop ?? this.#scroller.top;
    const first = Math.floor(scrollTop / rowHeightPx);
    const isAnchored = scrollTop > 0 && (this.#target !== undefined || this.#scroller.followedEdge === undefined);
    const key = this.#target === undefined ? this.#window.row(first)?.key : this.#target.topKey;
    return { first, last: this.#scroller.lastIndexFrom(scrollTop), ...(isAnchored && key !== undefined && { anchor: { key, index: first } }) };
  }

  #rowsCame(shift = 0): void {
    const { shown } = this.#window;
    const top = this.#target?.scrollTop ?? this.#scroller.liveTop;
    this.#body.setCount(shown);
    setAttribute(this.element, 'aria-rowcount', String(shown + 1));
    this.#scroller.setCount(shown);
    if (this.#scroller.followedEdge !== undefined) {
      this.#scroller.scrollToFollowedEdge();
    } else {
      this.#scroller.scrollTo(top + shift * rowHeightPx);
    }
    this.#target = undefined;
    this.#cursor.rowsCame(shift);
    this.#render();
    this.#handlers.rowsCame();
  }

  #render(): void {
    if (!this.isFilled) {
      return;
    }
    const inSight = this.#scroller.indexes();
    const indexes = this.#withPinned(inSight);
    const { index: currentIndex, key: currentKey } = this.#cursor;
    this.#body.show(
      indexes.map((index) => {
        const row = this.#window.row(index);
        return { index, row, key: row?.key ?? (index === currentIndex ? currentKey : undefined) };
      }),
    );
    const { firstIndex } = this.#scroller;
    const isCurrentShown = currentIndex !== undefined && indexes.includes(currentIndex);
    const stopIndex = isCurrentShown ? currentIndex : inSight.find((index) => index >= firstIndex);
    const isOnHeader = this.#isOnHeader || stopIndex === undefined;
    for (const row of this.#body.rows) {
      row.isSelected = currentKey === undefined ? row.index === currentIndex : row.key === currentKey;
      row.setTabStop(!isOnHeader && row.index === stopIndex ? this.#columns.focusedId : undefined);
    }
    this.#header.setTabStop(isOnHeader ? this.#columns.focusedId : undefined);
    this.#window.update();
  }

  /** The row with the focus stays an element when it leaves the sight: the focus would be lost with it. */
  #withPinned(inSight: readonly number[]): readonly number[] {
    const { index } = this.#cursor;
    const isPinned = index !== undefined && index >= 0 && index < this.shown && this.#bodyHasFocus && !inSight.includes(index);
    return isPinned ? [...inSight, index].sort((a, b) => a - b) : inSight;
  }

  #moveTo(index: number): void {
    const target = Math.max(0, Math.min(index, this.shown - 1));
    this.#isOnHeader = false;
    this.#scroller.bringIntoSight(target);
    this.#cursor.moveTo(target);
    this.#focusCurrent();
  }

  #focusCurrent(): void {
    this.#render();
    const { index } = this.#cursor;
    this.#focusCell((index === undefined ? undefined : this.#body.rowAt(index)?.cell(this.#columns.focusedId)) ?? this.#header.cell(this.#columns.focusedId));
  }

  #focusHeader(): void {
    this.#isOnHeader = true;
    this.#render();
    this.#focusCell(this.#header.cell(this.#columns.focusedId));
  }

  #focusCell(cell: HTMLElement | undefined): void {
    if (cell !== undefined) {
      cell.focus({ preventScroll: true });
      this.#scroller.bringColumnIntoSight(cell);
    }
  }

  #onFocus(target: EventTarget | null): void {
    if (!(target instanceof Element)) {
      return;
    }
    const row = this.#body.rowOf(target);
    const column = row?.columnOf(target) ?? this.#header.columnOf(target);
    if (column === undefined) {
      return;
    }
    this.#columns.focusedId = column.column.id;
    this.#isOnHeader = row === undefined;
    if (row !== undefined && row.index !== this.#cursor.index) {
      this.#cursor.moveTo(row.index);
    }
    this.#render();
  }

  #onKey(event: KeyboardEvent): void {
    const command = gridCommand(event, this.#isOnHeader);
    if (command === undefined || !(event.target instanceof HTMLElement)) {
      return;
    }
    event.preventDefault();
    switch (command.kind) {
      case 'columnBy':
      case 'columnEdge':
        this.#moveColumn(command);
        return;
      case 'activate':
        this.#activate(event.target);
        return;
      case 'menu':
        this.#openMenu({ below: event.target });
        return;
      case 'widen':
        this.#setWidth(this.#columns.focusedId, event.target.getBoundingClientRect().width + command.byPx, true);
        return;
      default:
        this.#moveRow(command);
    }
  }

  #activate(target: HTMLElement): void {
    const column = this.#header.columnOf(target);
    if (column !== undefined) {
      this.#handlers.sortBy(column);
    } else {
      this.#handlers.activated();
    }
  }

  #openMenu(place: MenuPlace): void {
    if (this.#isOnHeader) {
      this.#handlers.columnsMenu(place);
    } else if (this.#cursor.key !== undefined) {
      this.#handlers.rowMenu(place);
    }
  }

  #onContextMenu(event: MouseEvent): void {
    event.preventDefault();
    this.#onFocus(event.target);
    // A menu opened by a key has already been opened where the focus is.
    if (event.button === 2) {
      this.#openMenu({ x: event.clientX, y: event.clientY });
    }
  }

  #moveColumn(command: Extract<GridCommand, { kind: 'columnBy' | 'columnEdge' }>): void {
    this.#columns.moveFocus(command);
    if (this.#isOnHeader) {
      this.#focusHeader();
    } else {
      this.#focusCurrent();
    }
  }

  #moveRow(command: Extract<GridCommand, { kind: 'rowBy' | 'pageBy' | 'rowEdge' }>): void {
    if (command.kind === 'rowEdge') {
      this.#moveTo(command.edge === 'first' ? 0 : this.shown - 1);
      return;
    }
    const rows = command.kind === 'rowBy' ? command.rows : command.pages * this.#scroller.rowsPerPage;
    if (this.#isOnHeader) {
      if (rows > 0 && this.shown > 0) {
        this.#moveTo(this.#scroller.firstIndex);
      }
    } else if (rows === -1 && this.#cursor.index === 0) {
      this.#focusHeader();
    } else {
      this.#moveTo((this.#cursor.index ?? this.#scroller.firstIndex) + rows);
    }
  }

  #setWidth(columnId: string, widthPx: number, isDone: boolean): void {
    this.#columns.setWidth(columnId, widthPx);
    this.layOutColumns();
    if (isDone) {
      this.#handlers.widthsChanged();
    }
  }
}

/** A text that does not fit is seen whole in a tooltip; made only when the pointer comes, as most cells never need one. */
function showWholeText(target: EventTarget | null): void {
  if (target instanceof HTMLElement && target.classList.contains('grid-cell') && target.scrollWidth > target.clientWidth) {
    target.title = target.textContent;
  }
}

