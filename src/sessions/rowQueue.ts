import type { SessionRow } from './sessionLog';

/** The rows of all devices in the order in which they came. Each step takes constant time. */
export class RowQueue {
  #oldest: SessionRow | undefined;
  #newest: SessionRow | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get oldest(): SessionRow | undefined {
    return this.#oldest;
  }

  /** Adds a row that is in no queue. */
  add(row: SessionRow): void {
    row.older = this.#newest;
    if (this.#newest === undefined) {
      this.#oldest = row;
    } else {
      this.#newest.newer = row;
    }
    this.#newest = row;
    this.#size += 1;
  }

  /** Removes a row that is in this queue. */
  remove(row: SessionRow): void {
    const { older, newer } = row;
    if (older === undefined) {
      this.#oldest = newer;
    } else {
      older.newer = newer;
    }
    if (newer === undefined) {
      this.#newest = older;
    } else {
      newer.older = older;
    }
    row.older = undefined;
    row.newer = undefined;
    this.#size -= 1;
  }
}
