import { Emitter, type Disposable, type Event } from '../model/event';
import type { FinishedRequest, RequestObserver, StartedRequest } from '../model/httpRequest';
import { isPending } from '../model/httpSession';
import { BodyBudget } from './bodyBudget';
import { BufferPool } from './bufferPool';
import { adoptedSession, bodyBytes, finishedSession, startedSession, withoutBodies, withShorterBodies, type RecordedSession } from './recordedSession';
import { RowQueue } from './rowQueue';
import { SessionLog, type SessionRow } from './sessionLog';
import { storedSession } from './storedSession';

const largestCount = 10_000;
/** What the bodies of sizes that have become rare may still take. */
const unusedLimitBytes = 4 * 1024 * 1024;

/** How much is kept. */
export interface SessionLimits {
  /** Sessions of each device, 1 to 10,000; the oldest go. Default: 500. */
  readonly maxCount: number;
  /** Sessions of all devices together; the oldest go. Default: 25,000. */
  readonly totalCount: number;
  /** Bytes in UTF-8 of one body; the rest of a longer one is cut off. Default: 64 KB. */
  readonly rowLimitBytes: number;
  /** Bytes in UTF-8 of all bodies of all devices; the oldest bodies are given up, their rows stay. Default: 16 MB. */
  readonly totalLimitBytes: number;
}

export const defaultSessionLimits: SessionLimits = { maxCount: 500, totalCount: 25_000, rowLimitBytes: 64 * 1024, totalLimitBytes: 16 * 1024 * 1024 };

/**
 * The HTTP sessions of every device, as their clients report them; bounded, and without secrets whatever the clients left in.
 * A row appears with the request and is completed in place; the end of a request whose row is gone by then is in no row.
 */
export class SessionLogs implements RequestObserver {
  readonly #logs = new Map<string, SessionLog>();
  readonly #rows = new RowQueue();
  /** The requests of this window that are under way, by id. */
  readonly #underWay = new Map<number, RecordedSession>();
  readonly #bodies: BodyBudget<SessionRow>;
  readonly #pool = new BufferPool(unusedLimitBytes);
  readonly #changed: Emitter<string>;
  readonly #recorded: Emitter<RecordedSession>;
  readonly #cleared: Emitter<readonly string[]>;
  #limits: SessionLimits;
  #all: readonly RecordedSession[] | undefined;
  #lastId = 0;
  #holds = 0;

  /** Fires with the id of a device whose sessions have changed. */
  readonly onDidChange: Event<string>;

  /** Fires with each session of this window as it is recorded, and once more when it is over, whether or not its row is still there. */
  readonly onDidRecord: Event<RecordedSession>;

  /** Fires with the ids of the devices whose sessions a person has cleared, after they have gone. */
  readonly onDidClear: Event<readonly string[]>;

  /** `onListenerError`: told about listeners that throw; the others are called all the same. */
  constructor(limits: SessionLimits = defaultSessionLimits, onListenerError?: (error: unknown) => void) {
    this.#changed = new Emitter(onListenerError);
    this.#recorded = new Emitter(onListenerError);
    this.#cleared = new Emitter(onListenerError);
    this.onDidChange = this.#changed.event;
    this.onDidRecord = this.#recorded.event;
    this.onDidClear = this.#cleared.event;
    this.#limits = sane(limits);
    this.#bodies = new BodyBudget(this.#limits.totalLimitBytes);
  }

  /** Bytes of all bodies that are kept, as {@link SessionLimits} counts them. */
  get totalBodyBytes(): number {
    return this.#bodies.totalBytes;
  }

  /** Of one device, oldest first, or of all, in order of their ids. The same array until something changes. */
  sessions(deviceId?: string): readonly RecordedSession[] {
    if (deviceId !== undefined) {
      return this.#logs.get(deviceId)?.sessions ?? none;
    }
    this.#all ??= [...this.#logs.values()].flatMap((log) => log.sessions).sort((one, other) => one.id - other.id);
    return this.#all;
  }

  /** Of one device, without making a list of them. To be read at once, before anything changes. */
  newestFirst(deviceId: string): Iterable<RecordedSession> {
    return this.#logs.get(deviceId)?.newestFirst() ?? none;
  }

  get(id: number): RecordedSession | undefined {
    for (const log of this.#logs.values()) {
      const row = log.get(id);
      if (row !== undefined) {
        return row.session;
      }
    }
    return undefined;
  }

  started(record: StartedRequest): void {
    if (this.#logs.get(record.deviceId)?.get(record.id) === undefined) {
      const session = startedSession(record, this.#limits.rowLimitBytes);
      this.#underWay.set(session.id, session);
      this.#add(session);
      this.#recorded.fire(session);
    }
  }

  finished(record: FinishedRequest): void {
    const pending = this.#underWay.get(record.id);
    if (pending?.deviceId === record.deviceId) {
      this.#underWay.delete(record.id);
      const row = this.#logs.get(record.deviceId)?.get(record.id)?.session;
      const session = finishedSession(row ?? pending, record, this.#limits.rowLimitBytes);
      if (row !== undefined) {
        this.#complete(session);
      }
      this.#recorded.fire(session);
    }
  }

  /** Takes in a session that another window has recorded, or its completed form. */
  adopt(session: RecordedSession): void {
    const known = this.#logs.get(session.deviceId)?.get(session.id)?.session;
    const frozen = adoptedSession(session, this.#limits.rowLimitBytes);
    if (session.id > this.#lastId) {
      this.#add(frozen);
    } else if (known !== undefined && isPending(known)) {
      this.#complete(frozen);
    }
  }

  #add(session: RecordedSession): void {
    const { deviceId } = session;
    this.#lastId = Math.max(this.#lastId, session.id);
    let log = this.#logs.get(deviceId);
    if (log === undefined) {
      log = new SessionLog(this.#limits.maxCount);
      this.#logs.set(deviceId, log);
    }
    const row: SessionRow = { ...storedSession(session, this.#pool), older: undefined, newer: undefined };
    const dropped = log.add(row);
    if (dropped !== undefined) {
      this.#remove(dropped);
    }
    this.#rows.add(row);
    this.#bodies.add(row, bodyBytes(session));
    this.#settle([deviceId]);
  }

  /** Puts the completed form of a session in its place. */
  #complete(session: RecordedSession): void {
    const log = this.#logs.get(session.deviceId);
    const row = log?.get(session.id);
    if (log !== undefined && row !== undefined) {
      this.#replace(log, row, session);
      this.#bodies.add(row, bodyBytes(session));
      this.#settle([session.deviceId]);
    }
  }

  /** Puts another form of its session into a row. */
  #replace(log: SessionLog, row: SessionRow, session: RecordedSession): void {
    const stored = storedSession(session, this.#pool);
    this.#giveUpBodies(row);
    row.bodies = stored.bodies;
    log.replace(row, stored.session);
  }

  /**
   * Until disposed, whoever has a session keeps its bodies, also when its row, or they, are given up: for those who look at sessions longer than for a moment.
   * To others they are gone then, since their memory is used again.
   */
  hold(): Disposable {
    this.#holds += 1;
    let isHeld = true;
    return {
      dispose: () => {
        this.#holds -= isHeld ? 1 : 0;
        isHeld = false;
      },
    };
  }

  /** Applies other limits to what is kept, at once. */
  configure(limits: SessionLimits): void {
    const before = this.#limits;
    this.#limits = sane(limits);
    const { maxCount, rowLimitBytes, totalLimitBytes } = this.#limits;
    const changedIds: string[] = [];
    this.#bodies.limitBytes = totalLimitBytes;
    for (const [deviceId, log] of this.#logs) {
      const dropped = log.resize(maxCount);
      dropped.forEach((row) => this.#remove(row));
      const hasShorter = rowLimitBytes < before.rowLimitBytes && this.#shorten(log, rowLimitBytes);
      if (dropped.length > 0 || hasShorter) {
        changedIds.push(deviceId);
      }
    }
    this.#settle(changedIds);
  }

  /** Forgets the sessions of one device, or of all. */
  clear(deviceId?: string): void {
    const deviceIds = deviceId === undefined ? [...this.#logs.keys()] : [deviceId];
    this.#forget(deviceIds);
    this.#cleared.fire(deviceIds);
  }

  /** Forgets the sessions of all other devices. */
  keepOnly(deviceIds: ReadonlySet<string>): void {
    this.#forget([...this.#logs.keys()].filter((deviceId) => !deviceIds.has(deviceId)));
  }

  #forget(deviceIds: readonly string[]): void {
    const changedIds = deviceIds.filter((deviceId) => {
      this.#logs.get(deviceId)?.rows().forEach((row) => this.#remove(row));
      return this.#logs.delete(deviceId);
    });
    this.#settle(changedIds);
  }

  #shorten(log: SessionLog, rowLimitBytes: number): boolean {
    let hasChanged = false;
    for (const row of log.rows()) {
      const shorter = withShorterBodies(row.session, rowLimitBytes);
      if (shorter !== row.session) {
        this.#replace(log, row, shorter);
        this.#bodies.shrink(row, bodyBytes(shorter));
        hasChanged = true;
      }
    }
    return hasChanged;
  }

  #remove(row: SessionRow): void {
    this.#rows.remove(row);
    this.#bodies.remove(row);
    this.#giveUpBodies(row);
  }

  #giveUpBodies(row: SessionRow): void {
    if (this.#holds === 0) {
      row.bodies.forEach((body) => body.giveUp());
    }
    row.bodies = [];
  }

  /** Gives up rows and bodies beyond the limits, which may be another device's, and only then tells who has changed. */
  #settle(changedIds: readonly string[]): void {
    let ids = changedIds;
    for (let row = this.#rows.oldest; row !== undefined && this.#rows.size > this.#limits.totalCount; row = this.#rows.oldest) {
      const { deviceId } = row.session;
      // What is the oldest of all is the oldest of its device.
      this.#logs.get(deviceId)?.dropOldest();
      this.#remove(row);
      ids = ids.includes(deviceId) ? ids : [...ids, deviceId];
    }
    for (let row = this.#bodies.takeExcess(); row !== undefined; row = this.#bodies.takeExcess()) {
      const { deviceId } = row.session;
      this.#giveUpBodies(row);
      this.#logs.get(deviceId)?.replace(row, withoutBodies(row.session));
      if (!ids.includes(deviceId)) {
        ids = [...ids, deviceId];
      }
    }
    if (ids.length > 0) {
      this.#all = undefined;
      ids.forEach((deviceId) => this.#changed.fire(deviceId));
    }
  }
}

const none: readonly RecordedSession[] = [];

/** Settings may be written by hand. */
function sane({ maxCount, totalCount, rowLimitBytes, totalLimitBytes }: SessionLimits): SessionLimits {
  return {
    maxCount: Math.min(largestCount, atLeast(1, maxCount, defaultSessionLimits.maxCount)),
    totalCount: atLeast(1, totalCount, defaultSessionLimits.totalCount),
    rowLimitBytes: atLeast(0, rowLimitBytes, defaultSessionLimits.rowLimitBytes),
    totalLimitBytes: atLeast(0, totalLimitBytes, defaultSessionLimits.totalLimitBytes),
  };
}

function atLeast(min: number, value: number, fallback: number): number {
  return Number.isFinite(value) ? Math.max(min, Math.trunc(value)) : fallback;
}
