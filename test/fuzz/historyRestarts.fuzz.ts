import path from 'node:path';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { History } from '../../src/history/history';
import { defaultRetention } from '../../src/history/retention';
import { leaseMs } from '../../src/history/writerLease';
import { event, openDatabase } from '../history/fixture';
import { ManualClock } from '../history/manualClock';
import { fuzz } from './fuzz';
import { advancePastRollUp, advanceToRollUp, anyFault, failed, full, FuzzedWindow, inFolder, instance, locked, samplesOf, start, step, turnMs, type Fault, type Recording } from './historyWindow';

const everything: Recording = { first: 0, count: 350, lateMs: 0 };

/** Two windows that are told the same, each with a file of its own; nothing happens to the other one. */
class Pair {
  readonly clock = new ManualClock(start);
  readonly window: FuzzedWindow;
  readonly undisturbed: History;
  readonly folder: string;
  #serial = 0;
  #killedAt = Number.NEGATIVE_INFINITY;

  constructor(folder: string, undisturbedFolder: string) {
    this.folder = folder;
    this.window = new FuzzedWindow(this.clock, { folder, duty: () => 'mine' }, (history) => {
      history.onDidChange(() => history.events());
      history.onDidAppend(() => history.trend(instance(1), 'offsetFromMasterNs', start, this.clock.now(), 50));
    });
    this.undisturbed = new History({ folder: undisturbedFolder, clock: this.clock });
    this.clock.advance(turnMs);
  }

  /** Whether all can be written that waits. */
  get isWell(): boolean {
    return !this.window.isFailing && this.clock.now() >= this.#killedAt + leaseMs;
  }

  nextSerial(): number {
    return ++this.#serial;
  }

  tell(action: (history: History) => void): void {
    [this.window.history, this.undisturbed].forEach(action);
  }

  kill(): void {
    this.window.kill();
    this.#killedAt = this.clock.now();
  }
}

function record(pair: Pair, recording: Recording): void {
  const samples = samplesOf(recording, pair.clock.now(), pair.nextSerial());
  pair.tell((history) => history.record(samples));
}

/** After so many steps of rolling up. */
function recordAmidRollUp(pair: Pair, { turns, ...recording }: Recording & { readonly turns: number }): void {
  record(pair, everything);
  advanceToRollUp(pair.clock, pair.folder);
  advance(pair, turns * turnMs);
  record(pair, recording);
  flush(pair);
}

function append(pair: Pair, count: number): void {
  const events = Array.from({ length: count }, () => event(pair.clock.now(), `S${pair.nextSerial()}`));
  pair.tell((history) => history.append(events));
}

function put(pair: Pair, key: string): void {
  const values = new Map([[key, pair.nextSerial()]]);
  pair.tell((history) => history.put('alarm', values));
}

function advance({ clock }: Pair, ms: number): void {
  clock.advance(ms);
}

function look(pair: Pair, { n, maxPoints }: { readonly n: number; readonly maxPoints: number }): void {
  const { clock, isWell, window, undisturbed } = pair;
  const question = (history: History) => {
    // Without the mean, which is rounded when it is kept.
    const { at, min, max, count } = history.trend(instance(n), 'offsetFromMasterNs', start - 120_000, clock.now() + 1, maxPoints);
    return { at, min, max, count, events: history.events(), entries: history.entries('alarm') };
  };
  const seen = window.read(question);
  if (isWell) {
    expect(seen).toEqual(question(undisturbed));
  }
}

function flush({ window }: Pair): void {
  window.history.flush();
}

function fail({ window }: Pair, fault: Fault): void {
  window.fail(fault);
}

function prune({ window }: Pair): void {
  window.history.setRetention(defaultRetention);
}

/** What waits is written before: whoever is killed loses it. */
function restart(pair: Pair, how: 'kill' | 'close'): void {
  pair.window.heal();
  pair.clock.advance(leaseMs + 1_000);
  pair.window.history.flush();
  if (how === 'kill') {
    pair.kill();
  } else {
    pair.window.history.dispose();
  }
  pair.window.startAgain();
}

const steps = fc.array(
  fc.oneof(
    step(6, record, fc.record({ first: fc.nat(300), count: fc.integer({ min: 1, max: 350 }), lateMs: fc.constantFrom(0, 0, 0, 3_000, 50_000, 90_000) })),
    step(1, recordAmidRollUp, fc.record({ turns: fc.nat(6), first: fc.nat(300), count: fc.integer({ min: 1, max: 50 }), lateMs: fc.constantFrom(3_000, 50_000, 90_000) })),
    step(2, append, fc.integer({ min: 1, max: 5 })),
    step(2, put, fc.constantFrom('a', 'b', 'c')),
    step(8, advance, fc.constantFrom(0, turnMs, 3 * turnMs, 300, 1_000, 2_500, 7_000, 61_000)),
    step(3, look, fc.record({ n: fc.nat(400), maxPoints: fc.constantFrom(1, 50, 10_000) })),
    step(3, flush, fc.constant('all')),
    step(2, fail, anyFault(locked, failed, full)),
    step(1, prune, fc.constant('all')),
    step(1, restart, fc.constantFrom('kill', 'close')),
  ),
  { maxLength: 45, size: 'max' },
);

/** All that is kept, but for the numbers of series, which depend on the order in which they are written. */
function contentOf(folder: string) {
  const file = openDatabase(path.join(folder, 'history.sqlite'));
  const content = [
    'SELECT device, instance, level, number, points, hex(data) AS data FROM block JOIN series ON id = series ORDER BY device, instance, level, number',
    'SELECT device, instance, start, finish, portState.state FROM portState JOIN series ON id = series ORDER BY device, instance, start',
    'SELECT at, device, after FROM event ORDER BY id',
    'SELECT kind, key, value FROM state ORDER BY kind, key',
    "SELECT name, value FROM mark WHERE name IN ('minutesBegun', 'minutesUpTo', 'hoursUpTo') ORDER BY name",
  ].map((query) => file.prepare(query).all());
  file.close();
  return content;
}

describe('a window that writes', () => {
  fuzz('loses nothing, whatever fails and whenever it ends', steps, (those) => {
    inFolder((folder) => inFolder((undisturbedFolder) => {
      const pair = new Pair(folder, undisturbedFolder);
      const { clock, window, undisturbed } = pair;
      try {
        those.forEach(({ run }) => run(pair));
        window.heal();
        clock.advance(leaseMs + 2_000);
        // What is over is rolled up behind the next write.
        record(pair, { first: 0, count: 1, lateMs: 0 });
        advancePastRollUp(clock);
        pair.tell((history) => history.dispose());
        expect(clock.waiting).toBe(0);
        expect(contentOf(folder)).toEqual(contentOf(undisturbedFolder));
      } finally {
        window.kill();
        undisturbed.dispose();
      }
    }));
  }, { share: 0.5 });
});
