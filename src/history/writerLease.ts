import type { StatementSync } from 'node:sqlite';
import { numberIn, textIn, type Database } from './sqlite';

/** Whoever holds the lease renews it every {@link renewMs}; after {@link leaseMs} without that, another window takes it. */
export const leaseMs = 4_000;
export const renewMs = 2_000;

/**
 * Of the windows that share the file, one writes points and events. That it does so is a row with an end, so that a window that was killed is followed by
 * another one soon.
 */
export class WriterLease {
  readonly #owner: string;
  readonly #get: StatementSync;
  readonly #take: StatementSync;
  readonly #release: StatementSync;

  constructor(database: Database, owner: string) {
    this.#owner = owner;
    this.#get = database.prepare('SELECT owner, expires FROM lease WHERE id = 1');
    this.#take = database.prepare(
      'INSERT INTO lease (id, owner, expires) VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET owner = excluded.owner, expires = excluded.expires',
    );
    this.#release = database.prepare('DELETE FROM lease WHERE id = 1 AND owner = ?');
  }

  /** Whether this window was the last to hold it. */
  isOwn(): boolean {
    const row = this.#get.get();
    return row !== undefined && textIn(row, 'owner') === this.#owner;
  }

  /** Whether it is this window's, or free to be taken. */
  isAvailable(now: number): boolean {
    const row = this.#get.get();
    if (row === undefined || textIn(row, 'owner') === this.#owner) {
      return true;
    }
    const expires = numberIn(row, 'expires');
    // One that ends later than any lease can was made before the computer's clock was set back.
    return expires <= now || expires > now + leaseMs;
  }

  /** Takes or renews it, inside a transaction; false when another window has it. */
  take(now: number): boolean {
    if (!this.isAvailable(now)) {
      return false;
    }
    this.#take.run(this.#owner, now + leaseMs);
    return true;
  }

  release(): void {
    this.#release.run(this.#owner);
  }
}
