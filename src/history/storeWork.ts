import type { HistoryOptions } from './historyOptions';
import type { Batch, HistoryStore } from './historyStore';
import { PendingBatch, type Selection } from './pendingBatch';
import type { Pruned } from './pruning';
import type { Retention } from './retention';
import { sameEventWithinMs } from './sqliteStore';
import type { Steps } from './steps';

/** So many samples make a step of writing: a few milliseconds. */
const samplesAtOnce = 100;

const noRecords = { samples: [], events: [] };

/** Told what became of the work. */
export interface WorkListener {
  /** What is new is in the file, or in another window's hands. */
  succeeded(hasWrittenEvents: boolean): void;
  /** What waits still waits; the rest of the work is given up until it is begun anew. */
  failed(error: unknown): void;
  pruned(pruned: Pruned): void;
}

/**
 * Writes to the store what waits, then rolls up, then prunes: in short steps, so that thousands of series keep nothing else waiting. The event loop has a turn
 * between two of them, in which anything may happen: what was read before is asked anew.
 */
export class StoreWork {
  readonly pending: PendingBatch;
  readonly #options: HistoryOptions;
  readonly #listener: WorkListener;
  #store: HistoryStore | undefined;
  /** The timer of the next step. */
  #turn: object | undefined;
  #isWriteDue = false;
  #rollUp: Steps<void> | undefined;
  #pruning: Steps<Pruned | undefined> | undefined;
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

  /** Writes what waits, the first step now, and rolls up what is over by then. */
  write(): void {
    this.#isWriteDue = true;
    this.#go();
  }

  /** Writes what waits, or a part of it, at once. It stays where that fails. */
  flush(selection: Selection = {}): void {
    try {
      if (this.#store !== undefined) {
        this.#write(this.#store, selection);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Does a round of pruning, unless one is under way. */
  prune(retention: Retention): void {
    this.#pruning ??= this.#store?.prune(retention, this.#options.clock.now());
    this.#go();
  }

  /** The next round shall begin anew. */
  stopPruning(): void {
    this.#pruning = undefined;
  }

  /** Takes the next step now, or with the next turn when one is coming. */
  #go(): void {
    if (this.#turn !== undefined || this.#store === undefined) {
      return;
    }
    try {
      this.#step(this.#store);
    } catch (error) {
      this.#fail(error);
    }
    this.#goOnSoon();
  }

  #goOnSoon(): void {
    const isMore = this.#isWriteDue || this.#rollUp !== undefined || this.#pruning !== undefined;
    // Whoever was told what came of a step may have begun anew.
    if (isMore && this.#turn === undefined) {
      this.#turn = this.#options.clock.setTimeout(() => {
        this.#turn = undefined;
        this.#go();
      }, 0);
    }
  }

  #step(store: HistoryStore): void {
    if (this.#isWriteDue) {
      this.#isWriteDue = this.#write(store, { mostSamples: samplesAtOnce });
      if (!this.#isWriteDue && this.#isWriter) {
        this.#rollUp ??= store.rollUp(this.#options.clock.now());
      }
    } else if (this.#options.duty?.() === 'others') {
      this.#giveUp();
    } else if (this.#rollUp !== undefined) {
      this.#rollUp = this.#rollUp.next().done === true ? undefined : this.#rollUp;
    } else {
      const step = this.#pruning?.next();
      if (step?.done === true) {
        this.#pruning = undefined;
        if (step.value !== undefined) {
          this.#listener.pruned(step.value);
        }
      }
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
    this.#listener.succeeded(isWritten && part.events.length > 0);
    return isWritten && part.samples.length > 0 && this.pending.hasSamples;
  }

  /** What another window may have written as well is told from the rest only with the first write after it: no event must be left for the next one. */
  #part(store: HistoryStore, selection: Selection): Batch {
    return this.pending.part(store.isContinuing() || selection.instance === undefined ? selection : {});
  }

  #fail(error: unknown): void {
    this.#giveUp();
    this.#listener.failed(error);
  }

  #giveUp(): void {
    if (this.#turn !== undefined) {
      this.#options.clock.clearTimeout(this.#turn);
      this.#turn = undefined;
    }
    this.#isWriteDue = false;
    this.#rollUp = undefined;
    this.#pruning = undefined;
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
