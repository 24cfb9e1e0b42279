import { trendParameters, type TrendSample } from '../model/trend';
import { BlockTable } from './blockTable';
import { Fold, type VisitPoint } from './fold';
import { groupBy } from '../model/groupBy';
import { levels, type Level } from './level';
import { Marks } from './marks';
import { SeriesTable } from './seriesTable';
import type { Database } from './sqlite';

/** So long a minute is left open for samples that come late, before it is rolled up. */
const graceMs = 5_000;

/** Points at all levels. Minutes are made of raw points and hours of minutes once they are over, in the transaction that writes. */
export class TrendTable {
  readonly blocks: BlockTable;
  readonly series: SeriesTable;
  readonly marks: Marks;

  constructor(database: Database) {
    this.blocks = new BlockTable(database);
    this.series = new SeriesTable(database);
    this.marks = new Marks(database);
  }

  /** Adds the points of samples of one series, and rolls up again what they change; a sample replaces one of the same time. */
  add(series: number, samples: readonly TrendSample[]): void {
    const byMinute = groupBy(samples, ({ at }) => Math.floor(at / levels[0].blockMs));
    const changed = [...byMinute].filter(([minute, those]) => this.#addToMinute(series, minute, those)).map(([minute]) => minute);
    const late = changed.filter((minute) => minute < this.marks.get('minutesUpTo'));
    this.#rollInto(series, 1, late);
    const hours = new Set(late.map((minute) => Math.floor(minute / 60)));
    this.#rollInto(series, 2, [...hours].filter((hour) => hour < this.marks.get('hoursUpTo')));
  }

  #addToMinute(series: number, minute: number, samples: readonly TrendSample[]): boolean {
    const added = samples
      .map((sample) => ({ key: sample.at - minute * levels[0].blockMs, values: trendParameters.map((parameter) => finite(sample[parameter])) }))
      .filter(({ values }) => values.some((value) => !Number.isNaN(value)));
    if (added.length === 0) {
      return false;
    }
    const rows = this.blocks.rows(series, 0, minute);
    added.forEach(({ key, values }) => rows.set(key, values));
    this.blocks.put(series, 0, minute, rows);
    return true;
  }

  /** Makes minutes and hours of what is over. */
  rollUp(now: number): void {
    const minute = Math.floor((now - graceMs) / levels[0].blockMs);
    this.#rollUpTo(1, 'minutesUpTo', minute);
    this.#rollUpTo(2, 'hoursUpTo', Math.floor(minute / 60));
  }

  #rollUpTo(level: 1 | 2, mark: 'minutesUpTo' | 'hoursUpTo', to: number): void {
    const from = this.marks.get(mark);
    if (to <= from) {
      return;
    }
    for (const series of this.series.all()) {
      this.#rollInto(series, level, this.blocks.numbers(series, below(level), from, to));
    }
    this.marks.set(mark, to);
  }

  /** Makes records of a level anew, each from the whole block of the level below that it stands for: doing it twice changes nothing. */
  #rollInto(series: number, level: 1 | 2, records: readonly number[]): void {
    const { recordMs, blockMs, width } = levels[level];
    const perBlock = blockMs / recordMs;
    const byBlock = groupBy(records, (record) => Math.floor(record / perBlock));
    for (const [block, those] of byBlock) {
      const rows = this.blocks.rows(series, level, block);
      for (const record of those) {
        const values = new Float64Array(width).fill(Number.NaN);
        trendParameters.forEach((_, parameter) => {
          const fold = new Fold(recordMs, (_at, count, min, mean, max) => values.set([count, min, toThousandths(mean), max], 4 * parameter));
          this.#visitStored(series, below(level), record, record + 1, parameter, fold.add);
          fold.end();
        });
        rows.set(record - block * perBlock, values);
      }
      this.blocks.put(series, level, block, rows);
    }
  }

  /**
   * Calls `visit` for the points of a level in ascending order, from `fromMs` (inclusive) to `toMs` (exclusive), which are multiples of the level's step. What
   * is not rolled up yet is made of the level below.
   */
  visit(series: number, level: Level, fromMs: number, toMs: number, parameter: number, visit: VisitPoint): void {
    const { recordMs, blockMs } = levels[level];
    const storedTo = level === 0 ? toMs : Math.min(toMs, this.marks.get(level === 1 ? 'minutesUpTo' : 'hoursUpTo') * recordMs);
    const inRange: VisitPoint = (at, count, min, mean, max) => {
      if (at >= fromMs && at < storedTo) {
        visit(at, count, min, mean, max);
      }
    };
    this.#visitStored(series, level, Math.floor(fromMs / blockMs), Math.ceil(storedTo / blockMs), parameter, inRange);
    if (level !== 0 && storedTo < toMs) {
      const fold = new Fold(recordMs, visit);
      this.visit(series, below(level), Math.max(fromMs, storedTo), toMs, parameter, fold.add);
      fold.end();
    }
  }

  #visitStored(series: number, level: Level, from: number, to: number, parameter: number, visit: VisitPoint): void {
    if (level === 0) {
      this.blocks.visit(series, level, from, to, parameter, 1, (at, values) => {
        const value = values[0] ?? Number.NaN;
        if (Number.isFinite(value)) {
          visit(at, 1, value, value, value);
        }
      });
      return;
    }
    this.blocks.visit(series, level, from, to, 4 * parameter, 4, (at, values) => {
      const { 0: count = Number.NaN, 1: min = 0, 2: mean = 0, 3: max = 0 } = values;
      if (count > 0) {
        visit(at, count, min, mean, max);
      }
    });
  }
}

function below(level: 1 | 2): 0 | 1 {
  return level === 1 ? 0 : 1;
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : Number.NaN;
}

/** To a picosecond, which takes half the space, where that still says something. */
function toThousandths(mean: number): number {
  return Math.abs(mean) < 2 ** 31 / 1000 ? Math.round(mean * 1000) / 1000 : mean;
}
