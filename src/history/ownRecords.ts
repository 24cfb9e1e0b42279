import type { DeviceEvent } from '../model/deviceEvent';
import type { TrendSample } from '../model/trend';
import type { EventTable } from './eventTable';
import { levels } from './level';
import type { TrendTable } from './trendTable';

/**
 * Tells what this window has to write of the devices that the window that writes the rest does not see. Several windows may see the same one without knowing of
 * each other: what another one has written already is left out.
 */
export class OwnRecords {
  readonly #trends: TrendTable;
  readonly #events: EventTable;
  /** The times of the events that this window wrote, or found written by another one, by their ids. */
  readonly #knownEvents = new Map<number, number>();
  /** The times of the points that this window wrote, by series. */
  readonly #ownPoints = new Map<number, Set<number>>();

  constructor(trends: TrendTable, events: EventTable) {
    this.#trends = trends;
    this.#events = events;
  }

  /** Adds an event that no other window has written within so long; each that another one wrote stands for one of this window. Returns whether it was added. */
  addEvent(event: DeviceEvent, withinMs: number): boolean {
    for (const [id, at] of this.#knownEvents) {
      if (Math.abs(event.at - at) > 2 * withinMs) {
        this.#knownEvents.delete(id);
      }
    }
    const known = this.#events.near(event, withinMs).find(({ id, at }) => this.#knownEvents.get(id) !== at);
    const id = known?.id ?? this.#events.add(event);
    this.#knownEvents.set(id, known?.at ?? Math.round(event.at));
    return known === undefined;
  }

  /** Those samples of a series within whose interval no other window has written one. */
  wanted(series: number, samples: readonly TrendSample[], intervalMs: number): readonly TrendSample[] {
    const times = samples.map(({ at }) => at);
    const from = Math.min(...times) - intervalMs;
    const own = new Set([...(this.#ownPoints.get(series) ?? [])].filter((at) => at > from));
    const others = this.#pointsBetween(series, from, Math.max(...times) + intervalMs).filter((at) => !own.has(at));
    const wanted = samples.filter((sample) => others.every((at) => Math.abs(sample.at - at) >= intervalMs));
    wanted.forEach(({ at }) => own.add(at));
    this.#ownPoints.set(series, own);
    return wanted;
  }

  #pointsBetween(series: number, fromMs: number, toMs: number): number[] {
    const { blockMs } = levels[0];
    const points: number[] = [];
    this.#trends.blocks.visit(series, 0, Math.floor(fromMs / blockMs), Math.floor(toMs / blockMs) + 1, 0, 1, (at) => void points.push(at));
    return points;
  }
}
