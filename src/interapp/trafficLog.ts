import { Emitter, type Event } from '../model/event';
import type { InterAppCommunication, InterAppFailure, InterAppHandler } from '../model/interApp';
import type { Json } from '../model/json';

/** What a communication begins with. */
export type CommunicationStart = Pick<InterAppCommunication, 'guid' | 'kind' | 'name' | 'source' | 'destination'> & { readonly data?: Json; readonly retryOf?: number };

/** A communication and its handler: both are replaced as they go on, the row stays the same. */
export interface TrafficRow {
  communication: InterAppCommunication;
  handler: InterAppHandler;
  /** `performance.now()` at the start. */
  startedAt: number;
}

/** What is left at the end of a communication. */
export type Outcome = { readonly result: string } | { readonly error: InterAppFailure };

/** The communications of this session and their handlers, one of each: bounded, but those that are not finished stay. */
export class TrafficLog {
  readonly #rows = new Map<number, TrafficRow>();
  /** Ids, in the order in which they finished. */
  readonly #finished = new Set<number>();
  readonly #changed: Emitter<void>;
  readonly #now: () => number;
  #maxCount: number;
  #lastId = 0;
  #communications: readonly InterAppCommunication[] | undefined;
  #handlers: readonly InterAppHandler[] | undefined;

  readonly onDidChange: Event<void>;

  constructor(maxCount: number, now: () => number, onListenerError?: (error: unknown) => void) {
    this.#maxCount = maxCount;
    this.#now = now;
    this.#changed = new Emitter(onListenerError);
    this.onDidChange = this.#changed.event;
  }

  /** Oldest first; the same array until something changes. */
  get communications(): readonly InterAppCommunication[] {
    this.#communications ??= Object.freeze([...this.#rows.values()].map(({ communication }) => communication));
    return this.#communications;
  }

  /** Oldest first; the same array until something changes. */
  get handlers(): readonly InterAppHandler[] {
    this.#handlers ??= Object.freeze([...this.#rows.values()].map(({ handler }) => handler));
    return this.#handlers;
  }

  get(id: number): TrafficRow | undefined {
    return this.#rows.get(id);
  }

  add(start: CommunicationStart, handlerName: string): TrafficRow {
    const id = (this.#lastId += 1);
    const row: TrafficRow = {
      communication: Object.freeze({ id, ...start, created: this.#now(), state: 'waiting' }),
      handler: Object.freeze({ id, handler: handlerName, communicationId: id, state: 'waiting' }),
      startedAt: 0,
    };
    this.#rows.set(id, row);
    this.#tell();
    return row;
  }

  start(row: TrafficRow): void {
    const started = this.#now();
    row.startedAt = performance.now();
    row.communication = Object.freeze({ ...row.communication, started, state: 'processing' });
    row.handler = Object.freeze({ ...row.handler, started, state: 'processing' });
    this.#tell();
  }

  finish(row: TrafficRow, outcome: Outcome): void {
    const times = { finished: this.#now(), ...(row.startedAt === 0 ? {} : { durationMs: performance.now() - row.startedAt }) };
    const end = 'error' in outcome ? ({ state: 'failed', error: outcome.error } as const) : ({ state: 'executed' } as const);
    row.communication = Object.freeze({ ...row.communication, ...times, ...end });
    row.handler = Object.freeze({ ...row.handler, ...times, ...end, ...('result' in outcome ? { result: outcome.result } : {}) });
    this.#finished.add(row.communication.id);
    this.#trim();
    this.#tell();
  }

  configure(maxCount: number): void {
    this.#maxCount = maxCount;
    if (this.#trim()) {
      this.#tell();
    }
  }

  /** Forgets what is finished. */
  clear(): void {
    for (const id of this.#finished) {
      this.#rows.delete(id);
    }
    this.#finished.clear();
    this.#tell();
  }

  #trim(): boolean {
    const before = this.#rows.size;
    for (const id of this.#finished) {
      if (this.#rows.size <= this.#maxCount) {
        break;
      }
      this.#rows.delete(id);
      this.#finished.delete(id);
    }
    return this.#rows.size !== before;
  }

  #tell(): void {
    this.#communications = undefined;
    this.#handlers = undefined;
    this.#changed.fire();
  }
}
