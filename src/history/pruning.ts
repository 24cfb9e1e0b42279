import type { EventTable } from './eventTable';
import { levels, type Level } from './level';
import type { PortStateTable } from './portStateTable';
import type { Retention } from './retention';
import { numberIn, type Database } from './sqlite';
import type { Steps } from './steps';
import type { TrendTable } from './trendTable';

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** So many blocks of each series go in one round: six hours of raw points, ten days of minutes, most of a year of hours. */
const blocksInRound: Readonly<Record<Level, number>> = { 0: 360, 1: 240, 2: 240 };

/** When the file is too large, at most so much goes in one round: an hour of raw points, a day of minutes, a month of hours; and no more than this part of the time. */
const blocksForSpace: Readonly<Record<Level, number>> = { 0: 60, 1: 24, 2: 30 };
const partForSpace = 0.05;

const rowsForSpace = 1_000;

/** So many rows make a step, with a series that is looked at for one: a few milliseconds. */
const rowsAtOnce = 500;

/** Pages of the file that are given back at once, and how often in one round. */
const pagesAtOnce = 500;
const timesGivenBack = 4;

export interface PrunedTables {
  readonly trends: TrendTable;
  readonly portStates: PortStateTable;
  readonly events: EventTable;
  /** Told in the step in which events went. */
  readonly eventsWent: () => void;
}

export interface Pruned {
  /** True when the next round would find more. */
  readonly isMore: boolean;
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
 * for is divided fairly, and no level is lost to another one. One round a call, each of its steps inside a transaction.
 */
export function* prune(database: Database, tables: PrunedTables, retention: Retention, now: number): Steps<Pruned> {
  const { rawHours, minuteDays, hourDays, maxMegabytes } = retention;
  const { trends } = tables;
  const wantedMs: Readonly<Record<Level, number>> = { 0: rawHours * hourMs, 1: minuteDays * dayMs, 2: hourDays * dayMs };
  const horizons: Readonly<Record<Level, number>> = { 0: now - wantedMs[0], 1: now - wantedMs[1], 2: now - wantedMs[2] };
  for (const level of [0, 1, 2] as const) {
    if (yield* dropBlocks(trends, level, Math.floor(horizons[level] / levels[level].blockMs), blocksInRound[level])) {
      return { isMore: true };
    }
  }
  yield* dropRows(tables, horizons[2]);
  if (usedBytes(database) <= maxMegabytes * 1e6) {
    return { isMore: false };
  }
  const shares: { readonly level: Level; readonly share: number }[] = [];
  for (const level of [0, 1, 2] as const) {
    shares.push({ level, share: (yield* reachMs(trends, level, now)) / wantedMs[level] });
  }
  for (const { level } of shares.sort((a, b) => b.share - a.share)) {
    const most = Math.max(1, Math.min(blocksForSpace[level], Math.floor((partForSpace * wantedMs[level]) / levels[level].blockMs)));
    if (yield* dropBlocks(trends, level, Number.POSITIVE_INFINITY, most)) {
      return { isMore: true, shortened: { level, reachMs: yield* reachMs(trends, level, now), wantedMs: wantedMs[level] } };
    }
  }
  const eventRows = tables.events.deleteOldest(rowsForSpace);
  if (eventRows > 0) {
    tables.eventsWent();
  }
  return { isMore: tables.portStates.deleteOldest(rowsForSpace) + eventRows > 0 };
}

/** Makes the file smaller by pages that are no longer used, each step inside a transaction. */
export function* giveSpaceBack(database: Database): Steps<void> {
  for (let times = 0; times < timesGivenBack && pragma(database, 'freelist_count') > 0; times++) {
    database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
    yield;
  }
}

/** Drops the oldest blocks of a level, at most `most` of them, of all series; what is not rolled up yet stays. False when there is nothing to drop. */
function* dropBlocks(trends: TrendTable, level: Level, before: number, most: number): Steps<boolean> {
  const { blocks, marks, series } = trends;
  const oldest = yield* oldestBlock(trends, level);
  if (oldest === undefined) {
    return false;
  }
  const rolledUpTo = level === 2 ? Number.POSITIVE_INFINITY : marks.get(level === 0 ? 'minutesUpTo' : 'hoursUpTo');
  const end = Math.min(before, oldest + most, rolledUpTo);
  if (end <= oldest) {
    return false;
  }
  if (level !== 2) {
    // Before the first of them goes: whoever reads between two steps must not take the rest for all of it.
    const mark = level === 0 ? 'rawFrom' : 'minutesFrom';
    marks.set(mark, Math.max(marks.get(mark), end * levels[level].blockMs));
  }
  let done = 0;
  for (const { ids } of series.groups()) {
    for (const id of ids) {
      done += 1 + blocks.deleteBefore(id, level, end);
      if (done >= rowsAtOnce) {
        done = 0;
        yield;
      }
    }
  }
  return true;
}

/** Removes port states and events that are too old, and series that nothing is known of any more. */
function* dropRows({ trends, portStates, events, eventsWent }: PrunedTables, before: number): Steps<void> {
  for (const group of trends.series.groups()) {
    while (portStates.deleteBefore(group, before, rowsAtOnce) === rowsAtOnce) {
      yield;
    }
    trends.series.removeUnused(group);
    yield;
  }
  for (let count = rowsAtOnce; count === rowsAtOnce; ) {
    count = events.deleteBefore(before, rowsAtOnce);
    if (count > 0) {
      eventsWent();
    }
    yield;
  }
}

/** How far back a level reaches. */
function* reachMs(trends: TrendTable, level: Level, now: number): Steps<number> {
  const oldest = yield* oldestBlock(trends, level);
  return oldest === undefined ? 0 : now - oldest * levels[level].blockMs;
}

/** The number of the oldest block of any series. */
function* oldestBlock({ blocks, series }: TrendTable, level: Level): Steps<number | undefined> {
  let oldest: number | undefined;
  for (const group of series.groups()) {
    const own = blocks.oldest(group, level);
    oldest = own === undefined || (oldest !== undefined && oldest < own) ? oldest : own;
    yield;
  }
  return oldest;
}

function usedBytes(database: Database): number {
  return (pragma(database, 'page_count') - pragma(database, 'freelist_count')) * pragma(database, 'page_size');
}

function pragma(database: Database, name: string): number {
  return numberIn(database.prepare(`PRAGMA ${name}`).get(), name);
}
