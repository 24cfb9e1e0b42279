import type { DeviceEvent } from '../model/deviceEvent';
import type { Json } from '../model/json';
import { subjectKey, type PtpAddress } from '../model/ptpAddress';
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

/** Which part of what waits. */
export interface Selection {
  /** At most so many samples; default: all. */
  readonly mostSamples?: number;
  /** All samples of this instance, and nothing else. */
  readonly instance?: PtpAddress;
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

  /** Part of what waits, the oldest samples first; events and states are never parted, as states tell which events were logged. */
  part(selection: Selection): Batch {
    return this.#select(this.#samples, this.#events, selection);
  }

  /** As {@link part}, of the samples and events of own devices, and all states. */
  ownPart(selection: Selection): Batch {
    const isOwn = (waiting: PendingSample | PendingEvent): boolean => waiting.isOwn;
    return this.#select(this.#samples.filter(isOwn), this.#events.filter(isOwn), selection);
  }

  get states(): Batch {
    return { samples: [], events: [], states: this.#states };
  }

  get hasSamples(): boolean {
    return this.#samples.length > 0;
  }

  hasSamplesOf(instance: PtpAddress): boolean {
    return this.#samples.some(isOf(instance));
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

  /** This is written, the rest still waits. */
  written({ samples, events, states }: Batch): void {
    const [writtenSamples, writtenEvents] = [new Set(samples), new Set(events)];
    this.#samples = this.#samples.filter(({ sample }) => !writtenSamples.has(sample));
    this.#events = this.#events.filter(({ event }) => !writtenEvents.has(event));
    if (states === this.#states) {
      this.#states = new Map();
    }
  }

  /** What is no own device's is another window's business. Events are held for a while, in case it ends before it has seen the same. */
  leaveToOther(oldestEvent: number): void {
    this.#samples = this.#samples.filter(({ isOwn }) => isOwn);
    this.#events = this.#events.filter(({ addedAt, isOwn }) => isOwn || addedAt >= oldestEvent);
  }

  #select(samples: readonly PendingSample[], events: readonly PendingEvent[], { mostSamples = Number.POSITIVE_INFINITY, instance }: Selection): Batch {
    if (instance === undefined) {
      return { samples: samples.slice(0, mostSamples).map(({ sample }) => sample), events: events.map(({ event }) => event), states: this.#states };
    }
    return { samples: samples.filter(isOf(instance)).map(({ sample }) => sample), events: [], states: new Map() };
  }
}

function isOf(instance: PtpAddress): (waiting: PendingSample) => boolean {
  const key = subjectKey(instance);
  return ({ sample }) => subjectKey(sample.address) === key;
}
