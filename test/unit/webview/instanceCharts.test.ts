import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trend } from '../../../src/model/trend';
import { axisTexts } from '../../../src/webview/instance/axisTexts';
import { chartColumns, nearestIndex, summaryOf, valueRange } from '../../../src/webview/instance/chartData';
import { readInstanceState } from '../../../src/webview/instance/instanceState';
import { defaultWindow, panned, windowBetween, zoomed } from '../../../src/webview/instance/timeWindow';

const trend = (at: readonly number[], values: readonly number[], changes: Partial<Trend> = {}): Trend => ({
  at,
  min: values.map((value) => value - 1),
  mean: values,
  max: values.map((value) => value + 1),
  count: values.map(() => 1),
  stepMs: 0,
  gapMs: 2_000,
  ...changes,
});

describe('the columns of a chart', () => {
  it('have a point without values where nothing is known for longer than the gap', () => {
    expect(chartColumns(trend([1_000, 2_000, 9_000], [5, 6, 7]))).toEqual([
      [1, 2, 5.5, 9],
      [4, 5, null, 6],
      [5, 6, null, 7],
      [6, 7, null, 8],
    ]);
    expect(chartColumns(trend([1_000, 3_000], [5, 6]))[0]).toEqual([1, 3]);
  });

  it('are as long as each other, ascending, and lose no value, whatever the trend', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1e6 })), fc.integer({ min: 1, max: 1e5 }), (times, gapMs) => {
        const at = times.sort((one, other) => one - other);
        const [xs, ...values] = chartColumns(trend(at, at, { gapMs }));
        expect(values.map(({ length }) => length)).toEqual([xs.length, xs.length, xs.length]);
        expect(xs.every((x, index) => index === 0 || x > (xs[index - 1] ?? x))).toBe(true);
        expect(values[1].filter((value) => value !== null)).toEqual(at);
      }),
    );
  });
});

describe('the texts beside an axis', () => {
  it('tell neighbours apart, with one unit for all', () => {
    expect(axisTexts([1_830, 1_835, 1_840, 1_845])).toEqual(['1.830 µs', '1.835 µs', '1.840 µs', '1.845 µs']);
    expect(axisTexts([-5, 0, 5, 10])).toEqual(['−5 ns', '0 ns', '5 ns', '10 ns']);
    expect(axisTexts([-200_000, 0, 1_200_000])).toEqual(['−0.2 ms', '0.0 ms', '1.2 ms']);
    expect(axisTexts([])).toEqual([]);
    expect(axisTexts([0])).toEqual(['0 ns']);
  });
});

describe('what a chart says in words', () => {
  it('weighs the means by how many looks are in a point', () => {
    expect(summaryOf(trend([0, 1_000, 9_000], [10, 20, 30], { count: [1, 1, 2] }))).toEqual({ min: 9, mean: 22.5, max: 31, gapCount: 1 });
    expect(summaryOf(trend([], []))).toBeUndefined();
  });

  it('finds the nearest point', () => {
    expect([0, 1_400, 1_600, 99_000].map((time) => nearestIndex([1_000, 2_000], time))).toEqual([0, 0, 1, 1]);
    expect(nearestIndex([], 5)).toBeUndefined();
  });

  it('shows steady values as steady', () => {
    expect(valueRange(trend([0], [100]), 20)).toEqual([90, 110]);
    expect(valueRange(trend([], []), 20)).toEqual([-10, 10]);
    const [low, high] = valueRange(trend([0, 1], [0, 1_000]), 20);
    expect(low).toBeLessThan(-1);
    expect(high).toBeGreaterThan(1_001);
  });
});

describe('the time that charts show', () => {
  const now = 10_000_000;

  it('goes on with time until one zooms into the past, and again when one comes back to now', () => {
    expect(zoomed({ spanMs: 600_000 }, 0.5, now, now)).toEqual({ spanMs: 300_000 });
    expect(zoomed({ spanMs: 600_000, toMs: 5_000_000 }, 0.5, 4_700_000, now)).toEqual({ spanMs: 300_000, toMs: 4_850_000 });
    expect(panned({ spanMs: 600_000 }, -0.5, now)).toEqual({ spanMs: 600_000, toMs: 9_700_000 });
    expect(panned({ spanMs: 600_000, toMs: 9_700_000 }, 0.5, now)).toEqual({ spanMs: 600_000 });
  });

  it('has limits', () => {
    expect(zoomed({ spanMs: 12_000 }, 0.01, now, now).spanMs).toBe(10_000);
    expect(zoomed({ spanMs: 1e10 }, 100, now, now).spanMs).toBeLessThan(4e10);
    expect(windowBetween(2_000_000, 1_000_000)).toEqual({ spanMs: 1_000_000, toMs: 2_000_000 });
    expect(windowBetween(1_000_000, 1_000_001)).toEqual({ spanMs: 10_000, toMs: 1_005_001 });
  });

  it('is kept with the page, unless what was kept cannot be read', () => {
    const kept = { subject: 'a', window: { spanMs: 5_000_000, toMs: 7 }, isPaused: true, open: ['x', 5] };
    expect(readInstanceState(kept, 'a')).toEqual({ ...kept, open: ['x'] });
    for (const wrong of [undefined, 'text', { ...kept, subject: 'b' }, { subject: 'a', window: { spanMs: -1 } }, { ...kept, window: { spanMs: defaultWindow.spanMs } }]) {
      expect(readInstanceState(wrong, 'a')).toMatchObject({ window: defaultWindow, isPaused: false });
    }
  });
});
