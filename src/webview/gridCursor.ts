import type { RowWindow } from './rowWindow';

/** What the cursor asks and tells. */
export interface GridCursorOwner {
  /** Index of a row among all that are shown; `undefined` when it is not among them. */
  locate(key: string): Promise<number | undefined>;
  hasFocus(): boolean;
  /** Another row is selected: by the user, or in place of one that is gone. */
  selected(): void;
  /** The cursor has another place now; `isReplaced`: because its row is gone and a neighbour took over. */
  placed(isReplaced: boolean): void;
  failed(error: unknown): void;
}

/** The selected row, which has, or would have, the focus. It is known by its key and found again wherever it moves. */
export class GridCursor {
  readonly #rows: RowWindow;
  readonly #owner: GridCursorOwner;
  /** Absent until the row has been fetched. */
  #key: string | undefined;
  /** `undefined` when nothing is selected, or its place is not known, or it is not among the shown ones. */
  #index: number | undefined;
  #lastIndex = 0;
  #isLocating = false;
  /** What the host said of the place still holds while the rows are of this revision. */
  #locatedRevision = -1;

  constructor(rows: RowWindow, owner: GridCursorOwner, key: string | undefined) {
    this.#rows = rows;
    this.#owner = owner;
    this.#key = key;
  }

  get key(): string | undefined {
    return this.#key;
  }

  get index(): number | undefined {
    return this.#index;
  }

  /** Selects what is at this place; its key may come later. */
  moveTo(index: number): void {
    const key = this.#rows.row(index)?.key;
    const isOther = key !== this.#key;
    this.#index = index;
    this.#key = key;
    if (isOther) {
      this.#owner.selected();
    }
  }

  /** Selects this row, which may not be among the shown ones. Tells nobody: it was asked for from outside. */
  moveToKey(key: string, index: number | undefined): void {
    this.#key = key;
    this.#index = index;
  }

  /** Finds the row in what came. `shift`: by how many rows the others have moved. */
  rowsCame(shift: number): void {
    if (this.#key === undefined) {
      if (this.#index !== undefined) {
        this.moveTo(Math.min(this.#index, this.#rows.shown - 1));
      }
      return;
    }
    this.#lastIndex = (this.#index ?? this.#lastIndex) + shift;
    const found = this.#rows.indexOf(this.#key);
    // Out of the window its old place is the best guess; within the window another row is there.
    this.#index = found ?? (this.#index === undefined || this.#rows.row(this.#lastIndex) !== undefined ? undefined : this.#lastIndex);
    if (found === undefined && !this.#isLocating && this.#locatedRevision !== this.#rows.revision) {
      void this.#locate(this.#key);
    }
  }

  async #locate(key: string): Promise<void> {
    this.#isLocating = true;
    this.#locatedRevision = this.#rows.revision;
    try {
      const index = await this.#owner.locate(key);
      if (this.#key === key) {
        this.#placeAt(index);
      }
    } catch (error) {
      this.#owner.failed(error);
    } finally {
      this.#isLocating = false;
    }
  }

  #placeAt(index: number | undefined): void {
    const isReplaced = index === undefined && this.#owner.hasFocus() && this.#rows.shown > 0;
    if (isReplaced) {
      // As in every list; without the focus the selection waits, e.g. until the filter is cleared.
      this.moveTo(Math.min(this.#lastIndex, this.#rows.shown - 1));
    } else {
      this.#index = index;
    }
    this.#owner.placed(isReplaced);
  }
}
