import type { KeptBody } from './keptBody';
import type { RecordedSession } from './recordedSession';

/** A place in the log: its session is replaced, the row stays the same. */
export interface SessionRow {
  session: RecordedSession;
  /** Those of the session that are kept outside of the heap. */
  bodies: readonly KeptBody[];
  /** Its neighbours among the rows of all devices. */
  older: SessionRow | undefined;
  newer: SessionRow | undefined;
}

/** The latest sessions of one device. Adding, finding and replacing take constant time. */
export class SessionLog {
  /** A ring once it is full: the oldest row is overwritten by the next. */
  #rows: SessionRow[] = [];
  #oldest = 0;
  #maxCount: number;
  readonly #byId = new Map<number, SessionRow>();
  #sessions: readonly RecordedSession[] | undefined;

  constructor(maxCount: number) {
    this.#maxCount = maxCount;
  }

  /** Oldest first; the same array until something changes. */
  get sessions(): readonly RecordedSession[] {
    this.#sessions ??= this.rows().map(({ session }) => session);
    return this.#sessions;
  }

  /** Oldest first. */
  rows(): SessionRow[] {
    return [...this.#rows.slice(this.#oldest), ...this.#rows.slice(0, this.#oldest)];
  }

  /** Copies nothing: who looks at the first ones only pays for those only. To be read at once. */
  *newestFirst(): Generator<RecordedSession, void> {
    const count = this.#rows.length;
    for (let age = 1; age <= count; age++) {
      const row = this.#rows[(this.#oldest - age + count) % count];
      if (row !== undefined) {
        yield row.session;
      }
    }
  }

  get(id: number): SessionRow | undefined {
    return this.#byId.get(id);
  }

  /** Adds a row and returns the one that had to make room for it. */
  add(row: SessionRow): SessionRow | undefined {
    this.#sessions = undefined;
    this.#byId.set(row.session.id, row);
    if (this.#rows.length < this.#maxCount) {
      this.#rows.push(row);
      return undefined;
    }
    const dropped = this.#rows[this.#oldest];
    this.#rows[this.#oldest] = row;
    this.#oldest = (this.#oldest + 1) % this.#maxCount;
    if (dropped !== undefined) {
      this.#byId.delete(dropped.session.id);
    }
    return dropped;
  }

  /** Puts another form of its session into a row of this log. */
  replace(row: SessionRow, session: RecordedSession): void {
    this.#sessions = undefined;
    row.session = session;
  }

  /** Removes the oldest row. */
  dropOldest(): void {
    const rows = this.#oldest === 0 ? this.#rows : this.rows();
    const dropped = rows.shift();
    this.#rows = rows;
    this.#oldest = 0;
    if (dropped !== undefined) {
      this.#sessions = undefined;
      this.#byId.delete(dropped.session.id);
    }
  }

  /** Keeps at most `maxCount` rows from now on; returns the oldest ones that had to go. */
  resize(maxCount: number): readonly SessionRow[] {
    const rows = this.rows();
    const dropped = rows.splice(0, Math.max(0, rows.length - maxCount));
    this.#rows = rows;
    this.#oldest = 0;
    this.#maxCount = maxCount;
    if (dropped.length > 0) {
      this.#sessions = undefined;
    }
    dropped.forEach(({ session }) => this.#byId.delete(session.id));
    return dropped;
  }
}
