import type { StatementSync } from 'node:sqlite';
import type { PtpAddress } from '../model/ptpAddress';
import { numberIn, type Database } from './sqlite';

/** So many series are looked at within a few milliseconds. */
const atOnce = 250;

/** Series whose numbers follow each other. */
export interface SeriesGroup {
  readonly ids: readonly number[];
  readonly first: number;
  readonly last: number;
}

/** One number for each PTP instance, which stands for it in the other tables. */
export class SeriesTable {
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #after: StatementSync;
  readonly #removeUnused: StatementSync;

  constructor(database: Database) {
    this.#find = database.prepare('SELECT id FROM series WHERE device = ? AND slot = ? AND instance = ?');
    this.#add = database.prepare('INSERT INTO series (device, slot, instance) VALUES (?, ?, ?) RETURNING id');
    this.#after = database.prepare(`SELECT id FROM series WHERE id > ? ORDER BY id LIMIT ${atOnce}`);
    this.#removeUnused = database.prepare(
      `DELETE FROM series
       WHERE id BETWEEN ? AND ?
         AND NOT EXISTS (SELECT 1 FROM block WHERE block.series = series.id)
         AND NOT EXISTS (SELECT 1 FROM portState WHERE portState.series = series.id)`,
    );
  }

  find({ deviceId, slotId, instanceId }: PtpAddress): number | undefined {
    const row = this.#find.get(deviceId, slotId, instanceId);
    return row === undefined ? undefined : numberIn(row, 'id');
  }

  findOrAdd(address: PtpAddress): number {
    return this.find(address) ?? numberIn(this.#add.get(address.deviceId, address.slotId, address.instanceId), 'id');
  }

  /** All of them after one, a few hundred at a time, in ascending order; also those that are added meanwhile. */
  *groups(after = 0): Generator<SeriesGroup, void, undefined> {
    let last = after;
    for (;;) {
      const ids = this.#after.all(last).map((row) => numberIn(row, 'id'));
      const first = ids[0];
      if (first === undefined) {
        return;
      }
      last = ids.at(-1) ?? first;
      yield { ids, first, last };
    }
  }

  /** Removes those of a group that nothing is known of any more. */
  removeUnused({ first, last }: SeriesGroup): void {
    this.#removeUnused.run(first, last);
  }
}
