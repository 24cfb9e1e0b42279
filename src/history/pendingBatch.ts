import type { DeviceEvent } from '../model/deviceEvent';
import type { Json } from '../model/json';
import type { TrendSample } from '../model/trend';
import type { Batch } from './historyStore';

/** Ten minutes of 32 instances at a sample a second; when nothing can be written for longer, the oldest go. */
const mostSamples = 20_000;

const mostEvents = 10_000;

interface PendingEvent {
  readonly event: DeviceEvent;
  readonly addedAt: number;
  /** It was another window's to write. */
  readonly isLeft: boolean;
}

/** What waits to be written. */
export class PendingBatch {
  #samples: TrendSample[] = [];
  #events: PendingEvent[] = [];
  #states = new Map<string, Map<string, Json | undefined>>();

  get batch(): Batch {
    return { samples: this.#samples, events: this.#events.map(({ event }) => event), states: this.#states };
  }

  /** The samples and events of own devices that were not left to another window before, and all states. */
  batchOf(isOwn: (deviceId: string) => boolean): Batch {
    return {
      samples: this.#samples.filter(({ address }) => isOwn(address.deviceId)),
      events: this.#events.filter(({ event, isLeft }) => !isLeft && isOwn(event.subject.deviceId)).map(({ event }) => event),
      states: this.#states,
    };
  }

  get hasSamples(): boolean {
    return this.#samples.length > 0;
  }

  get hasEvents(): boolean {
    return this.#events.length > 0;
  }

  get hasStates(): boolean {
    return this.#states.size > 0;
  }

  get isSomething(): boolean {
    return this.hasSamples || this.hasEvents || this.hasStates;
  }

  addSamples(samples: readonly TrendSample[]): void {
    // Whatever else a sample is, without a time it has no place. SQLite takes whole numbers only.
    const wanted = samples.filter(({ at }) => Number.isFinite(at) && at >= 0 && at <= 8.64e15);
    this.#samples.push(...wanted.map((sample) => ({ ...sample, at: Math.round(sample.at) })));
    if (this.#samples.length > mostSamples) {
      this.#samples = this.#samples.slice(-mostSamples);
    }
  }

  addEvents(events: readonly DeviceEvent[], now: number): void {
    this.#events.push(...events.map((event) => ({ event, addedAt: now, isLeft: false })));
    if (this.#events.length > mostEvents) {
      this.#events = this.#events.slice(-mostEvents);
    }
  }

  addStates(kind: string, values: ReadonlyMap<string, Json | undefined>): void {
    const states = this.#states.get(kind) ?? new Map<string, Json | undefined>();
    this.#states.set(kind, states);
    values.forEach((value, key) => states.set(key, value));
  }

  /** Puts what waits over what was read. */
  overlay(kind: string, entries: Map<string, Json>): Map<string, Json> {
    this.#states.get(kind)?.forEach((value, key) => (value === undefined ? entries.delete(key) : entries.set(key, value)));
    return entries;
  }

  /** All of it is written. */
  written(): void {
    this.#samples = [];
    this.#events = [];
    this.#states = new Map();
  }

  /** The rest has to wait. */
  statesWritten(): void {
    this.#states = new Map();
  }

  /**
   * States are written, and what {@link batchOf} gives; the rest is another window's business. Events are held for a while, in case it ends before it has seen
   * the same.
   */
  leaveToOther(oldestEvent: number, isOwn: (deviceId: string) => boolean): void {
    this.#samples = [];
    this.#states = new Map();
    const left = this.#events.filter(({ event, addedAt, isLeft }) => addedAt >= oldestEvent && (isLeft || !isOwn(event.subject.deviceId)));
    this.#events = left.map((pending) => ({ ...pending, isLeft: true }));
  }
}
