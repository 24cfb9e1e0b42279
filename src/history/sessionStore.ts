import type { DeviceEvent, DeviceEventQuery } from '../model/deviceEvent';
import type { Json } from '../model/json';
import { subjectKey, type PtpAddress } from '../model/ptpAddress';
import type { PortStateSpan, Trend, TrendParameter, TrendSample } from '../model/trend';
import { Columns } from './columns';
import { Fold } from './fold';
import { gapsAmong, gapsOfSteps } from './gaps';
import type { HistoryPace } from './historyOptions';
import type { Batch, HistoryStore } from './historyStore';
import { levels } from './level';
import type { Part } from './marks';
import { emptyTrend } from './trendQuery';

/** An hour at a sample a second. */
const mostSamples = 3_600;

const mostEvents = 10_000;

/** History of this window only, for an editor that has no SQLite: the last points and events. */
export class SessionStore implements HistoryStore {
  readonly #pace: HistoryPace;
  readonly #samples = new Map<string, TrendSample[]>();
  readonly #states = new Map<string, Map<string, Json>>();
  #events: DeviceEvent[] = [];
  #lastEventId = 0;

  constructor(pace: HistoryPace) {
    this.#pace = pace;
  }

  isWriter(): boolean {
    return true;
  }

  isContinuing(): boolean {
    return true;
  }

  write({ samples, events, states }: Batch): boolean {
    for (const sample of samples) {
      const key = subjectKey(sample.address);
      this.#samples.set(key, [...(this.#samples.get(key) ?? []), sample].slice(-mostSamples));
    }
    this.#events = [...this.#events, ...events.map((event) => ({ ...event, id: ++this.#lastEventId }))].slice(-mostEvents);
    for (const [kind, values] of states) {
      const entries = this.#states.get(kind) ?? new Map<string, Json>();
      this.#states.set(kind, entries);
      values.forEach((value, key) => (value === undefined ? entries.delete(key) : entries.set(key, value)));
    }
    return true;
  }

  trend(address: PtpAddress, parameter: TrendParameter, fromMs: number, toMs: number, maxPoints: number): Trend {
    const points = this.#within(address, fromMs, toMs).flatMap((sample) => {
      const value = sample[parameter];
      return value === undefined || !Number.isFinite(value) ? [] : [{ at: sample.at, value }];
    });
    const [first, last] = [points.at(0), points.at(-1)];
    if (first === undefined || last === undefined) {
      return emptyTrend;
    }
    const stepMs = points.length <= maxPoints ? 0 : Math.ceil((last.at - first.at) / maxPoints / 1000) * 1000;
    const columns = new Columns();
    const fold = new Fold(Math.max(1, stepMs), columns.add);
    points.forEach(({ at, value }) => fold.add(at, 1, value, value, value));
    fold.end();
    const search = { fromMs, toMs, recordMs: levels[0].recordMs, intervalMs: this.#pace.intervalMs(address.deviceId), gapMs: this.#pace.gapMs() };
    const gaps = gapsAmong({ at: points.map(({ at }) => at), count: points.map(() => 1) }, search);
    return { ...columns.all, stepMs, gaps: stepMs === 0 ? gaps : gapsOfSteps(gaps, stepMs) };
  }

  trendParts(...question: Parameters<HistoryStore['trend']>): readonly Trend[] {
    return [this.trend(...question)];
  }

  portStates(address: PtpAddress, fromMs: number, toMs: number): readonly PortStateSpan[] {
    const gapMs = this.#pace.gapMs();
    const spans: { from: number; to: number; portState: string }[] = [];
    for (const { at, portState } of this.#within(address, fromMs, toMs)) {
      const last = spans.at(-1);
      const follows = last !== undefined && at - last.to < gapMs;
      if (follows && last.portState === portState) {
        last.to = at + 1;
        continue;
      }
      if (follows) {
        last.to = at;
      }
      spans.push({ from: at, to: at + 1, portState });
    }
    return spans;
  }

  events({ deviceId, slotId, instanceId, fromMs = -Infinity, toMs = Infinity, limit = mostEvents }: DeviceEventQuery): readonly DeviceEvent[] {
    const isWanted = ({ at, subject }: DeviceEvent) =>
      at >= fromMs &&
      at < toMs &&
      (deviceId === undefined || subject.deviceId === deviceId) &&
      (slotId === undefined || subject.slotId === slotId) &&
      (instanceId === undefined || subject.instanceId === instanceId);
    return this.#events.filter(isWanted).reverse().slice(0, limit);
  }

  entries(kind: string): Map<string, Json> {
    return new Map(this.#states.get(kind));
  }

  changedOtherwise(): ReadonlySet<Part> {
    return new Set();
  }

  rollUp(): undefined {
    return undefined;
  }

  prune(): undefined {
    return undefined;
  }

  giveSpaceBack(): undefined {
    return undefined;
  }

  close(): void {
    this.#samples.clear();
  }

  #within(address: PtpAddress, fromMs: number, toMs: number): readonly TrendSample[] {
    const samples = (this.#samples.get(subjectKey(address)) ?? []).filter(({ at }) => at >= fromMs && at < toMs);
    return samples.sort((a, b) => a.at - b.at);
  }
}
