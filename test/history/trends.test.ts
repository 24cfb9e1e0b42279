import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { History } from '../../src/history/history';
import type { Trend } from '../../src/model/trend';
import { address, openWindow, sample } from './fixture';
import { ManualClock } from './manualClock';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What a trend must say of points, by the step that it chose. */
function naive(points: ReadonlyMap<number, number>, fromMs: number, toMs: number, stepMs: number) {
  const step = Math.max(1, stepMs);
  const [from, to] = stepMs === 0 ? [fromMs, toMs] : [Math.floor(fromMs / step) * step, Math.ceil(toMs / step) * step];
  const buckets = new Map<number, number[]>();
  for (const [at, value] of [...points].sort(([a], [b]) => a - b)) {
    if (at >= from && at < to) {
      const start = Math.floor(at / step) * step;
      buckets.set(start, [...(buckets.get(start) ?? []), value]);
    }
  }
  return [...buckets].map(([at, values]) => ({
    at,
    count: values.length,
    min: Math.min(...values),
    max: Math.max(...values),
    mean: values.reduce((sum, value) => sum + value / values.length, 0),
  }));
}

function expectSame(trend: Trend, points: ReadonlyMap<number, number>, fromMs: number, toMs: number): void {
  const expected = naive(points, fromMs, toMs, trend.stepMs);
  expect(trend.at).toEqual(expected.map(({ at }) => at));
  expect(trend.count).toEqual(expected.map(({ count }) => count));
  expect(trend.min).toEqual(expected.map(({ min }) => min));
  expect(trend.max).toEqual(expected.map(({ max }) => max));
  trend.mean.forEach((mean, n) => expect(Math.abs(mean - expected[n]!.mean)).toBeLessThanOrEqual(0.001 + Math.abs(expected[n]!.mean) * 1e-9));
}

/** One sample a second; returns the points. */
function recordSeconds(history: History, clock: ManualClock, seconds: number, valueAt: (n: number) => number): Map<number, number> {
  const points = new Map<number, number>();
  for (let n = 0; n < seconds; n++) {
    points.set(clock.now(), valueAt(n));
    history.record([sample(clock.now(), valueAt(n))]);
    clock.advance(1_000);
  }
  return points;
}

describe('trends', () => {
  it('are what a naive model says, whatever comes when, at any range', () => {
    const value = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((number) => number + 0));
    const step = fc.record({
      samples: fc.array(fc.record({ beforeMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 3 * hour })), value }), { maxLength: 12 }),
      waitMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 90 * minute })),
      isReload: fc.boolean(),
    });
    const range = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.double({ min: 0, max: 1, noNaN: true }), maxPoints: fc.integer({ min: 1, max: 200 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.array(range, { minLength: 1, maxLength: 6 }), (steps, ranges) => {
        const start = Date.UTC(2026, 10, 23, 12);
        const clock = new ManualClock(start);
        const points = new Map<number, number>();
        const first = openWindow({ clock });
        let { history } = first;
        for (const { samples, waitMs, isReload } of steps) {
          for (const { beforeMs, value: number } of samples) {
            const at = clock.now() - beforeMs;
            points.set(at, number);
            history.record([sample(at, number)]);
          }
          clock.advance(waitMs);
          if (isReload) {
            history.dispose();
            ({ history } = openWindow({ clock, folder: first.folder }));
          }
        }
        for (const { from, length, maxPoints } of ranges) {
          const [earliest, latest] = [start - 4 * hour, clock.now() + minute];
          const fromMs = Math.round(earliest + from * (latest - earliest));
          const toMs = Math.round(fromMs + length * (latest - earliest));
          expectSame(history.trend(address, 'offsetFromMasterNs', fromMs, toMs, maxPoints), points, fromMs, toMs);
        }
        history.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it('keep the extremes when points are thinned out, and give about as many as asked for', () => {
    const { history, clock } = openWindow();
    const from = clock.now();
    const points = recordSeconds(history, clock, 3_600, (n) => (n === 1_234 ? 5_000 : n === 2_345 ? -7_000 : n % 10));
    for (const maxPoints of [10, 100, 500, 2_000]) {
      const trend = history.trend(address, 'offsetFromMasterNs', from, clock.now(), maxPoints);
      expectSame(trend, points, from, clock.now());
      expect(Math.max(...trend.max)).toBe(5_000);
      expect(Math.min(...trend.min)).toBe(-7_000);
      expect(trend.at.length).toBeLessThanOrEqual(maxPoints + 1);
      expect(trend.at.length).toBeGreaterThan(maxPoints / 3);
    }
    expect(history.trend(address, 'offsetFromMasterNs', from, clock.now(), 3_600).stepMs).toBe(0);
  });

  it('use all points they may when the range is much longer than what is known', () => {
    const { history, clock } = openWindow();
    recordSeconds(history, clock, 300, (n) => n);
    const now = clock.now();
    expect(history.trend(address, 'offsetFromMasterNs', now - 7 * day, now, 2_000).at).toHaveLength(300);
    expect(history.trend(address, 'offsetFromMasterNs', now - 7 * day, now, 100).stepMs).toBe(3_000);
  });

  it.each([
    [0, 1_000],
    [4_000, 105],
    [minute, 6],
  ])('show a gap as a gap, at a step of %i ms', (stepMs, maxPoints) => {
    const { history, clock } = openWindow();
    const from = clock.now();
    recordSeconds(history, clock, 60, () => 1);
    const end = clock.now();
    clock.advance(5 * minute);
    const back = clock.now();
    recordSeconds(history, clock, 60, () => 2);
    const trend = history.trend(address, 'offsetFromMasterNs', from, clock.now(), maxPoints);
    expect(trend.stepMs).toBe(stepMs);
    expect(trend.gaps).toHaveLength(1);
    expect(trend.gaps[0]!.fromMs).toBeGreaterThanOrEqual(end - 1_000);
    expect(trend.gaps[0]!.toMs).toBe(trend.at.find((at) => at >= back - stepMs));
    expect(trend.at.every((at) => at < end || at >= back - stepMs)).toBe(true);
  });

  it('show no gap between answers that are slow but regular', () => {
    const { history, clock } = openWindow();
    const from = clock.now();
    for (let n = 0; n < 60; n++) {
      history.record([sample(clock.now(), n)]);
      clock.advance(n < 30 ? 10_000 : 30_000);
    }
    for (const maxPoints of [1_000, 40, 10]) {
      expect(history.trend(address, 'offsetFromMasterNs', from, clock.now(), maxPoints).gaps).toEqual([]);
    }
  });

  it('show an outage among regular answers, and still do when they are rarer after it', () => {
    const { history, clock } = openWindow();
    const from = clock.now();
    recordSeconds(history, clock, 300, () => 1);
    const outage = { fromMs: clock.now() - 999, toMs: clock.now() + 20_000 };
    clock.advance(20_000);
    recordSeconds(history, clock, 300, () => 1);
    expect(history.trend(address, 'offsetFromMasterNs', from, clock.now(), 2_000).gaps).toEqual([outage]);
    for (let n = 0; n < 30; n++) {
      history.record([sample(clock.now(), 1)]);
      clock.advance(20_000);
    }
    expect(history.trend(address, 'offsetFromMasterNs', from, clock.now(), 2_000).gaps).toEqual([outage]);
  });

  it.each([
    ['for some minutes of an hour', [[300, 10_000], [5, 60_000], [30, 10_000]], 0],
    ['with an interval that is longer than any of now', [[20, 240_000]], 0],
    ['for one answer, as in a window without the focus', [[100, 10_000], [1, 60_000], [100, 10_000]], 0],
    ['for one answer, as in an outage', [[100, 10_000], [1, 80_000], [100, 10_000]], 1],
    ['at no regular times', [[100, 10_000], [1, 100_000], [1, 190_000], [1, 340_000], [100, 10_000]], 3],
    ['before they come each second, with an outage', [[5, 60_000], [200, 1_000], [1, 80_000], [200, 1_000]], 1],
    ['before an outage', [[20, 60_000], [1, 300_000], [20, 60_000]], 1],
    ['since just now', [[50, 1_000], [2, 300_000]], 0],
  ] as const)('show gaps where answers are rarer %s: %j has %i', (_, stretches, gapCount) => {
    const { history, clock } = openWindow();
    const from = clock.now();
    for (const [count, everyMs] of stretches) {
      for (let n = 0; n < count; n++) {
        history.record([sample(clock.now(), n)]);
        clock.advance(everyMs);
      }
    }
    history.record([sample(clock.now(), 0)]);
    const { gaps, stepMs } = history.trend(address, 'offsetFromMasterNs', from, clock.now() + 1, 2_000);
    expect(stepMs).toBe(0);
    expect(gaps).toHaveLength(gapCount);
  });

  it.each([60_000, 60_300, 90_000, 120_000, 300_000])('show no gap where a device was asked every %i ms for hours, however short the interval is now', (everyMs) => {
    const { history, clock } = openWindow({ gapMs: () => 36_000, intervalMs: () => 1_000 });
    const from = clock.now();
    while (clock.now() < from + 6 * hour) {
      history.record([sample(clock.now(), 1)]);
      clock.advance(everyMs);
    }
    const faster = clock.now();
    recordSeconds(history, clock, 1_800, () => 1);
    const outage = clock.now();
    clock.advance(5 * minute);
    recordSeconds(history, clock, 1_800, () => 1);
    for (const spanMs of [clock.now() - from, clock.now() - faster + hour]) {
      for (const maxPoints of [20_000, 700, 100, 50]) {
        const { gaps, stepMs } = history.trend(address, 'offsetFromMasterNs', clock.now() - spanMs, clock.now(), maxPoints);
        expect(gaps.length, `${spanMs} ms at ${stepMs} ms`).toBe(2 * stepMs > 5 * minute ? gaps.length : 1);
        for (const { fromMs, toMs } of gaps) {
          expect(fromMs).toBeGreaterThanOrEqual(outage - 1_000);
          expect(toMs).toBeLessThanOrEqual(outage + 5 * minute);
        }
      }
    }
  });

  it('show no gap as long as the interval, which refreshing by hand may hide', () => {
    const { history, clock } = openWindow({ intervalMs: (deviceId) => (deviceId === address.deviceId ? 300_000 : 1_000) });
    const from = clock.now();
    for (const everyMs of [2_000, 2_000, 2_000, 300_000, 2_000, 2_000, 2_000, 500_000, 2_000, 2_000]) {
      history.record([sample(clock.now(), 1)]);
      clock.advance(everyMs);
    }
    expect(history.trend(address, 'offsetFromMasterNs', from, clock.now(), 100).gaps).toHaveLength(1);
  });

  it('show a gap before the first and after the last point, where there should be others', () => {
    const { history, clock } = openWindow();
    const from = clock.now();
    clock.advance(10 * minute);
    const first = clock.now();
    recordSeconds(history, clock, 60, () => 1);
    const last = clock.now() - 1_000;
    expect(history.trend(address, 'offsetFromMasterNs', first - 3_000, last + 3_000, 100).gaps).toEqual([]);
    expect(history.trend(address, 'offsetFromMasterNs', from, last + 10 * minute, 100).gaps).toEqual([
      { fromMs: from, toMs: first },
      { fromMs: last + 1, toMs: last + 10 * minute },
    ]);
    expect(history.trend(address, 'offsetFromMasterNs', from - day, from, 100).gaps).toEqual([]);
  });

  it('still know the time before a sample that came late, in minutes and hours as well', () => {
    const { history, clock } = openWindow();
    const from = clock.now();
    const points = recordSeconds(history, clock, 120, () => 5);
    clock.advance(2 * hour);
    points.set(from + 500, 999);
    history.record([sample(from + 500, 999)]);
    expectSame(history.trend(address, 'offsetFromMasterNs', from, from + 2 * minute, 2), points, from, from + 2 * minute);
    const hours = history.trend(address, 'offsetFromMasterNs', from, from + 1_000 * hour, 1);
    expect(hours.max).toEqual([999]);
    expect(hours.count).toEqual([121]);
  });

  it('count a sample that is recorded twice once', () => {
    const { history, clock } = openWindow();
    const from = clock.now();
    history.record([sample(from, 1), sample(from, 1)]);
    clock.advance(5 * minute);
    history.record([sample(from, 1)]);
    expect(history.trend(address, 'offsetFromMasterNs', from, from + 1, 10).count).toEqual([1]);
    expect(history.trend(address, 'offsetFromMasterNs', from - day, from + day, 1).count).toEqual([1]);
  });

  it('go on when the clock is set back or forward', () => {
    const { history, clock } = openWindow();
    const from = clock.now();
    const points = recordSeconds(history, clock, 120, () => 1);
    clock.jump(6 * hour);
    recordSeconds(history, clock, 120, () => 2).forEach((value, at) => points.set(at, value));
    clock.jump(-6 * hour);
    recordSeconds(history, clock, 120, () => 3).forEach((value, at) => points.set(at, value));
    for (const maxPoints of [1_000, 50, 4]) {
      expectSame(history.trend(address, 'offsetFromMasterNs', from, from + 8 * hour, maxPoints), points, from, from + 8 * hour);
    }
  });
});
