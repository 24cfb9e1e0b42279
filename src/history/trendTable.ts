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

/** So many series and records make a step of rolling up: a few milliseconds. */
const atOnce = 100;

/** Numbers of records, of which `to` is none. */
interface RecordRange {
  readonly from: number;
  readonly to: number;
}

/** What is to be rolled up. It says all that a step has to know: one that failed is done again. */
export interface RollUp {
  readonly minutes: RecordRange;
  readonly hours: RecordRange;
  /** The series up to this one are done. */
  readonly lastDone: number;
}

/** Points at all levels. Minutes are made of raw points and hours of minutes once they are over. */
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
    // While series are being rolled up nobody knows whether this one was.
    const begun = Math.max(this.marks.get('minutesUpTo'), this.marks.get('minutesBegun'));
    const late = changed.filter((minute) => minute < begun);
    this.#rollInto(series, 1, late);
    const hours = new Set(late.map((minute) => Math.floor(minute / 60)));
    this.#rollInto(series, 2, [...hours].filter((hour) => hour < Math.floor(begun / 60)));
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

  /** What there is to roll up; `undefined` when there is nothing. */
  rollUpDue(now: number): RollUp | undefined {
    const minutes = { from: this.marks.get('minutesUpTo'), to: minutesOver(now) };
    return minutes.to > minutes.from ? { minutes, hours: { from: this.marks.get('hoursUpTo'), to: Math.floor(minutes.to / 60) }, lastDone: 0 } : undefined;
  }

  /**
   * Makes a step of making minutes and hours of what is over. Whoever reads makes them of the level below until all series are done; whoever writes to one that
   * may be done already rolls it up again. Returns what is left; `undefined` when all series are done, or another window has rolled up meanwhile.
   * @param most How many series and records make a step.
   */
  rollUp(rollUp: RollUp, most = atOnce): RollUp | undefined {
    const { minutes, hours, lastDone } = rollUp;
    if (this.marks.get('minutesUpTo') !== minutes.from) {
      return undefined;
    }
    this.marks.set('minutesBegun', Math.max(minutes.to, this.marks.get('minutesBegun')));
    let done = 0;
    for (const { ids } of this.series.groups(lastDone)) {
      for (const series of ids) {
        done += 1 + this.#rollUpSeries(series, 1, minutes) + this.#rollUpSeries(series, 2, hours);
        if (done >= most) {
          return { minutes, hours, lastDone: series };
        }
      }
    }
    this.marks.set('minutesUpTo', minutes.to);
    this.marks.set('hoursUpTo', Math.max(hours.from, hours.to));
    return undefined;
  }

  /** Returns how many records of the level were made. */
  #rollUpSeries(series: number, level: 1 | 2, { from, to }: RecordRange): number {
    const records = from < to ? this.blocks.numbers(series, below(level), from, to) : [];
    this.#rollInto(series, level, records);
    return records.length;
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

/** How many minutes since the epoch are over, and take no more samples. */
function minutesOver(now: number): number {
  return Math.floor((now - graceMs) / levels[0].blockMs);
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
