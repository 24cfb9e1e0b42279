import type { StatementSync } from 'node:sqlite';
import { numberIn, type Database } from './sqlite';

/**
 * Numbers about the file: how far all series were rolled up (`minutesUpTo`, `hoursUpTo`: the first minute and hour since the epoch that are not), how far some
 * may have been (`minutesBegun`: as long as they are being rolled up it is more than `minutesUpTo`), since when a level is complete (`rawFrom`, `minutesFrom`:
 * milliseconds since the epoch, everything before may have been deleted), and how often each part was written.
 */
export type MarkName = 'minutesUpTo' | 'hoursUpTo' | 'minutesBegun' | 'rawFrom' | 'minutesFrom' | Part;

/** What readers watch. */
export const parts = ['trends', 'events', 'states'] as const;

export type Part = (typeof parts)[number];

export class Marks {
  readonly #get: StatementSync;
  readonly #set: StatementSync;

  constructor(database: Database) {
    this.#get = database.prepare('SELECT value FROM mark WHERE name = ?');
    this.#set = database.prepare('INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
  }

  /** 0 until it is set. */
  get(name: MarkName): number {
    const row = this.#get.get(name);
    return row === undefined ? 0 : numberIn(row, 'value');
  }

  set(name: MarkName, value: number): void {
    this.#set.run(name, value);
  }
}
