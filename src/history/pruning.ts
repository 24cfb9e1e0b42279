import type { EventTable } from './eventTable';
import { levels, type Level } from './level';
import type { PortStateTable } from './portStateTable';
import type { Retention } from './retention';
import { numberIn, type Database } from './sqlite';
import type { TrendTable } from './trendTable';

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** So many blocks of each series go in one transaction: six hours of raw points, ten days of minutes, most of a year of hours. */
const blocksAtOnce: Readonly<Record<Level, number>> = { 0: 360, 1: 240, 2: 240 };

/** When the file is too large, at most so much goes at once: an hour of raw points, a day of minutes, a month of hours; and no more than this part of the time. */
const blocksForSpace: Readonly<Record<Level, number>> = { 0: 60, 1: 24, 2: 30 };
const partForSpace = 0.05;

const rowsForSpace = 1_000;

/** Pages of the file that are given back at once. */
const pagesAtOnce = 2_000;

export interface PrunedTables {
  readonly trends: TrendTable;
  readonly portStates: PortStateTable;
  readonly events: EventTable;
}

export interface Pruned {
  /** True when the next call would find more. */
  readonly isMore: boolean;
  readonly eventsWent: boolean;
  /** Something went before its time, for want of space. */
  readonly shortened?: Shortened;
}

/** How far back a level still reaches, and how far it was wanted to. */
export interface Shortened {
  readonly level: Level;
  readonly reachMs: number;
  readonly wantedMs: number;
}

/**
 * Removes what is too old, then, while the file is too large, the oldest of the level that reaches back farthest for what it is wanted to: what there is space
 * for is divided fairly, and no level is lost to another one. One short step a call, inside a transaction.
 */
export function prune(database: Database, { trends, portStates, events }: PrunedTables, retention: Retention, now: number): Pruned {
  const { rawHours, minuteDays, hourDays, maxMegabytes } = retention;
  const wantedMs: Readonly<Record<Level, number>> = { 0: rawHours * hourMs, 1: minuteDays * dayMs, 2: hourDays * dayMs };
  const horizons: Readonly<Record<Level, number>> = { 0: now - wantedMs[0], 1: now - wantedMs[1], 2: now - wantedMs[2] };
  for (const level of [0, 1, 2] as const) {
    if (dropBlocks(trends, level, Math.floor(horizons[level] / levels[level].blockMs), blocksAtOnce[level])) {
      return { isMore: true, eventsWent: false };
    }
  }
  portStates.deleteBefore(horizons[2]);
  const eventsWent = events.deleteBefore(horizons[2]) > 0;
  trends.series.removeUnused();
  if (usedBytes(database) <= maxMegabytes * 1e6) {
    return { isMore: false, eventsWent };
  }
  const reachMs = (level: Level): number => {
    const oldest = trends.blocks.oldest(level);
    return oldest === undefined ? 0 : now - oldest * levels[level].blockMs;
  };
  const shareOf = (level: Level): number => reachMs(level) / wantedMs[level];
  const stepOf = (level: Level): number => Math.max(1, Math.min(blocksForSpace[level], Math.floor((partForSpace * wantedMs[level]) / levels[level].blockMs)));
  for (const level of ([0, 1, 2] as const).toSorted((a, b) => shareOf(b) - shareOf(a))) {
    if (dropBlocks(trends, level, Number.POSITIVE_INFINITY, stepOf(level))) {
      return { isMore: true, eventsWent, shortened: { level, reachMs: reachMs(level), wantedMs: wantedMs[level] } };
    }
  }
  const rows = portStates.deleteOldest(rowsForSpace);
  const eventRows = events.deleteOldest(rowsForSpace);
  return { isMore: rows + eventRows > 0, eventsWent: eventsWent || eventRows > 0 };
}

/** Makes the file smaller by pages that are no longer used. Outside a transaction. */
export function giveSpaceBack(database: Database): void {
  database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
}

/** Drops the oldest blocks of a level, at most `most` of them, of all series; what is not rolled up yet stays. False when there is nothing to drop. */
function dropBlocks({ blocks, marks }: TrendTable, level: Level, before: number, most: number): boolean {
  const oldest = blocks.oldest(level);
  if (oldest === undefined) {
    return false;
  }
  const rolledUpTo = level === 2 ? Number.POSITIVE_INFINITY : marks.get(level === 0 ? 'minutesUpTo' : 'hoursUpTo');
  const end = Math.min(before, oldest + most, rolledUpTo);
  if (end <= oldest) {
    return false;
  }
  blocks.deleteBefore(level, end);
  if (level !== 2) {
    const mark = level === 0 ? 'rawFrom' : 'minutesFrom';
    marks.set(mark, Math.max(marks.get(mark), end * levels[level].blockMs));
  }
  return true;
}

function usedBytes(database: Database): number {
  const pragma = (name: string) => numberIn(database.prepare(`PRAGMA ${name}`).get(), name);
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}
