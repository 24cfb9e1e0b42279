import type { Trend } from '../model/trend';
import { Columns } from './columns';
import { Fold } from './fold';
import { gapsAmong, gapsOfSteps } from './gaps';
import { levels, type Level } from './level';
import type { TrendTable } from './trendTable';

const minuteMs = levels[1].recordMs;
const hourMs = levels[2].recordMs;

/** What is asked of one series; times as in `TrendSource.trend`. */
export interface TrendQuery {
  /** Position in `trendParameters`. */
  readonly parameter: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly maxPoints: number;
  /** As in `GapSearch`. */
  readonly intervalMs: number;
  readonly gapMs: number;
}

export const emptyTrend: Trend = Object.freeze({ at: [], min: [], mean: [], max: [], count: [], stepMs: 0, gaps: [] });

/**
 * The points of a range: raw ones when there are few enough, else the finest step that gives few enough. Points that stand for a step are whole, also where
 * the range begins and ends inside of one, so that they stay what they are when the range moves.
 */
export function queryTrend(table: TrendTable, series: number, query: TrendQuery): Trend {
  const span = spanOf(table, series, query);
  if (span === undefined) {
    return emptyTrend;
  }
  const { level, stepMs } = chooseStep(table, series, span, query.maxPoints);
  return stepMs === 0 ? rawTrend(table, series, query) : foldedTrend(table, series, query, level, stepMs);
}

/** The range where each level begins to be complete, as a trend of each part that has points. */
export function queryTrendParts(table: TrendTable, series: number, query: TrendQuery): readonly Trend[] {
  const bounds = [query.fromMs, table.marks.get('minutesFrom'), table.marks.get('rawFrom'), query.toMs].map((at) => Math.min(query.toMs, Math.max(query.fromMs, at))).sort((one, other) => one - other);
  return bounds.slice(1).flatMap((toMs, index) => {
    const fromMs = bounds[index] ?? toMs;
    const trend = fromMs < toMs ? queryTrend(table, series, { ...query, fromMs, toMs }) : emptyTrend;
    return trend.at.length === 0 ? [] : [trend];
  });
}

/** The part of the range that something is known of, and the finest level that knows all of it. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly finest: Level;
}

function spanOf({ blocks, marks }: TrendTable, series: number, { fromMs, toMs }: TrendQuery): Span | undefined {
  const within = (level: Level, to = toMs) => {
    const { blockMs } = levels[level];
    const { first, last } = blocks.extent(series, level, Math.floor(fromMs / blockMs), Math.ceil(to / blockMs));
    return first === undefined || last === undefined ? undefined : { fromMs: first * blockMs, toMs: (last + 1) * blockMs };
  };
  const known = ([0, 1, 2] as const).flatMap((level) => within(level) ?? []);
  if (known.length === 0) {
    return undefined;
  }
  const onlyHours = marks.get('minutesFrom') > fromMs && within(2, Math.min(toMs, marks.get('minutesFrom'))) !== undefined;
  const onlyMinutes = marks.get('rawFrom') > fromMs && within(1, Math.min(toMs, marks.get('rawFrom'))) !== undefined;
  return {
    fromMs: Math.max(fromMs, Math.min(...known.map((extent) => extent.fromMs))),
    toMs: Math.min(toMs, Math.max(...known.map((extent) => extent.toMs))),
    finest: onlyHours ? 2 : onlyMinutes ? 1 : 0,
  };
}

/** 0 is the step of raw points as they are. */
function chooseStep({ blocks }: TrendTable, series: number, { fromMs, toMs, finest }: Span, maxPoints: number): { level: Level; stepMs: number } {
  const pointsOf = (level: Level) => {
    const { blockMs } = levels[level];
    return blocks.extent(series, level, Math.floor(fromMs / blockMs), Math.ceil(toMs / blockMs)).points;
  };
  const width = (toMs - fromMs) / maxPoints;
  const multipleOf = (unit: number) => Math.max(1, Math.ceil(width / unit)) * unit;
  if (finest === 0 && pointsOf(0) <= maxPoints) {
    return { level: 0, stepMs: 0 };
  }
  if (finest === 0 && multipleOf(1_000) < minuteMs) {
    return { level: 0, stepMs: multipleOf(1_000) };
  }
  if (finest <= 1 && (pointsOf(1) <= maxPoints || multipleOf(minuteMs) < hourMs)) {
    return { level: 1, stepMs: pointsOf(1) <= maxPoints ? minuteMs : multipleOf(minuteMs) };
  }
  return { level: 2, stepMs: pointsOf(2) <= maxPoints ? hourMs : multipleOf(hourMs) };
}

function rawTrend(table: TrendTable, series: number, query: TrendQuery): Trend {
  const columns = new Columns();
  table.visit(series, 0, query.fromMs, query.toMs, query.parameter, columns.add);
  return { ...columns.all, stepMs: 0, gaps: gapsAmong(columns.all, { ...query, recordMs: levels[0].recordMs }) };
}

/** Gaps are found among the points before they are put together, which tell how they came. */
function foldedTrend(table: TrendTable, series: number, query: TrendQuery, level: Level, stepMs: number): Trend {
  const columns = new Columns();
  const fold = new Fold(stepMs, columns.add);
  const times = { at: [] as number[], count: [] as number[] };
  table.visit(series, level, Math.floor(query.fromMs / stepMs) * stepMs, Math.ceil(query.toMs / stepMs) * stepMs, query.parameter, (at, count, min, mean, max) => {
    times.at.push(at);
    times.count.push(count);
    fold.add(at, count, min, mean, max);
  });
  fold.end();
  const gaps = gapsAmong(times, { ...query, recordMs: levels[level].recordMs });
  return { ...columns.all, stepMs, gaps: gapsOfSteps(gaps, stepMs) };
}
