import { describe, expect, it } from 'vitest';
import { openMemory } from '../../src/history/historyFile';
import { SqliteStore } from '../../src/history/sqliteStore';
import type { TrendSample } from '../../src/model/trend';
import { failingSqlite } from './failingSqlite';
import { address, openDatabase, openWindow, sample } from './fixture';
import { ManualClock } from './manualClock';
import { StepClock } from './stepClock';

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 12);
const [locked, full] = [5, 13];

function samplesAt(at: number): readonly TrendSample[] {
  return Array.from({ length: 1_000 }, (_, n) => sample(at, n, { address: { deviceId: `gm-${n}`, slotId: 'io3', instanceId: 'ptp0' } }));
}

/** A window whose roll-ups fail as long as they shall, and what it tells of its status. */
function failingRollUps(errcode: number) {
  const state = { fails: false };
  let rolledUp = 0;
  const load = failingSqlite((sql, database) => {
    if (sql !== 'COMMIT') {
      return undefined;
    }
    const now = Number(database.prepare('SELECT count(*) AS n FROM block WHERE level > 0').get()?.n);
    if (state.fails && now !== rolledUp) {
      return errcode;
    }
    rolledUp = now;
    return undefined;
  });
  const window = openWindow({ clock: new ManualClock(start), load });
  const told: (string | undefined)[] = [];
  window.history.onDidChangeStatus((status) => told.push('fault' in status ? status.fault?.kind : undefined));
  const recordFor = (seconds: number): void => {
    for (let n = 0; n < seconds; n++) {
      window.history.record([sample(window.clock.now(), n)]);
      window.clock.advance(1_000);
    }
  };
  return { ...window, state, told, recordFor };
}

describe('a step that fails', () => {
  it('again and again behind writes that are well is told once, and once that it is over', () => {
    const { state, told, recordFor, problems } = failingRollUps(full);
    recordFor(3);
    state.fails = true;
    recordFor(150);
    expect(told).toEqual(['diskFull']);
    expect(problems).toHaveLength(1);
    state.fails = false;
    recordFor(5);
    expect(told).toEqual(['diskFull', undefined]);
  });

  it('for want of a lock that no write meets is told in the end', () => {
    const { state, told, recordFor } = failingRollUps(locked);
    recordFor(3);
    state.fails = true;
    recordFor(80);
    expect(told).toEqual([]);
    recordFor(70);
    expect(told).toEqual(['fileLocked']);
  });

  it.each([
    ['is not begun', 'BEGIN IMMEDIATE', locked],
    ['does not end', 'COMMIT', full],
  ])('as its transaction %s is taken again in the next round, and not the ones before it', (_, statement, errcode) => {
    let count: number | undefined;
    const load = failingSqlite((sql) => (sql === statement && count !== undefined && ++count % 6 === 0 ? errcode : undefined));
    const { history, clock, file } = openWindow({ clock: new ManualClock(start), load });
    history.record(samplesAt(clock.now()));
    clock.advance(minute + 4_000);
    count = 0;
    const check = openDatabase(file);
    const upTo = (): number => Number(check.prepare("SELECT value FROM mark WHERE name = 'minutesUpTo'").get()?.value);
    const before = upTo();
    history.record([sample(clock.now())]);
    clock.advance(15_000);
    expect(count).toBeGreaterThan(12);
    expect(count).toBeLessThan(100);
    expect(upTo()).toBe(before + 1);
    expect(check.prepare('SELECT count(*) AS n FROM block WHERE level = 1').get()?.n).toBe(1_000);
    expect(history.status).toEqual({ state: 'ok' });
  });

  it('of a read leaves the roll-up that is under way', () => {
    let isFailing = false;
    let step = Number.NEGATIVE_INFINITY;
    let upToWhenRead: number | undefined;
    const clock = new StepClock(start, () => {
      step++;
      if (step === 4) {
        upToWhenRead = upTo();
        history.record([sample(clock.now())]);
        isFailing = true;
        history.trend(address, 'offsetFromMasterNs', start, clock.now(), 10);
        isFailing = false;
      }
    });
    const load = failingSqlite((sql) => (isFailing && sql === 'BEGIN IMMEDIATE' ? full : undefined));
    const { history, file } = openWindow({ clock, load });
    history.record(samplesAt(clock.now()));
    clock.advance(minute + 4_000);
    const check = openDatabase(file);
    const upTo = (): number => Number(check.prepare("SELECT value FROM mark WHERE name = 'minutesUpTo'").get()?.value);
    history.record([sample(clock.now())]);
    clock.advance(1_000);
    const before = upTo();
    step = 0;
    clock.advance(1_000);
    expect(upToWhenRead).toBe(before);
    expect(upTo()).toBe(before + 1);
  });

  it('of giving space back takes nothing from what was pruned, and none is taken for another window', () => {
    let fails = true;
    let tries = 0;
    const sqlite = failingSqlite((sql) => {
      const isGivingBack = sql.startsWith('PRAGMA incremental_vacuum');
      tries += isGivingBack ? 1 : 0;
      return isGivingBack && fails ? locked : undefined;
    })();
    const database = openMemory({ sqlite, use: (opened) => opened });
    const store = new SqliteStore({ database, owner: 'this window', pace: { gapMs: () => minute, intervalMs: () => 0 } });
    store.write({ samples: samplesAt(start), events: [], states: new Map() }, start);
    database.exec('DELETE FROM block');
    const pruning = store.prune({ rawHours: 24, minuteDays: 31, hourDays: 365, maxMegabytes: 500 }, start);
    let step = pruning.next();
    while (step.done !== true) {
      step = pruning.next();
    }
    expect(step.value).toEqual({ isMore: false });
    const giving = store.giveSpaceBack();
    expect(() => giving.next()).toThrow();
    expect(tries).toBe(1);
    fails = false;
    expect(giving.next().done).toBe(false);
    expect(tries).toBe(2);
    database.exec("UPDATE lease SET owner = 'another window'");
    expect(giving.next().done).toBe(true);
    expect(tries).toBe(2);
    store.close();
  });
});
