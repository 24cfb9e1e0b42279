import type { DeviceEvent, DeviceEventLog, DeviceEventQuery } from '../model/deviceEvent';
import { Emitter, type Disposable } from '../model/event';
import type { Json } from '../model/json';
import type { PtpAddress } from '../model/ptpAddress';
import type { StateStore } from '../model/stateStore';
import type { PortStateSpan, Trend, TrendParameter, TrendSample, TrendSource } from '../model/trend';
import type { HistoryOptions } from './historyOptions';
import type { HistoryStatus } from './historyStatus';
import type { HistoryStore } from './historyStore';
import type { Retention } from './retention';
import { StoreKeeper } from './storeKeeper';
import { emptyTrend } from './trendQuery';

const defaultGapMs = 90_000;
const latestMs = 8.64e15;

/**
 * Trends, port states, events and small states of all PTP instances, in one file that all windows share.
 *
 * It opens by itself soon after it was made, or when told to. Until {@link opened}, what is recorded waits, and what is read is empty but for states that wait. One window
 * writes points and events, each writes its states; what waits is written every two seconds, and before it is read. A killed editor loses what waits.
 */
export class History implements TrendSource, DeviceEventLog, StateStore, Disposable {
  readonly #keeper: StoreKeeper;
  readonly #appended: Emitter<void>;
  readonly #eventsChanged: Emitter<void>;
  readonly #statesChanged: Emitter<void>;
  readonly #statusChanged: Emitter<HistoryStatus>;

  constructor(options: HistoryOptions) {
    const onListenerError = (error: unknown): void => options.onProblem?.(`A listener of the history failed: ${String(error)}`);
    this.#appended = new Emitter(onListenerError);
    this.#eventsChanged = new Emitter(onListenerError);
    this.#statesChanged = new Emitter(onListenerError);
    this.#statusChanged = new Emitter(onListenerError);
    this.#keeper = new StoreKeeper(options, { gapMs: options.gapMs ?? (() => defaultGapMs), intervalMs: options.intervalMs ?? (() => 0) }, {
      trends: () => this.#appended.fire(),
      events: () => this.#eventsChanged.fire(),
      states: () => this.#statesChanged.fire(),
      status: (status) => this.#statusChanged.fire(status),
    });
  }

  get status(): HistoryStatus {
    return this.#keeper.status;
  }

  /** Resolved as soon as there is something to read from, whatever the status then is, or when it is disposed of. Never rejected. */
  get opened(): Promise<void> {
    return this.#keeper.opened;
  }

  /** Opens the file soon, where that does not happen by itself; once. */
  open(): void {
    this.#keeper.open();
  }

  /** From now on; what is too old goes in the next minutes. */
  setRetention(retention: Retention): void {
    this.#keeper.retention = retention;
  }

  onDidChangeStatus(listener: (status: HistoryStatus) => void): Disposable {
    return this.#statusChanged.event(listener);
  }

  onDidAppend(listener: () => void): Disposable {
    return this.#appended.event(listener);
  }

  onDidChange(listener: () => void): Disposable {
    return this.#eventsChanged.event(listener);
  }

  /** Also called when the file was opened. */
  onDidChangeElsewhere(listener: () => void): Disposable {
    return this.#statesChanged.event(listener);
  }

  /** Samples without a time that can be are left out, and so are values that are no numbers. */
  record(samples: readonly TrendSample[]): void {
    if (samples.length > 0 && this.status.state !== 'closed') {
      this.#keeper.noteRecording();
      this.#keeper.pending.addSamples(samples);
    }
  }

  append(events: readonly DeviceEvent[]): void {
    if (events.length > 0 && this.status.state !== 'closed') {
      this.#keeper.pending.addEvents(events, this.#keeper.noteRecording());
    }
  }

  put(kind: string, values: ReadonlyMap<string, Json | undefined>): void {
    if (values.size > 0 && this.status.state !== 'closed') {
      this.#keeper.pending.addStates(kind, values);
    }
  }

  trend(address: PtpAddress, parameter: TrendParameter, fromMs: number, toMs: number, maxPoints: number): Trend {
    return this.#readTrend(emptyTrend, address, fromMs, toMs, (store, range) => store.trend(address, parameter, range.fromMs, range.toMs, wholePoints(maxPoints)));
  }

  trendParts(address: PtpAddress, parameter: TrendParameter, fromMs: number, toMs: number, maxPoints: number): readonly Trend[] {
    return this.#readTrend([], address, fromMs, toMs, (store, range) => store.trendParts(address, parameter, range.fromMs, range.toMs, wholePoints(maxPoints)));
  }

  /** Cut to the range; ascending. */
  portStates(address: PtpAddress, fromMs: number, toMs: number): readonly PortStateSpan[] {
    const range = wholeRange(fromMs, toMs);
    if (range === undefined) {
      return [];
    }
    this.#flushSamples(address);
    return this.#keeper.read([], (store) => store.portStates(address, range.fromMs, range.toMs));
  }

  events(query: DeviceEventQuery = {}): readonly DeviceEvent[] {
    if (this.#keeper.pending.hasEvents) {
      this.#keeper.flush({ mostSamples: 0 });
    }
    return this.#keeper.read([], (store) => store.events(query));
  }

  entries(kind: string): ReadonlyMap<string, Json> {
    return this.#keeper.pending.overlay(kind, this.#keeper.read(new Map<string, Json>(), (store) => store.entries(kind)));
  }

  /** Writes what waits. It stays where that fails, and is tried again; the status tells. */
  flush(): void {
    this.#keeper.flush();
  }

  /** Writes what waits, at once, and lets another window go on. */
  dispose(): void {
    this.#keeper.dispose();
    [this.#appended, this.#eventsChanged, this.#statesChanged, this.#statusChanged].forEach((emitter) => emitter.dispose());
  }

  #readTrend<T>(empty: T, address: PtpAddress, fromMs: number, toMs: number, question: (store: HistoryStore, range: Range) => T): T {
    const range = wholeRange(fromMs, toMs);
    if (range === undefined) {
      return empty;
    }
    this.#flushSamples(address);
    return this.#keeper.read(empty, (store) => question(store, range));
  }

  /** Those of one instance only: whoever looks at one of thousands does not wait for all of them. */
  #flushSamples(instance: PtpAddress): void {
    if (this.#keeper.pending.hasSamplesOf(instance)) {
      this.#keeper.flush({ instance });
    }
  }
}

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

function wholePoints(maxPoints: number): number {
  return maxPoints >= 1 ? Math.floor(maxPoints) : 1;
}

/** Samples have whole milliseconds; `undefined` for a range that holds none. */
function wholeRange(fromMs: number, toMs: number): Range | undefined {
  const range = { fromMs: Math.max(0, Math.ceil(fromMs)), toMs: Math.min(latestMs, Math.ceil(toMs)) };
  return range.fromMs < range.toMs ? range : undefined;
}
