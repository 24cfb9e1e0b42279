import type { RowsReply, TableRow } from './pageMessages';

/** Rows fetched above and below those in sight, so that a short scroll shows rows at once. */
const marginRows = 30;

/** The rows that the page wants to show now. */
export interface WantedRows {
  /** Indexes; `last` is included. */
  readonly first: number;
  readonly last: number;
  /** A row whose place is to be kept, and where the page believes it is. */
  readonly anchor?: { readonly key: string; readonly index: number };
}

/** Asks the host for a window of rows. */
export type RowsSource = (from: number, count: number, anchorKey: string | undefined) => Promise<RowsReply>;

/** What the owner of the window decides and gets to know. */
export interface RowWindowOwner {
  /** What is in sight now. */
  wanted(): WantedRows;
  /** The rows have been replaced. `shift`: by how many rows the anchor moved; `undefined` when there was none or it is gone. */
  rowsCame(shift: number | undefined): void;
  rowsFailed(error: unknown): void;
}

/** Holds the rows around those in sight. Never more than one request is under way; what changes meanwhile is asked for once, afterwards. */
export class RowWindow {
  readonly #source: RowsSource;
  readonly #owner: RowWindowOwner;
  #reply: RowsReply | undefined;
  /** What was asked for, which may be more than there is. */
  #askedCount = 0;
  #isBusy = false;
  #mustFetch = true;
  #newestRevision = -1;
  /** Up to here nothing needs to be fetched again, even when the host answered with an older revision than it had announced. */
  #fetchedRevision = -1;

  constructor(source: RowsSource, owner: RowWindowOwner) {
    this.#source = source;
    this.#owner = owner;
  }

  /** True as soon as the host has answered once. */
  get isFilled(): boolean {
    return this.#reply !== undefined;
  }

  /** Number of rows that pass the filters. */
  get shown(): number {
    return this.#reply?.shown ?? 0;
  }

  /** Of the rows that are held. */
  get revision(): number {
    return this.#reply?.revision ?? -1;
  }

  row(index: number): TableRow | undefined {
    return this.#reply?.rows[index - this.#reply.from];
  }

  /** Index of a row among those that are held. */
  indexOf(key: string): number | undefined {
    const place = this.#reply?.rows.findIndex((row) => row.key === key) ?? -1;
    return this.#reply === undefined || place < 0 ? undefined : this.#reply.from + place;
  }

  /** Says that the host has rows of this revision, or, without one, that the view has changed. */
  invalidate(revision?: number): void {
    if (revision === undefined) {
      this.#mustFetch = true;
    } else {
      this.#newestRevision = Math.max(this.#newestRevision, revision);
    }
  }

  /** Fetches what is missing or out of date, if anything. */
  update(): void {
    if (this.#isBusy) {
      return;
    }
    const wanted = this.#owner.wanted();
    if (this.#mustFetch || this.#newestRevision > this.#fetchedRevision || !this.#covers(wanted)) {
      void this.#fetch(wanted);
    }
  }

  #covers({ first, last }: WantedRows): boolean {
    if (this.#reply === undefined) {
      return false;
    }
    const { from, shown } = this.#reply;
    return Math.min(last, shown - 1) < Math.min(first, shown) || (first >= from && Math.min(last, shown - 1) < from + this.#askedCount);
  }

  async #fetch({ first, last, anchor }: WantedRows): Promise<void> {
    const from = Math.max(0, first - marginRows);
    const count = last - from + 1 + marginRows;
    const announced = this.#newestRevision;
    this.#isBusy = true;
    this.#mustFetch = false;
    try {
      const reply = await this.#source(from, count, anchor?.key);
      this.#isBusy = false;
      this.#reply = reply;
      this.#askedCount = count;
      this.#fetchedRevision = Math.max(announced, reply.revision);
      this.#owner.rowsCame(anchor === undefined || reply.anchorIndex === undefined ? undefined : reply.anchorIndex - anchor.index);
    } catch (error) {
      this.#isBusy = false;
      this.#mustFetch = true;
      this.#owner.rowsFailed(error);
      return;
    }
    this.update();
  }
}
