import type { StatementSync } from 'node:sqlite';
import type { PortStateSpan, TrendSample } from '../model/trend';
import type { SeriesGroup } from './seriesTable';
import { numberIn, textIn, type Database, type Row } from './sqlite';

/** At most so many spans of one series are read, the newest of them. */
const mostSpans = 10_000;

interface StoredSpan {
  readonly start: number;
  readonly finish: number;
  readonly state: string;
}

/** Port states over time: one row from the first look until the last one that saw the same, as long as nobody looked away for too long. */
export class PortStateTable {
  readonly #latest: StatementSync;
  readonly #put: StatementSync;
  readonly #range: StatementSync;
  readonly #deleteBefore: StatementSync;
  readonly #deleteOldest: StatementSync;

  constructor(database: Database) {
    this.#latest = database.prepare('SELECT start, finish, state FROM portState WHERE series = ? AND start <= ? ORDER BY start DESC LIMIT 1');
    this.#put = database.prepare(
      'INSERT INTO portState (series, start, finish, state) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET finish = excluded.finish, state = excluded.state',
    );
    this.#range = database.prepare(
      `SELECT start, finish, state FROM portState
       WHERE series = ? AND finish > ? AND start < ? AND start >= coalesce((SELECT max(start) FROM portState WHERE series = ? AND start <= ?), 0)
       ORDER BY start DESC LIMIT ${mostSpans}`,
    );
    this.#deleteBefore = database.prepare(
      `DELETE FROM portState WHERE (series, start) IN (
         SELECT series, start FROM portState WHERE series IN (SELECT id FROM series WHERE id BETWEEN ? AND ?) AND start < ? AND finish < ? LIMIT ?
       )`,
    );
    this.#deleteOldest = database.prepare('DELETE FROM portState WHERE (series, start) IN (SELECT series, start FROM portState ORDER BY start LIMIT ?)');
  }

  /** Adds the states of samples of one series. What is known of a time stays as it is; a later look within `gapMs` continues or ends the span before it. */
  add(series: number, samples: readonly TrendSample[], gapMs: number): void {
    for (const { at, portState } of samples) {
      const row = this.#latest.get(series, at);
      const before = row === undefined ? undefined : spanOf(row);
      if (before !== undefined && at < before.finish) {
        continue;
      }
      if (before === undefined || at - before.finish >= gapMs) {
        this.#put.run(series, at, at + 1, portState);
      } else if (before.state === portState) {
        this.#put.run(series, before.start, at + 1, portState);
      } else {
        this.#put.run(series, before.start, at, before.state);
        this.#put.run(series, at, at + 1, portState);
      }
    }
  }

  /** Cut to the range. */
  spans(series: number, fromMs: number, toMs: number): readonly PortStateSpan[] {
    return this.#range
      .all(series, fromMs, toMs, series, fromMs)
      .reverse()
      .map((row) => {
        const { start, finish, state } = spanOf(row);
        return { from: Math.max(start, fromMs), to: Math.min(finish, toMs), portState: state };
      });
  }

  /** Of a group of series, at most `most`. Returns how many there were. */
  deleteBefore({ first, last }: SeriesGroup, at: number, most: number): number {
    return Number(this.#deleteBefore.run(first, last, at, at, most).changes);
  }

  /** Returns how many there were. */
  deleteOldest(count: number): number {
    return Number(this.#deleteOldest.run(count).changes);
  }
}

function spanOf(row: Row): StoredSpan {
  return { start: numberIn(row, 'start'), finish: numberIn(row, 'finish'), state: textIn(row, 'state') };
}
