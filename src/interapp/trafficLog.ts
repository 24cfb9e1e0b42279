import { Emitter, type Event } from '../model/event';
import type { InterAppCommunication, InterAppHandler } from '../model/interApp';
import { TrafficRow, type CommunicationStart, type Outcome } from './trafficRow';

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
    this.#communications ??= Object.freeze(Array.from(this.#rows.values(), ({ communication }) => communication));
    return this.#communications;
  }

  /** Oldest first; the same array until something changes. */
  get handlers(): readonly InterAppHandler[] {
    this.#handlers ??= Object.freeze(Array.from(this.#rows.values(), ({ handler }) => handler));
    return this.#handlers;
  }

  get(id: number): TrafficRow | undefined {
    return this.#rows.get(id);
  }

  /** Tells nobody yet: whoever adds a row calls {@link tell} when it has its place, as listeners may send as well. */
  add(start: CommunicationStart, handlerName: string): TrafficRow {
    this.#lastId += 1;
    const row = new TrafficRow(this.#lastId, start, handlerName, this.#now());
    this.#rows.set(row.id, row);
    return row;
  }

  begin(row: TrafficRow): void {
    row.begin(this.#now());
    this.tell();
  }

  finish(row: TrafficRow, outcome: Outcome): void {
    row.finish(this.#now(), outcome);
    this.#finished.add(row.id);
    this.#trim();
    this.tell();
  }

  configure(maxCount: number): void {
    this.#maxCount = maxCount;
    if (this.#trim()) {
      this.tell();
    }
  }

  /** Forgets what is finished. */
  clear(): void {
    for (const id of this.#finished) {
      this.#rows.delete(id);
    }
    this.#finished.clear();
    this.tell();
  }

  tell(): void {
    this.#communications = undefined;
    this.#handlers = undefined;
    this.#changed.fire();
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
}
