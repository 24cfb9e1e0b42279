import type { StatementSync } from 'node:sqlite';
import { levels, type Level } from './level';
import { packRows, unpackRows, type PackedRow } from './packedRows';
import type { SeriesGroup } from './seriesTable';
import { bytesIn, numberIn, optionalNumberIn, type Database } from './sqlite';

/** What a series has in a range of blocks. */
export interface Extent {
  /** Numbers of blocks; absent when there are none. */
  readonly first?: number;
  readonly last?: number;
  readonly points: number;
}

/** The packed rows of all series and levels. Ranges of block numbers include `from` and exclude `to`. */
export class BlockTable {
  readonly #get: StatementSync;
  readonly #range: StatementSync;
  readonly #numbers: StatementSync;
  readonly #extent: StatementSync;
  readonly #put: StatementSync;
  readonly #oldest: StatementSync;
  readonly #deleteBefore: StatementSync;

  constructor(database: Database) {
    this.#get = database.prepare('SELECT data FROM block WHERE series = ? AND level = ? AND number = ?');
    this.#range = database.prepare('SELECT number, data FROM block WHERE series = ? AND level = ? AND number >= ? AND number < ? ORDER BY number');
    this.#numbers = database.prepare('SELECT number FROM block WHERE series = ? AND level = ? AND number >= ? AND number < ? ORDER BY number');
    this.#extent = database.prepare(
      'SELECT min(number) AS first, max(number) AS last, total(points) AS points FROM block WHERE series = ? AND level = ? AND number >= ? AND number < ?',
    );
    this.#put = database.prepare(
      `INSERT INTO block (series, level, number, points, data) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET points = excluded.points, data = excluded.data`,
    );
    // By series, so that both go by the primary key.
    this.#oldest = database.prepare('SELECT min((SELECT min(number) FROM block WHERE block.series = series.id AND level = ?)) AS oldest FROM series WHERE id BETWEEN ? AND ?');
    this.#deleteBefore = database.prepare('DELETE FROM block WHERE series = ? AND level = ? AND number < ?');
  }

  /** The rows of one block by their keys. */
  rows(series: number, level: Level, number: number): Map<number, ArrayLike<number>> {
    const { width } = levels[level];
    const rows = new Map<number, ArrayLike<number>>();
    const row = this.#get.get(series, level, number);
    if (row !== undefined) {
      unpackRows(bytesIn(row, 'data'), width, 0, width, (key, values) => void rows.set(key, values.slice()));
    }
    return rows;
  }

  /** Replaces a block. */
  put(series: number, level: Level, number: number, rows: ReadonlyMap<number, ArrayLike<number>>): void {
    const sorted: PackedRow[] = [...rows].map(([key, values]) => ({ key, values })).sort((a, b) => a.key - b.key);
    this.#put.run(series, level, number, sorted.length, packRows(sorted, levels[level].width));
  }

  /**
   * Calls `visit` for each row in ascending order, with `count` of its values from `first` on, in an array that is used again for the next row.
   * `at` is when the row begins, milliseconds since the epoch.
   */
  visit(series: number, level: Level, from: number, to: number, first: number, count: number, visit: (at: number, values: Float64Array) => void): void {
    const { width, recordMs, blockMs } = levels[level];
    // All at once: an iterator would still be open when `visit` throws, and costs more.
    for (const row of this.#range.all(series, level, from, to)) {
      const start = numberIn(row, 'number') * blockMs;
      unpackRows(bytesIn(row, 'data'), width, first, count, (key, values) => visit(start + key * recordMs, values));
    }
  }

  numbers(series: number, level: Level, from: number, to: number): number[] {
    return this.#numbers.all(series, level, from, to).map((row) => numberIn(row, 'number'));
  }

  extent(series: number, level: Level, from: number, to: number): Extent {
    const row = this.#extent.get(series, level, from, to);
    const first = optionalNumberIn(row, 'first');
    const last = optionalNumberIn(row, 'last');
    return { points: numberIn(row, 'points'), ...(first === undefined || last === undefined ? {} : { first, last }) };
  }

  /** The number of the oldest block of a group of series. */
  oldest({ first, last }: SeriesGroup, level: Level): number | undefined {
    return optionalNumberIn(this.#oldest.get(level, first, last), 'oldest');
  }

  /** Returns how many there were. */
  deleteBefore(series: number, level: Level, number: number): number {
    return Number(this.#deleteBefore.run(series, level, number).changes);
  }
}
