import type { StatementSync } from 'node:sqlite';
import type { Json } from '../model/json';
import { textIn, type Database } from './sqlite';

/** Values by kind and key, as JSON. */
export class StateTable {
  readonly #all: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: Database) {
    this.#all = database.prepare('SELECT key, value FROM state WHERE kind = ?');
    this.#put = database.prepare('INSERT INTO state (kind, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#remove = database.prepare('DELETE FROM state WHERE kind = ? AND key = ?');
  }

  /** A value that is no JSON is left out. */
  entries(kind: string): Map<string, Json> {
    const entries = new Map<string, Json>();
    for (const row of this.#all.all(kind)) {
      try {
        entries.set(textIn(row, 'key'), JSON.parse(textIn(row, 'value')) as Json);
      } catch {
        // Left out.
      }
    }
    return entries;
  }

  /** `undefined` removes a value. */
  put(kind: string, key: string, value: Json | undefined): void {
    if (value === undefined) {
      this.#remove.run(kind, key);
    } else {
      this.#put.run(kind, key, JSON.stringify(value));
    }
  }
}
