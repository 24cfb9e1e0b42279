import type { DeviceEvent } from '../model/deviceEvent';
import type { Json } from '../model/json';
import type { TrendSample } from '../model/trend';
import type { Batch } from './historyStore';

/** Ten minutes of 32 instances at a sample a second; when nothing can be written for longer, the oldest go. */
const mostSamples = 20_000;

const mostEvents = 10_000;

interface PendingSample {
  readonly sample: TrendSample;
  readonly isOwn: boolean;
}

interface PendingEvent {
  readonly event: DeviceEvent;
  readonly addedAt: number;
  readonly isOwn: boolean;
}

/** What waits to be written. Of each sample and event it is kept whether its device was an own one, also when another window sees the device meanwhile. */
export class PendingBatch {
  readonly #isOwnDevice: (deviceId: string) => boolean;
  #samples: PendingSample[] = [];
  #events: PendingEvent[] = [];
  #states = new Map<string, Map<string, Json | undefined>>();

  /** @param isOwnDevice Whether no other window sees the device now. */
  constructor(isOwnDevice: (deviceId: string) => boolean) {
    this.#isOwnDevice = isOwnDevice;
  }

  get batch(): Batch {
    return { samples: this.#samples.map(({ sample }) => sample), events: this.#events.map(({ event }) => event), states: this.#states };
  }

  /** The samples and events of own devices, and all states. */
  get own(): Batch {
    return {
      samples: this.#samples.filter(({ isOwn }) => isOwn).map(({ sample }) => sample),
      events: this.#events.filter(({ isOwn }) => isOwn).map(({ event }) => event),
      states: this.#states,
    };
  }

  get states(): Batch {
    return { samples: [], events: [], states: this.#states };
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
    this.#samples.push(...wanted.map((sample) => ({ sample: { ...sample, at: Math.round(sample.at) }, isOwn: this.#isOwnDevice(sample.address.deviceId) })));
    if (this.#samples.length > mostSamples) {
      this.#samples = this.#samples.slice(-mostSamples);
    }
  }

  addEvents(events: readonly DeviceEvent[], now: number): void {
    this.#events.push(...events.map((event) => ({ event, addedAt: now, isOwn: this.#isOwnDevice(event.subject.deviceId) })));
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
   * {@link own} is written; the rest is another window's business. Events are held for a while, in case it ends before it has seen the same.
   */
  leaveToOther(oldestEvent: number): void {
    this.#samples = [];
    this.#states = new Map();
    this.#events = this.#events.filter(({ addedAt, isOwn }) => !isOwn && addedAt >= oldestEvent);
  }
}
