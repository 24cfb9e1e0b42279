import { describe, expect, it } from 'vitest';
import { loadSqlite, type Database, type Sqlite } from '../../src/history/sqlite';
import type { TrendSample } from '../../src/model/trend';
import { openDatabase, openWindow } from './fixture';
import { StepClock } from './stepClock';

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 12);

/** No step changes more rows than a few milliseconds allow; a series that is written to changes two or three. */
const mostRows = 500;

function sampleOf(series: number, at: number): TrendSample {
  const address = { deviceId: `gm-${series >> 3}`, slotId: `io${(series >> 2) & 1}`, instanceId: `ptp${series & 3}` };
  return { address, at, portState: 'SLAVE', offsetFromMasterNs: series + (at % 1_000) };
}

/** A window that counts the rows that it changes, step by step. */
function countingWindow({ shortestMs = 0 } = {}) {
  const sqlite = loadSqlite()!;
  const opened: Database[] = [];
  class Opened extends sqlite.DatabaseSync {
    constructor(...args: ConstructorParameters<Sqlite['DatabaseSync']>) {
      super(...args);
      opened.push(this);
    }
  }
  const steps: number[] = [];
  let before = 0;
  const clock = new StepClock(start, () => {
    const [database] = opened;
    const changes = database?.isOpen === true ? Number(database.prepare('SELECT total_changes() AS n').get()?.n) : before;
    steps.push(changes - before);
    before = changes;
  }, shortestMs);
  const window = openWindow({ clock, load: () => ({ ...sqlite, DatabaseSync: Opened }) });
  return { ...window, clock, steps };
}

const blocks = (file: string, level: number): number => {
  const database = openDatabase(file);
  const n = Number(database.prepare('SELECT count(*) AS n FROM block WHERE level = ?').get(level)?.n);
  database.close();
  return n;
};

describe('the history of a thousand instances', () => {
  const instances = Array.from({ length: 1_000 }, (_, n) => n);

  it('is written and rolled up in short steps', () => {
    const { history, clock, file, steps } = countingWindow();
    history.record(instances.map((n) => sampleOf(n, clock.now() + n)));
    clock.advance(2_000);
    expect(blocks(file, 0)).toBe(1_000);
    expect(Math.max(...steps.splice(0))).toBeLessThanOrEqual(mostRows);
    clock.advance(minute + 6_000);
    expect(blocks(file, 1)).toBe(1_000);
    expect(Math.max(...steps)).toBeLessThanOrEqual(mostRows);
    expect(steps.filter((rows) => rows > 20).length).toBeGreaterThanOrEqual(10);
  });

  it('is pruned in short steps', () => {
    const { history, clock, file, steps } = countingWindow();
    for (let n = 0; n < 15; n++) {
      history.record(instances.map((series) => sampleOf(series, clock.now() + series)));
      clock.advance(minute);
    }
    clock.advance(6_000);
    expect(blocks(file, 0)).toBe(15_000);
    steps.splice(0);
    history.setRetention({ rawHours: 1 / 60, minuteDays: 31, hourDays: 365, maxMegabytes: 500 });
    clock.advance(5_000);
    expect(blocks(file, 0)).toBeLessThanOrEqual(1_000);
    expect(blocks(file, 1)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...steps)).toBeLessThanOrEqual(2 * mostRows);
  });

  it('is read without writing what waits of the others', () => {
    const { history, clock, file } = countingWindow();
    history.record(instances.map((n) => sampleOf(n, clock.now())));
    const { address, at } = sampleOf(700, clock.now());
    expect(history.trend(address, 'offsetFromMasterNs', at, at + 1, 10).mean).toEqual([700]);
    expect(history.portStates(address, at, at + 1)).toHaveLength(1);
    expect(history.events()).toEqual([]);
    expect(blocks(file, 0)).toBe(1);
    clock.advance(2_000);
    expect(blocks(file, 0)).toBe(1_000);
  });

  it('goes on being written while it is rolled up, however slow the steps are, and is rolled up once at a time', () => {
    const { history, clock, file } = countingWindow({ shortestMs: 700 });
    history.record(instances.map((n) => sampleOf(n, clock.now() + n)));
    clock.advance(minute + 6_000);
    const check = openDatabase(file);
    const value = (sql: string): number => Number(check.prepare(sql).get()?.value);
    const upTo = (): number => value("SELECT value FROM mark WHERE name = 'minutesUpTo'");
    const before = upTo();
    let writes = 0;
    for (let n = 0; n < 30; n++) {
      history.record([sampleOf(n, clock.now())]);
      clock.advance(1_000);
      writes += value(`SELECT count(*) AS value FROM block WHERE level = 0 AND number > ${start / minute}`) > writes && upTo() === before ? 1 : 0;
      expect(value('SELECT expires AS value FROM lease')).toBeGreaterThan(clock.now());
      // The next look, and the next step.
      expect(clock.waiting).toBeLessThanOrEqual(2);
    }
    expect(writes).toBeGreaterThan(3);
    expect(upTo()).toBe(start / minute + 1);
    expect(value('SELECT count(*) AS value FROM block WHERE level = 1')).toBe(1_000);
  });
});
