import type { StatementSync } from 'node:sqlite';
import type { PtpAddress } from '../model/ptpAddress';
import { numberIn, type Database } from './sqlite';

/** One number for each PTP instance, which stands for it in the other tables. */
export class SeriesTable {
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #all: StatementSync;
  readonly #removeUnused: StatementSync;

  constructor(database: Database) {
    this.#find = database.prepare('SELECT id FROM series WHERE device = ? AND slot = ? AND instance = ?');
    this.#add = database.prepare('INSERT INTO series (device, slot, instance) VALUES (?, ?, ?) RETURNING id');
    this.#all = database.prepare('SELECT id FROM series ORDER BY id');
    this.#removeUnused = database.prepare(
      `DELETE FROM series
       WHERE NOT EXISTS (SELECT 1 FROM block WHERE block.series = series.id) AND NOT EXISTS (SELECT 1 FROM portState WHERE portState.series = series.id)`,
    );
  }

  find({ deviceId, slotId, instanceId }: PtpAddress): number | undefined {
    const row = this.#find.get(deviceId, slotId, instanceId);
    return row === undefined ? undefined : numberIn(row, 'id');
  }

  findOrAdd(address: PtpAddress): number {
    return this.find(address) ?? numberIn(this.#add.get(address.deviceId, address.slotId, address.instanceId), 'id');
  }

  all(): number[] {
    return this.#all.all().map((row) => numberIn(row, 'id'));
  }

  /** Removes those that nothing is known of any more. */
  removeUnused(): void {
    this.#removeUnused.run();
  }
}
