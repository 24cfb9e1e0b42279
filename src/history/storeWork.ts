import type { HistoryOptions } from './historyOptions';
import type { Batch, HistoryStore } from './historyStore';
import { PendingBatch, type Selection } from './pendingBatch';
import type { Pruned } from './pruning';
import type { Retention } from './retention';
import type { RetriedSteps } from './retriedSteps';
import { problemOf } from './sqlite';
import { sameEventWithinMs } from './sqliteStore';

/** So many samples make a step of writing: a few milliseconds. */
const samplesAtOnce = 100;

const noRecords = { samples: [], events: [] };

/** What there is to do, in its order. */
const jobs = ['write', 'rollUp', 'prune', 'giveSpaceBack'] as const;

type Job = (typeof jobs)[number];

/** Told what became of the work. */
export interface WorkListener {
  /** New events are in the file, or in another window's hands. */
  wroteEvents(): void;
  /** Nothing is left to do, or to do again: neither to write nor behind that. */
  finished(): void;
  /** What failed is done again with the next round. */
  failed(error: unknown): void;
  pruned(pruned: Pruned): void;
}

/**
 * Writes to the store what waits, then rolls up, then prunes: in short steps, so that thousands of series keep nothing else waiting. The event loop has a turn
 * between two of them, in which anything may happen: what was read before is asked anew. A step that fails is taken again in the next round, and keeps no
 * other job from going on. Events and states go into one step, however many there are: what belongs together is never there in part.
 */
export class StoreWork {
  readonly pending: PendingBatch;
  readonly #options: HistoryOptions;
  readonly #listener: WorkListener;
  #store: HistoryStore | undefined;
  /** The timer of the next step. */
  #turn: object | undefined;
  #isWriteDue = false;
  /** What is under way behind the writing. */
  readonly #behind = new Map<Job, RetriedSteps<unknown>>();
  /** What has failed in this round. */
  readonly #resting = new Set<Job>();
  #isWriter = false;
  #hasAppended = false;

  constructor(options: HistoryOptions, listener: WorkListener) {
    this.#options = options;
    this.pending = new PendingBatch(options.isOwnDevice ?? (() => false));
    this.#listener = listener;
  }

  /** Whether this window writes points and events; as of the last write. */
  get isWriter(): boolean {
    return this.#isWriter;
  }

  /** Whether points were written since this was last asked. */
  takeAppended(): boolean {
    const hasAppended = this.#hasAppended;
    this.#hasAppended = false;
    return hasAppended;
  }

  /** From now on this is worked on. */
  use(store: HistoryStore): void {
    this.stop();
    this.#store = store;
  }

  /** Takes no further step, before the store is closed. What is not rolled up is left to whoever writes next. */
  stop(): void {
    this.#giveUp();
    this.#store = undefined;
  }

  /** Begins a round: writes what waits, the first step now, and rolls up what is over by then. */
  write(): void {
    this.#isWriteDue = true;
    this.goOn();
  }

  /** Begins a round of what is left to do. */
  goOn(): void {
    this.#resting.clear();
    this.#go();
  }

  /** Writes what waits, or a part of it, at once. It stays where that fails. */
  flush(selection: Selection = {}): void {
    this.#try('write', (store) => void this.#write(store, selection));
  }

  /** Does a round of pruning, unless one is under way. */
  prune(retention: Retention): void {
    this.#begin('prune', (store) => {
      const steps = store.prune(retention, this.#options.clock.now());
      return steps && { next: () => this.#toldWhenPruned(steps.next()) };
    });
    this.#go();
  }

  /** The next round shall begin anew. */
  stopPruning(): void {
    this.#behind.delete('prune');
  }

  /** Begins a job that is not under way. */
  #begin(job: Job, steps: (store: HistoryStore) => RetriedSteps<unknown> | undefined): void {
    const begun = this.#store === undefined || this.#behind.has(job) ? undefined : steps(this.#store);
    if (begun !== undefined) {
      this.#behind.set(job, begun);
    }
  }

  #toldWhenPruned(step: IteratorResult<undefined, Pruned | undefined>): IteratorResult<undefined, unknown> {
    if (step.done === true && step.value !== undefined) {
      this.#behind.delete('prune');
      this.#begin('giveSpaceBack', (store) => store.giveSpaceBack());
      this.#listener.pruned(step.value);
    }
    return step;
  }

  /** Takes the next step now, or with the next turn when one is coming. */
  #go(): void {
    const job = this.#next;
    if (job === undefined || this.#turn !== undefined) {
      return;
    }
    this.#try(job, (store) => this.#step(store, job));
    this.#goOnSoon();
  }

  #goOnSoon(): void {
    // Whoever was told what came of a step may have begun anew, or closed the store.
    if (this.#next !== undefined && this.#turn === undefined) {
      this.#turn = this.#options.clock.setTimeout(() => {
        this.#turn = undefined;
        this.#go();
      }, 0);
    }
  }

  /** What can be done in this round. */
  get #next(): Job | undefined {
    return this.#store === undefined ? undefined : this.#left.find((job) => !this.#resting.has(job));
  }

  get #left(): readonly Job[] {
    return jobs.filter((job) => (job === 'write' ? this.#isWriteDue : this.#behind.has(job)));
  }

  #try(job: Job, action: (store: HistoryStore) => void): void {
    if (this.#store === undefined) {
      return;
    }
    try {
      action(this.#store);
    } catch (error) {
      // Whoever has the file locked keeps each try waiting for a while: one in a round is enough.
      (problemOf(error) === 'locked' ? jobs : [job]).forEach((one) => this.#resting.add(one));
      this.#listener.failed(error);
      return;
    }
    if (this.#left.length === 0) {
      this.#listener.finished();
    }
  }

  #step(store: HistoryStore, job: Job): void {
    if (job === 'write') {
      this.#isWriteDue = this.#write(store, { mostSamples: samplesAtOnce });
      if (!this.#isWriteDue && this.#isWriter) {
        this.#begin('rollUp', () => store.rollUp(this.#options.clock.now()));
      }
    } else if (this.#options.duty?.() === 'others') {
      this.#giveUp();
    } else if (this.#behind.get(job)?.next().done === true) {
      this.#behind.delete(job);
    }
  }

  /** Returns whether more waits that could be written now. */
  #write(store: HistoryStore, selection: Selection): boolean {
    const now = this.#options.clock.now();
    const duty = this.#options.duty?.() ?? 'either';
    const mayWrite = duty !== 'others' && store.isWriter(now);
    // What is all of it this window's to write waits until the one before lets it.
    const part = mayWrite ? this.#part(store, selection) : duty === 'mine' ? this.pending.states : this.pending.ownPart(selection);
    this.#isWriter = mayWrite && store.write(part, now);
    const isWritten = this.#isWriter || (!mayWrite && writeBeside(store, part, now));
    // States are anybody's to write: they are in the file even where the rest is not.
    this.pending.written(isWritten ? part : { ...noRecords, states: part.states });
    if (!this.#isWriter && duty !== 'mine') {
      this.pending.leaveToOther(now - sameEventWithinMs);
    }
    this.#hasAppended ||= isWritten && part.samples.length > 0;
    if (isWritten && part.events.length > 0) {
      this.#listener.wroteEvents();
    }
    return isWritten && part.samples.length > 0 && this.pending.hasSamples;
  }

  /** What another window may have written as well is told from the rest only with the first write after it: no event must be left for the next one. */
  #part(store: HistoryStore, selection: Selection): Batch {
    return this.pending.part(store.isContinuing() || selection.instance === undefined ? selection : {});
  }

  #giveUp(): void {
    if (this.#turn !== undefined) {
      this.#options.clock.clearTimeout(this.#turn);
      this.#turn = undefined;
    }
    this.#isWriteDue = false;
    this.#behind.clear();
    this.#resting.clear();
  }
}

/** Writes beside the window that writes the rest, where there is something to write. */
function writeBeside(store: HistoryStore, part: Batch, now: number): boolean {
  const hasRecords = part.samples.length > 0 || part.events.length > 0;
  if (hasRecords || part.states.size > 0) {
    store.write(part, now, hasRecords ? 'own' : 'statesOnly');
  }
  return true;
}
