import { fileTooNew, openFailed, readFailed, tooLittleSpace, writeFailed, type HistoryFault } from './historyFault';
import type { HistoryOptions, HistoryPace } from './historyOptions';
import type { HistoryStatus } from './historyStatus';
import type { HistoryStore } from './historyStore';
import type { PendingBatch, Selection } from './pendingBatch';
import type { Pruned, Shortened } from './pruning';
import { defaultRetention, type Retention } from './retention';
import { NewerSchema } from './schema';
import { problemOf } from './sqlite';
import { StoreOpener, type OpenedStore } from './storeOpener';
import { StoreWork } from './storeWork';
import { renewMs } from './writerLease';

const tickMs = 1_000;
const ticksPerFlush = renewMs / tickMs;
const ticksPerPruning = 600;

/** The first pruning waits until the editor has started. */
const ticksBeforePruning = 30;

/** Something else has the file for a moment: after five seconds it will not let go. */
const retryMs = 500;
const mostTries = 10;

/** A window that records keeps writing between two polls, however rare they are. */
const recorderForMs = 600_000;

/** What fails for want of the lock is nothing to tell before so many ticks. */
const quietTicks = 30;

/** How often what waits is tried to be saved at the end, a tenth of a second each. */
const lastFlushes = 5;

/** A part of the time that was set; a little less is not worth a word. */
const muchShorter = 0.75;

/** A disk that damages so many files in one session damages the next one as well. */
const mostDamagedFiles = 5;

/** Told what changed. */
export interface KeeperListener {
  trends(): void;
  events(): void;
  states(): void;
  status(status: HistoryStatus): void;
}

/** Opens the store, says when what waits is written, notices what other windows write, and copes with what goes wrong. */
export class StoreKeeper {
  /** Resolved as soon as there is something to read from, whatever the status then is, or when it is disposed of. */
  readonly opened: Promise<void>;
  readonly #options: HistoryOptions;
  readonly #listener: KeeperListener;
  readonly #opener: StoreOpener;
  readonly #work: StoreWork;
  #wasOpened: () => void = () => undefined;
  #retention: Retention;
  #status: HistoryStatus = { state: 'opening' };
  /** It was asked to open. */
  #isOpening = false;
  #store: HistoryStore | undefined;
  #keptAside: HistoryFault | undefined;
  #tooLittleSpace: HistoryFault | undefined;
  #timer: object | undefined;
  #ticks = 0;
  #ticksToPruning = ticksBeforePruning;
  /** In how many something failed since all was well. */
  #failedTicks = 0;
  #lastFailedTick: number | undefined;
  #damagedFiles = 0;
  #recordedAt = Number.NEGATIVE_INFINITY;

  constructor(options: HistoryOptions, pace: HistoryPace, listener: KeeperListener) {
    this.#options = options;
    this.#listener = listener;
    this.#opener = new StoreOpener(options, pace);
    this.#work = new StoreWork(options, {
      wroteEvents: () => this.#listener.events(),
      finished: () => this.#finished(),
      failed: (error) => this.#failed(error),
      pruned: (pruned) => this.#pruned(pruned),
    });
    this.#retention = options.retention ?? defaultRetention;
    this.opened = new Promise((resolve) => (this.#wasOpened = resolve));
    if (options.opensByItself !== false) {
      this.open();
    }
  }

  /** Opens the store soon, when nobody has asked for it before. */
  open(): void {
    if (!this.#isOpening && this.#status.state !== 'closed') {
      this.#isOpening = true;
      this.#wait(0, () => this.#open(0));
    }
  }

  /** What waits to be written. */
  get pending(): PendingBatch {
    return this.#work.pending;
  }

  get status(): HistoryStatus {
    return this.#status;
  }

  set retention(retention: Retention) {
    this.#retention = retention;
    this.#tooLittleSpace = undefined;
    this.#ticksToPruning = 0;
    this.#work.stopPruning();
  }

  /** This window has something to record: it shall write, when no other one does. Returns the time. */
  noteRecording(): number {
    this.#recordedAt = this.#options.clock.now();
    return this.#recordedAt;
  }

  /** `empty` while there is nothing to read from, and when the file turns out to be damaged. Throws a `HistoryFault`. */
  read<T>(empty: T, action: (store: HistoryStore) => T): T {
    if (this.#store === undefined) {
      return empty;
    }
    try {
      return action(this.#store);
    } catch (error) {
      if (problemOf(error) === 'damaged') {
        this.#giveUpFile(error);
        return empty;
      }
      throw readFailed(error);
    }
  }

  /** Writes what waits, or a part of it, at once. It stays where that fails, and is tried again; the status tells. */
  flush(selection?: Selection): void {
    this.#work.flush(selection);
  }

  dispose(): void {
    if (this.#status.state === 'closed') {
      return;
    }
    if (this.#store === undefined && this.pending.isSomething) {
      this.#open(0);
    }
    for (let n = 0; n < lastFlushes && this.#store !== undefined && this.pending.isSomething; n++) {
      this.flush();
    }
    this.#stop();
    this.#setStatus({ state: 'closed' });
    this.#wasOpened();
  }

  #open(tries: number): void {
    const opened = this.#opener.open(tries >= mostTries);
    if (opened === 'locked') {
      this.#wait(retryMs, () => this.#open(tries + 1));
    } else {
      this.#use(opened);
    }
  }

  #use({ store, status }: OpenedStore): void {
    this.#store = store;
    this.#work.use(store);
    if (status.state === 'ok') {
      this.#keptAside = status.fault ?? this.#keptAside;
    }
    this.#setStatus(status.state === 'ok' ? okStatus(this.#lastingFault) : status);
    this.#wasOpened();
    this.#wait(tickMs, () => this.#tick());
    this.#work.write();
    // Whoever read before has seen nothing.
    this.#listener.events();
    this.#listener.states();
    this.#listener.trends();
  }

  #tick(): void {
    this.#wait(tickMs, () => this.#tick());
    if (this.#status.state === 'ok' && this.#opener.hasMoved()) {
      this.#reopen('it was moved or deleted');
      return;
    }
    this.#ticks++;
    const isRecorder = Math.abs(this.#options.clock.now() - this.#recordedAt) < recorderForMs;
    if (this.pending.hasEvents || this.pending.hasStates || (isRecorder && (!this.#work.isWriter || this.#ticks % ticksPerFlush === 0))) {
      // A window that does not write looks every second whether it has to.
      this.#work.write();
    } else {
      this.#work.goOn();
    }
    try {
      this.#announce();
      this.#prune(isRecorder);
    } catch (error) {
      this.#failed(error);
    }
  }

  #announce(): void {
    const changed = this.#store?.changedOtherwise();
    if (this.#work.takeAppended() || changed?.has('trends') === true) {
      this.#listener.trends();
    }
    if (changed?.has('events') === true) {
      this.#listener.events();
    }
    if (changed?.has('states') === true) {
      this.#listener.states();
    }
  }

  #prune(isRecorder: boolean): void {
    this.#ticksToPruning--;
    if (isRecorder && this.#ticksToPruning <= 0 && this.#work.isWriter) {
      this.#work.prune(this.#retention);
    }
  }

  #pruned({ isMore, shortened }: Pruned): void {
    this.#ticksToPruning = isMore ? 0 : ticksPerPruning;
    if (shortened !== undefined && shortened.reachMs < muchShorter * shortened.wantedMs) {
      this.#tellTooLittleSpace(shortened);
    }
  }

  /** Once, until other times are set: how far all of it reaches back changes with every step. */
  #tellTooLittleSpace(shortened: Shortened): void {
    if (this.#tooLittleSpace === undefined) {
      this.#tooLittleSpace = tooLittleSpace(shortened, this.#retention.maxMegabytes);
      if (this.#status.state === 'ok') {
        this.#setStatus(okStatus(this.#lastingFault));
      }
    }
  }

  /** What is wrong, or went wrong, although all that is new is saved. */
  get #lastingFault(): HistoryFault | undefined {
    return this.#keptAside ?? this.#tooLittleSpace;
  }

  /** Not before all is done: what is behind the writing may fail again and again while each write is well, and nobody wants to be told so every time. */
  #finished(): void {
    this.#failedTicks = 0;
    if (this.#status.state === 'ok' && this.#status.fault !== this.#lastingFault) {
      this.#setStatus(okStatus(this.#lastingFault));
    }
  }

  #failed(error: unknown): void {
    const problem = problemOf(error);
    if (error instanceof NewerSchema) {
      this.#goOnInMemory(fileTooNew());
      return;
    }
    if (problem === 'damaged') {
      this.#giveUpFile(error);
      return;
    }
    this.#failedTicks += this.#lastFailedTick === this.#ticks ? 0 : 1;
    this.#lastFailedTick = this.#ticks;
    if (this.#status.state !== 'ok' || (problem === 'locked' && this.#failedTicks < quietTicks)) {
      return;
    }
    const fault = writeFailed(problem === 'full' ? 'diskFull' : problem === 'locked' ? 'fileLocked' : 'writeFailed', error);
    if (this.#status.fault?.message !== fault.message) {
      this.#tell('History could not be written', error);
      this.#setStatus(okStatus(fault));
    }
  }

  /** The file is damaged: it is kept aside when the next one is opened. */
  #giveUpFile(reason: unknown): void {
    this.#opener.giveUpFile();
    this.#damagedFiles++;
    if (this.#damagedFiles > mostDamagedFiles) {
      this.#goOnInMemory(openFailed(reason));
    } else {
      this.#reopen(reason);
    }
  }

  /** Opens the file soon, as at the start. */
  #reopen(reason: unknown): void {
    this.#tell('The history file is opened again', reason);
    this.#stop();
    this.#setStatus({ state: 'opening' });
    this.#wait(retryMs, () => this.#open(0));
  }

  #goOnInMemory(fault: HistoryFault): void {
    this.#stop();
    this.#use(this.#opener.openMemory(fault));
  }

  #stop(): void {
    if (this.#timer !== undefined) {
      this.#options.clock.clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    this.#work.stop();
    try {
      this.#store?.close();
    } catch (error) {
      this.#tell('The history file could not be closed', error);
    }
    this.#store = undefined;
  }

  /** One timer at a time, and none any more when whoever was told something has disposed of this. */
  #wait(delayMs: number, action: () => void): void {
    if (this.#timer !== undefined) {
      this.#options.clock.clearTimeout(this.#timer);
    }
    if (this.#status.state === 'closed') {
      return;
    }
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      action();
    }, delayMs);
  }

  #setStatus(status: HistoryStatus): void {
    this.#status = status;
    this.#listener.status(status);
  }

  #tell(what: string, reason: unknown): void {
    this.#options.onProblem?.(`${what}: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
}

function okStatus(fault: HistoryFault | undefined): HistoryStatus {
  return fault === undefined ? { state: 'ok' } : { state: 'ok', fault };
}
