import path from 'node:path';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { inTransaction, type Database } from '../../src/history/sqlite';
import { TrendTable } from '../../src/history/trendTable';
import { leaseMs } from '../../src/history/writerLease';
import { event, openDatabase } from '../history/fixture';
import { ManualClock } from '../history/manualClock';
import { fuzz } from './fuzz';
import { advancePastRollUp, advanceToRollUp, anyFault, full, FuzzedWindow, inFolder, instance, locked, minute, samplesOf, start, step, turnMs, type Fault, type Recording } from './historyWindow';

const hour = 60 * minute;

const everything: Recording = { first: 0, count: 350, lateMs: 0 };

/** However often the clock is set, nothing is too old to be kept: all that is rolled up can be made anew. */
const retention = { rawHours: 24_000, minuteDays: 1_000, hourDays: 1_000, maxMegabytes: 500 };

/** Two windows that share a file. Each of them writes when the other one does not. */
class Windows {
  readonly clock = new ManualClock(start);
  readonly all: readonly [FuzzedWindow, FuzzedWindow];
  readonly file: string;
  #serial = 0;
  #latest = start;

  constructor(folder: string) {
    this.file = path.join(folder, 'history.sqlite');
    this.all = [new FuzzedWindow(this.clock, { folder, retention }), new FuzzedWindow(this.clock, { folder, retention })];
    this.clock.advance(turnMs);
  }

  /** The latest time of anything that was recorded. */
  get latest(): number {
    return this.#latest;
  }

  nextSerial(): number {
    return ++this.#serial;
  }

  record(which: Which, recording: Recording): void {
    this.#latest = Math.max(this.#latest, this.clock.now());
    this.all[which].history.record(samplesOf(recording, this.clock.now(), this.nextSerial()));
  }
}

type Which = 0 | 1;

function record(windows: Windows, { which, ...recording }: Recording & { readonly which: Which }): void {
  windows.record(which, recording);
}

/** After so many steps of rolling up. */
function recordAmidRollUp(windows: Windows, { which, turns, ...recording }: Recording & { readonly which: Which; readonly turns: number }): void {
  windows.record(0, everything);
  windows.record(1, everything);
  advanceToRollUp(windows.clock, path.dirname(windows.file));
  advance(windows, turns * turnMs);
  windows.record(which, recording);
  flush(windows, which);
}

/** Both windows see it. */
function append(windows: Windows, severity: 'information' | 'warning'): void {
  const seenByBoth = event(windows.clock.now(), `S${windows.nextSerial()}`, { severity });
  windows.all.forEach(({ history }) => history.append([seenByBoth]));
}

function advance({ clock }: Windows, ms: number): void {
  clock.advance(ms);
}

/** Somebody sets the computer's clock. */
function setClock({ clock }: Windows, ms: number): void {
  clock.jump(ms);
}

function look({ all }: Windows, { which, n }: { readonly which: Which; readonly n: number }): void {
  all[which].read((history) => [history.trend(instance(n), 'offsetFromMasterNs', 0, Number.MAX_SAFE_INTEGER, 100), history.events()]);
}

function flush({ all }: Windows, which: Which): void {
  all[which].history.flush();
}

function fail({ all }: Windows, { which, fault }: { readonly which: Which; readonly fault: Fault }): void {
  all[which].fail(fault);
}

/** A third window comes to write, and is killed at once. */
function takeLease({ clock, file }: Windows, forMs: number): void {
  const database = openDatabase(file);
  database.prepare("UPDATE lease SET owner = 'another window', expires = ?").run(clock.now() + forMs);
  database.close();
}

function restart({ all }: Windows, { which, how }: { readonly which: Which; readonly how: 'kill' | 'close' }): void {
  const window = all[which];
  window.heal();
  if (how === 'kill') {
    window.kill();
  } else {
    window.history.dispose();
  }
  window.startAgain();
}

const which = fc.constantFrom<Which[]>(0, 1);
const steps = fc.array(
  fc.oneof(
    step(6, record, fc.record({ which, first: fc.nat(200), count: fc.integer({ min: 1, max: 300 }), lateMs: fc.constantFrom(0, 0, 0, 3_000, 50_000, 90_000, 3_500_000) })),
    step(1, recordAmidRollUp, fc.record({ which, turns: fc.nat(6), first: fc.nat(300), count: fc.integer({ min: 1, max: 50 }), lateMs: fc.constantFrom(3_000, 50_000, 90_000) })),
    step(2, append, fc.constantFrom('information', 'warning')),
    step(10, advance, fc.constantFrom(0, turnMs, 3 * turnMs, 300, 1_000, 2_500, 5_000, 61_000)),
    step(1, setClock, fc.constantFrom(-600_000, -70_000, 70_000, 4_000_000)),
    step(3, look, fc.record({ which, n: fc.nat(400) })),
    step(3, flush, which),
    step(2, fail, fc.record({ which, fault: anyFault(locked, full) })),
    step(2, takeLease, fc.constantFrom(100, leaseMs)),
    step(2, restart, fc.record({ which, how: fc.constantFrom('kill', 'close') })),
  ),
  { maxLength: 50, size: 'max' },
);

/** Twice, as the first write may find that the clock was set; then all of it is over. */
function rollUpAll(windows: Windows): void {
  const { all, clock, latest } = windows;
  all.forEach((window) => window.heal());
  clock.jump(Math.max(0, latest - clock.now()) + 2 * hour);
  clock.advance(leaseMs + 2_000);
  for (let n = 0; n < 2; n++) {
    windows.record(0, { first: 0, count: 1, lateMs: 0 });
    windows.record(1, { first: 0, count: 1, lateMs: 0 });
    advancePastRollUp(clock);
    clock.jump(minute + 10_000);
  }
}

function rolledUp(file: Database) {
  return [
    'SELECT series, level, number, points, hex(data) AS data FROM block WHERE level > 0 ORDER BY series, level, number',
    "SELECT name, value FROM mark WHERE name IN ('minutesBegun', 'minutesUpTo', 'hoursUpTo') ORDER BY name",
  ].map((query) => file.prepare(query).all());
}

/** As {@link rolledUp}, made anew of the raw points. */
function rolledUpAnew(file: Database) {
  return inTransaction(file, 'IMMEDIATE', () => {
    const table = new TrendTable(file);
    const upTo = table.marks.get('minutesUpTo') * minute;
    file.exec("DELETE FROM block WHERE level > 0; DELETE FROM mark WHERE name IN ('minutesBegun', 'minutesUpTo', 'hoursUpTo')");
    for (let left = table.rollUpDue(upTo + 5_000); left !== undefined; ) {
      left = table.rollUp(left);
    }
    return rolledUp(file);
  });
}

describe('two windows', () => {
  fuzz('roll up what the raw points say, and log an event once, whoever writes and whatever fails', steps, (those) => {
    inFolder((folder) => {
      const windows = new Windows(folder);
      try {
        those.forEach(({ run }) => run(windows));
        rollUpAll(windows);
        windows.all.forEach(({ history }) => history.dispose());
        expect(windows.clock.waiting).toBe(0);
        const file = openDatabase(windows.file);
        const events = file.prepare('SELECT after FROM event').all().map(({ after }) => after);
        expect(events).toEqual([...new Set(events)]);
        expect(rolledUp(file)).toEqual(rolledUpAnew(file));
        file.close();
      } finally {
        windows.all.forEach((window) => window.kill());
      }
    });
  }, { share: 0.5 });
});
