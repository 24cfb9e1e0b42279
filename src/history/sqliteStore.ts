import type { StatementSync } from 'node:sqlite';
import type { DeviceEvent, DeviceEventQuery } from '../model/deviceEvent';
import type { Json } from '../model/json';
import { subjectKey, type PtpAddress } from '../model/ptpAddress';
import { trendParameters, type PortStateSpan, type Trend, type TrendSample } from '../model/trend';
import { EventTable } from './eventTable';
import { groupBy } from '../model/groupBy';
import type { HistoryPace } from './historyOptions';
import type { Batch, HistoryStore, WriteScope } from './historyStore';
import { parts, type Part } from './marks';
import { OwnRecords } from './ownRecords';
import { PortStateTable } from './portStateTable';
import { giveSpaceBack, prune, type Pruned } from './pruning';
import type { Retention } from './retention';
import type { RetriedSteps } from './retriedSteps';
import { migrations, NewerSchema, schemaVersion } from './schema';
import { inTransaction, numberIn, type Database } from './sqlite';
import { StateTable } from './stateTable';
import type { Steps } from './steps';
import { emptyTrend, queryTrend, queryTrendParts, type TrendQuery } from './trendQuery';
import { TrendTable, type RollUp } from './trendTable';
import { WriterLease } from './writerLease';

/** Windows see the same event at different times: as far apart as the slowest of them asks. */
export const sameEventWithinMs = 150_000;

/** A sample this old comes too late when the points of its time are gone already. */
const lateMs = 3_600_000;

export interface SqliteStoreOptions {
  /** With the schema of this version. The store closes it. */
  readonly database: Database;
  /** Names this window, and no other, among those that share the file. */
  readonly owner: string;
  readonly pace: HistoryPace;
}

/** History in a database, be it a file or memory. */
export class SqliteStore implements HistoryStore {
  readonly #database: Database;
  readonly #pace: HistoryPace;
  readonly #lease: WriterLease;
  readonly #trends: TrendTable;
  readonly #portStates: PortStateTable;
  readonly #events: EventTable;
  readonly #states: StateTable;
  readonly #ownRecords: OwnRecords;
  readonly #dataVersion: StatementSync;
  /** What was last seen of each part, and which of them changed other than by `write`. */
  readonly #seen = new Map<Part, number>();
  readonly #changed = new Set<Part>();
  #seenDataVersion: number;

  constructor({ database, owner, pace }: SqliteStoreOptions) {
    this.#database = database;
    this.#pace = pace;
    this.#lease = new WriterLease(database, owner);
    this.#trends = new TrendTable(database);
    this.#portStates = new PortStateTable(database);
    this.#events = new EventTable(database);
    this.#states = new StateTable(database);
    this.#ownRecords = new OwnRecords(this.#trends, this.#events);
    this.#dataVersion = database.prepare('PRAGMA data_version');
    this.#seenDataVersion = this.#readDataVersion();
    parts.forEach((part) => this.#seen.set(part, this.#trends.marks.get(part)));
  }

  isWriter(now: number): boolean {
    return this.#lease.isAvailable(now);
  }

  isContinuing(): boolean {
    return this.#lease.isOwn();
  }

  write({ samples, events, states }: Batch, now: number, what: WriteScope = 'all'): boolean {
    return inTransaction(this.#database, 'IMMEDIATE', () => {
      this.#checkSchema();
      this.#putStates(states);
      if (what === 'own') {
        this.#addEvents(events, (event) => this.#ownRecords.addEvent(event, sameEventWithinMs));
        this.#addSamples(samples, now, (series, those, intervalMs) => this.#ownRecords.wanted(series, those, intervalMs));
        return true;
      }
      const isContinuing = this.#lease.isOwn();
      if (what === 'statesOnly' || !this.#lease.take(now)) {
        return false;
      }
      this.#addEvents(events, (event) => this.#addEvent(event, isContinuing));
      this.#addSamples(samples, now, (_, those) => those);
      return true;
    });
  }

  #putStates(states: Batch['states']): void {
    for (const [kind, values] of states) {
      values.forEach((value, key) => this.#states.put(kind, key, value));
    }
    if (states.size > 0) {
      this.#countUp('states');
    }
  }

  /** @param add Returns whether the event was added. */
  #addEvents(events: readonly DeviceEvent[], add: (event: DeviceEvent) => boolean): void {
    if (events.filter(add).length > 0) {
      this.#countUp('events');
    }
  }

  #addEvent(event: DeviceEvent, isContinuing: boolean): boolean {
    // Otherwise another window wrote until now, and has written some of what this one saw as well.
    const isNew = isContinuing || !this.#events.has(event, sameEventWithinMs);
    if (isNew) {
      this.#events.add(event);
    }
    return isNew;
  }

  /** @param choose Those of a series to write. */
  #addSamples(samples: readonly TrendSample[], now: number, choose: (series: number, samples: readonly TrendSample[], intervalMs: number) => readonly TrendSample[]): void {
    const tooLate = Math.min(this.#trends.marks.get('rawFrom'), now - lateMs);
    const wanted = samples.filter(({ at }) => at >= tooLate);
    for (const those of groupBy(wanted, ({ address }) => subjectKey(address)).values()) {
      const [first] = those;
      if (first !== undefined) {
        const series = this.#trends.series.findOrAdd(first.address);
        const chosen = choose(series, those, this.#pace.intervalMs(first.address.deviceId));
        this.#trends.add(series, chosen);
        this.#portStates.add(series, chosen, this.#pace.gapMs());
      }
    }
    if (wanted.length > 0) {
      this.#countUp('trends');
    }
  }

  trend(...question: Parameters<HistoryStore['trend']>): Trend {
    return this.#query(question, queryTrend) ?? emptyTrend;
  }

  trendParts(...question: Parameters<HistoryStore['trend']>): readonly Trend[] {
    return this.#query(question, queryTrendParts) ?? [];
  }

  /** `undefined` where nothing is known of the instance. */
  #query<T>([address, parameter, fromMs, toMs, maxPoints]: Parameters<HistoryStore['trend']>, query: (table: TrendTable, series: number, query: TrendQuery) => T): T | undefined {
    return this.#reading(() => {
      const series = this.#trends.series.find(address);
      const asked = { parameter: trendParameters.indexOf(parameter), fromMs, toMs, maxPoints, intervalMs: this.#pace.intervalMs(address.deviceId), gapMs: this.#pace.gapMs() };
      return series === undefined ? undefined : query(this.#trends, series, asked);
    });
  }

  portStates(address: PtpAddress, fromMs: number, toMs: number): readonly PortStateSpan[] {
    return this.#reading(() => {
      const series = this.#trends.series.find(address);
      return series === undefined ? [] : this.#portStates.spans(series, fromMs, toMs);
    });
  }

  events(query: DeviceEventQuery): readonly DeviceEvent[] {
    return this.#events.events(query);
  }

  entries(kind: string): Map<string, Json> {
    return this.#states.entries(kind);
  }

  changedOtherwise(): ReadonlySet<Part> {
    const dataVersion = this.#readDataVersion();
    if (dataVersion !== this.#seenDataVersion) {
      this.#seenDataVersion = dataVersion;
      // Renewing the lease changes the file as well, every two seconds.
      parts.forEach((part) => this.#look(part));
    }
    const changed = new Set(this.#changed);
    this.#changed.clear();
    return changed;
  }

  rollUp(now: number): RetriedSteps<undefined> | undefined {
    let left = this.#trends.rollUpDue(now);
    const step = (): RollUp | undefined => left && this.#trends.rollUp(left);
    return (
      left && {
        next: () => {
          left = this.#whileWriting(step);
          return { done: left === undefined, value: undefined };
        },
      }
    );
  }

  prune(retention: Retention, now: number): RetriedSteps<Pruned | undefined> {
    const eventsWent = (): void => {
      this.#countUp('events');
      this.#changed.add('events');
    };
    const tables = { trends: this.#trends, portStates: this.#portStates, events: this.#events, eventsWent };
    return this.#stepsWhileWriting(() => prune(this.#database, tables, retention, now));
  }

  giveSpaceBack(): RetriedSteps<unknown> {
    return this.#stepsWhileWriting(() => giveSpaceBack(this.#database));
  }

  close(): void {
    try {
      this.#lease.release();
    } finally {
      this.#database.close();
    }
  }

  /** Takes each step in a transaction of its own. Ends with `undefined` when another window has come to write. */
  #stepsWhileWriting<T>(begin: () => Steps<T>): RetriedSteps<T | undefined> {
    let steps: Steps<T> | undefined;
    return {
      next: () => {
        const taken = this.#whileWriting(() => {
          const those = steps ?? begin();
          // A step that fails has done nothing, but may have come far, and never goes on: then all of them are begun anew.
          steps = undefined;
          return { those, step: those.next() };
        });
        steps = taken?.those;
        return taken?.step ?? { done: true, value: undefined };
      },
    };
  }

  /** Runs a step as a transaction; `undefined` when another window has come to write: between two steps it may. */
  #whileWriting<T>(step: () => T): T | undefined {
    return inTransaction(this.#database, 'IMMEDIATE', () => {
      this.#checkSchema();
      return this.#lease.isOwn() ? step() : undefined;
    });
  }

  /** Another window may be of a newer version, and have changed the file. */
  #checkSchema(): void {
    if (schemaVersion(this.#database) > migrations.length) {
      throw new NewerSchema();
    }
  }

  /** All of a reading sees the same state of the file, whatever other windows write meanwhile. */
  #reading<T>(action: () => T): T {
    return inTransaction(this.#database, 'DEFERRED', action);
  }

  #readDataVersion(): number {
    return numberIn(this.#dataVersion.get(), 'data_version');
  }

  /** Tells other windows that a part was written. */
  #countUp(part: Part): void {
    const next = this.#look(part) + 1;
    this.#trends.marks.set(part, next);
    this.#seen.set(part, next);
  }

  #look(part: Part): number {
    const value = this.#trends.marks.get(part);
    if (value !== this.#seen.get(part)) {
      this.#seen.set(part, value);
      this.#changed.add(part);
    }
    return value;
  }
}
