import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../../src/history/history';
import { openMemory } from '../../src/history/historyFile';
import { loadSqlite, type Database } from '../../src/history/sqlite';
import { TrendTable } from '../../src/history/trendTable';
import { newFolder, onEnd, openDatabase, openWindow, sample } from './fixture';
import { ManualClock } from './manualClock';
import { beforeTheHour, rollUpRest, writeMinutes } from './manySeries';
import { StepClock } from './stepClock';

const minute = 60_000;
const hour = 60 * minute;

function marks(database: Database): Record<string, number> {
  return Object.fromEntries(database.prepare('SELECT name, value FROM mark').all().map(({ name, value }) => [String(name), Number(value)]));
}

/** All that is kept of points, and how far it is rolled up. */
function rolledUp(database: Database) {
  const { minutesUpTo, hoursUpTo } = marks(database);
  return { minutesUpTo, hoursUpTo, blocks: database.prepare('SELECT series, level, number, points, hex(data) AS data FROM block ORDER BY series, level, number').all() };
}

function rolledUpIn(folder: string) {
  const database = openDatabase(path.join(folder, 'history.sqlite'));
  const result = rolledUp(database);
  database.close();
  return result;
}

/** What a person sees of some series, as points and put together; without the mean, which is rounded when it is kept. */
function look(history: History) {
  return [0, 49, 99].flatMap((n) =>
    [1, 100].map((maxPoints) => {
      const { at, min, max, count } = history.trend({ deviceId: `gm-${n}`, slotId: 'io3', instanceId: 'ptp0' }, 'offsetFromMasterNs', beforeTheHour - 3 * minute, beforeTheHour + minute, maxPoints);
      return { at, min, max, count };
    }),
  );
}

/** What is in the file, and what is seen of it, when nothing comes between the steps. */
function undisturbed() {
  const folder = newFolder();
  const clock = new ManualClock(beforeTheHour);
  const history = writeMinutes(clock, { folder });
  rollUpRest(history, clock);
  const seen = look(history);
  history.dispose();
  return { file: rolledUpIn(folder), seen };
}

describe('a roll-up that does not come to its end', () => {
  it('changes nothing for whoever reads, and is done again when the window is killed at any moment', { timeout: 120_000 }, async () => {
    const { seen, file: expected } = undisturbed();
    expect(new Set(expected.blocks.map(({ level }) => level))).toEqual(new Set([0, 1, 2]));
    const killed = path.join(newFolder(), 'killedRollUp.cjs');
    await build({ entryPoints: [path.join(import.meta.dirname, 'killedRollUp.ts')], outfile: killed, bundle: true, platform: 'node', format: 'cjs', target: 'node22', logLevel: 'warning' });
    let kills = 0;
    const states = new Set<string>();
    for (const moment of ['before', 'after']) {
      for (let count = 1; ; count++) {
        const folder = newFolder();
        const { signal, status } = spawnSync(process.execPath, ['--no-warnings', killed, folder, moment, String(count)], { stdio: 'inherit' });
        if (status === 0) {
          break;
        }
        expect(signal).toBe('SIGKILL');
        kills++;
        const file = openDatabase(path.join(folder, 'history.sqlite'));
        expect(file.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
        const { minutesUpTo = 0, minutesBegun = 0 } = marks(file);
        states.add(minutesBegun > minutesUpTo ? 'begun' : 'done');
        file.close();
        const clock = new ManualClock(beforeTheHour + 3_500);
        const { history } = openWindow({ folder, clock });
        expect(look(history)).toEqual(seen);
        rollUpRest(history, clock);
        history.dispose();
        expect(rolledUpIn(folder)).toEqual(expected);
      }
    }
    expect(kills).toBeGreaterThan(10);
    expect(states).toEqual(new Set(['begun', 'done']));
  });

  it.each([
    ['another window has come to write', 'lease'],
    ['the window is closed', 'close'],
    ['the window has left the writing to another one', 'duty'],
  ])('stops when %s, and is done again', (_, how) => {
    const { file: expected } = undisturbed();
    const folder = newFolder();
    const other = (): Database => openDatabase(path.join(folder, 'history.sqlite'));
    let duty: 'either' | 'others' = 'either';
    let turns = Number.NEGATIVE_INFINITY;
    const seen: number[] = [];
    const clock = new StepClock(beforeTheHour, () => {
      const file = other();
      const { minutesUpTo = 0, minutesBegun = 0 } = marks(file);
      if (minutesBegun === minutesUpTo) {
        file.close();
        return;
      }
      seen.push(Number(file.prepare('SELECT count(*) AS n FROM block WHERE level = 2').get()?.n));
      turns++;
      if (turns === 2 && how === 'lease') {
        file.exec(`UPDATE lease SET owner = 'another window', expires = ${clock.now() + 4_000}`);
      }
      file.close();
      if (turns === 2 && how === 'close') {
        history.dispose();
      }
      if (turns === 2 && how === 'duty') {
        duty = 'others';
      }
    });
    const history = writeMinutes(clock, { folder, duty: () => duty });
    onEnd(() => history.dispose());
    turns = 0;
    seen.splice(0);
    history.record([sample(clock.now(), undefined)]);
    clock.advance(5_000);
    const [first = 0, atStop = 0] = seen;
    expect(atStop).toBeGreaterThan(first);
    expect(atStop).toBeLessThan(100);
    const { minutesUpTo, blocks } = rolledUpIn(folder);
    expect(minutesUpTo).toBeLessThan(expected.minutesUpTo ?? 0);
    expect(blocks.filter(({ level }) => level === 2)).toHaveLength(atStop);
    duty = 'either';
    const next = how === 'close' ? openWindow({ folder, clock }).history : history;
    rollUpRest(next, clock);
    next.dispose();
    const result = rolledUpIn(folder);
    expect({ ...result, minutesUpTo: expected.minutesUpTo }).toEqual(expected);
  });
});

describe('rolling up in steps', () => {
  it('goes no further than its end, and never back, when another window has rolled up more between two of them', () => {
    const { database, table } = newTable();
    const now = Date.UTC(2026, 10, 23, 12);
    for (let n = 0; n < 4; n++) {
      table.add(table.series.findOrAdd({ deviceId: 'gm', slotId: 'io3', instanceId: `ptp${n}` }), [sample(now, n)]);
    }
    const hung = table.rollUpDue(now + 2 * minute);
    const left = hung && table.rollUp(hung, 1);
    expect(left).toBeDefined();
    for (let other = table.rollUpDue(now + 2 * hour); other !== undefined; ) {
      other = table.rollUp(other);
    }
    const before = marks(database);
    expect(left && table.rollUp(left)).toBeUndefined();
    expect(marks(database)).toEqual(before);
    database.close();
  });

  /** A table of its own, in memory. */
  const newTable = (): { database: Database; table: TrendTable } => {
    const database = openMemory({ sqlite: loadSqlite()!, use: (opened) => opened });
    return { database, table: new TrendTable(database) };
  };

  it('gives the same as all at once, whatever is written, and whenever it is begun anew, between two of them', () => {
    const start = Date.UTC(2026, 10, 23, 12);
    const value = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => number + 0));
    const samples = fc.array(
      fc.record({ series: fc.integer({ min: 0, max: 5 }), beforeMs: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 3 * minute }), fc.integer({ min: 0, max: 2 * hour })), value }),
      { maxLength: 6 },
    );
    // What comes between two steps; `undefined`: the rest of them never does.
    const between = fc.array(fc.option(samples, { nil: undefined, freq: 20 }), { maxLength: 12 });
    const round = fc.record({ first: samples, waitMs: fc.oneof(fc.integer({ min: 5_000, max: 2 * minute }), fc.integer({ min: 0, max: hour })), between });
    fc.assert(
      fc.property(fc.array(round, { maxLength: 6 }), fc.integer({ min: 1, max: 4 }), (rounds, most) => {
        const parted = newTable();
        const whole = newTable();
        let now = start;
        const add = (those: readonly { readonly series: number; readonly beforeMs: number; readonly value: number }[]): void => {
          for (const { series, beforeMs, value: number } of those) {
            const address = { deviceId: 'gm', slotId: 'io3', instanceId: `ptp${series}` };
            [parted, whole].forEach(({ table }) => table.add(table.series.findOrAdd(address), [sample(now - beforeMs, number)]));
          }
        };
        for (const { first, waitMs, between: those } of rounds) {
          add(first);
          now += waitMs;
          let left = parted.table.rollUpDue(now);
          for (const one of those) {
            left = left && parted.table.rollUp(left, most);
            if (one === undefined) {
              left = parted.table.rollUpDue(now);
            }
            add(one ?? []);
          }
        }
        now += hour;
        for (const { table } of [parted, whole]) {
          for (let left = table.rollUpDue(now); left !== undefined; ) {
            left = table.rollUp(left);
          }
        }
        expect(rolledUp(parted.database)).toEqual(rolledUp(whole.database));
        [parted, whole].forEach(({ database }) => database.close());
      }),
      { numRuns: 150 },
    );
  });
});
