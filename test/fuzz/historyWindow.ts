import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { HistoryClock } from '../../src/history/clock';
import { History } from '../../src/history/history';
import type { HistoryOptions } from '../../src/history/historyOptions';
import { Marks } from '../../src/history/marks';
import type { Database } from '../../src/history/sqlite';
import type { TrendSample } from '../../src/model/trend';
import { failingSqlite } from '../history/failingSqlite';
import { openDatabase, sample } from '../history/fixture';
import type { ManualClock } from '../history/manualClock';

/** Two minutes before an hour ends, so that hours are rolled up as well. */
export const start = Date.UTC(2026, 10, 23, 11, 58);

export const minute = 60_000;

/** How long the event loop takes for a turn: whatever else happens may come between two steps of the work. */
export const turnMs = 20;

export const [locked, failed, full] = [5, 10, 13];

/** So many transactions are well before some fail, as they begin or as they end. */
export interface Fault {
  readonly skipped: number;
  readonly times: number;
  readonly errcode: number;
}

export function anyFault(...errcodes: readonly number[]): fc.Arbitrary<Fault> {
  return fc.record({ skipped: fc.nat(8), times: fc.integer({ min: 1, max: 6 }), errcode: fc.constantFrom(...errcodes) });
}

/** Something that happens to what is tested. It is printed by its name when a check fails. */
export interface Step<T> {
  readonly run: (tested: T) => void;
  readonly [fc.toStringMethod]: () => string;
}

export function step<T, I>(weight: number, run: (tested: T, input: I) => void, input: fc.Arbitrary<I>): fc.WeightedArbitrary<Step<T>> {
  const arbitrary = input.map((value): Step<T> => ({ run: (tested) => run(tested, value), [fc.toStringMethod]: () => `${run.name} ${fc.stringify(value)}` }));
  return { weight, arbitrary };
}

/** Samples of so many instances, one each: cards of four. */
export interface Recording {
  readonly first: number;
  readonly count: number;
  readonly lateMs: number;
}

export function instance(n: number): TrendSample['address'] {
  return { deviceId: `gm-${Math.floor(n / 4)}`, slotId: 'io3', instanceId: `ptp${n % 4}` };
}

/** @param value Differs between any two recordings, so that it shows which one was lost. */
export function samplesOf({ first, count, lateMs }: Recording, now: number, value: number): readonly TrendSample[] {
  return Array.from({ length: count }, (_, n) => sample(now - lateMs, value * 1_000 + n, { address: instance(first + n) }));
}

/** Lets time pass until series are being rolled up, which begins soon after a minute; not for much longer: it may be made to fail. */
export function advanceToRollUp(clock: ManualClock, folder: string): void {
  const file = openDatabase(path.join(folder, 'history.sqlite'));
  const marks = new Marks(file);
  clock.advance(minute - (clock.now() % minute) + 5_000 - turnMs);
  for (let ms = 0; ms < 3_000 && marks.get('minutesBegun') <= marks.get('minutesUpTo'); ms += turnMs) {
    clock.advance(turnMs);
  }
  file.close();
}

/** Into the middle of a minute, where no roll-up is under way any more. */
export function advancePastRollUp(clock: ManualClock): void {
  clock.advance(minute - (clock.now() % minute) + minute / 2);
}

/** A folder for one case: those of all cases would fill the disk. */
export function inFolder(action: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'psx-fuzz-history-'));
  try {
    action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A window whose transactions can be made to fail, and which can be killed and started again. */
export class FuzzedWindow {
  readonly #clock: ManualClock;
  readonly #options: Omit<HistoryOptions, 'clock' | 'load'>;
  readonly #onStart: (history: History) => void;
  readonly #databases = new Set<Database>();
  #fault: Fault = { skipped: 0, times: 0, errcode: 0 };
  #timers: WindowClock;
  #history: History;

  /** @param onStart Called with the history of each start. */
  constructor(clock: ManualClock, options: Omit<HistoryOptions, 'clock' | 'load'>, onStart: (history: History) => void = () => undefined) {
    this.#clock = clock;
    this.#options = options;
    this.#onStart = onStart;
    this.#timers = new WindowClock(clock);
    this.#history = this.#start();
  }

  get history(): History {
    return this.#history;
  }

  /** Whether something will fail. */
  get isFailing(): boolean {
    return this.#fault.times > 0;
  }

  fail(fault: Fault): void {
    this.#fault = fault;
  }

  heal(): void {
    this.#fault = { ...this.#fault, times: 0 };
  }

  /** Returns `undefined` where it failed as it was made to. */
  read<T>(question: (history: History) => T): T | undefined {
    const mayFail = this.isFailing;
    try {
      return question(this.#history);
    } catch (error) {
      if (!mayFail) {
        throw error;
      }
      return undefined;
    }
  }

  /** Nothing of it runs any more, and its lease stays behind. */
  kill(): void {
    this.#timers.stop();
    this.#databases.forEach((database) => (database.isOpen ? database.close() : undefined));
    this.#databases.clear();
  }

  /** After it was killed or has ended. */
  startAgain(): void {
    this.#timers = new WindowClock(this.#clock);
    this.#history = this.#start();
    this.#clock.advance(turnMs);
  }

  #start(): History {
    const load = failingSqlite((sql, database) => {
      this.#databases.add(database);
      return /^(BEGIN IMMEDIATE|COMMIT)/.test(sql) ? this.#nextErrcode() : undefined;
    });
    const history = new History({ ...this.#options, clock: this.#timers, load });
    this.#onStart(history);
    return history;
  }

  #nextErrcode(): number | undefined {
    const { skipped, times, errcode } = this.#fault;
    if (times === 0) {
      return undefined;
    }
    this.#fault = skipped > 0 ? { skipped: skipped - 1, times, errcode } : { skipped, times: times - 1, errcode };
    return skipped > 0 ? undefined : errcode;
  }
}

/** The time of all windows; the timers of one. */
class WindowClock implements HistoryClock {
  readonly #base: ManualClock;
  readonly #timers = new Set<object>();

  constructor(base: ManualClock) {
    this.#base = base;
  }

  now(): number {
    return this.#base.now();
  }

  setTimeout(callback: () => void, delayMs: number): object {
    const timer = this.#base.setTimeout(() => {
      this.#timers.delete(timer);
      callback();
    }, Math.max(delayMs, turnMs));
    this.#timers.add(timer);
    return timer;
  }

  clearTimeout(timer: object): void {
    this.#timers.delete(timer);
    this.#base.clearTimeout(timer);
  }

  stop(): void {
    this.#timers.forEach((timer) => this.clearTimeout(timer));
  }
}
