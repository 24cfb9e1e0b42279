import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trend } from '../../../src/model/trend';
import { axisTexts } from '../../../src/webview/instance/axisTexts';
import { chartColumns, lonePoints, pointAt, summaryOf, valueRange } from '../../../src/webview/instance/chartData';
import type { ChartLimit } from '../../../src/webview/instance/instanceMessages';
import { readInstanceState } from '../../../src/webview/instance/instanceState';
import { limitLabels, limitWords } from '../../../src/webview/instance/limitTexts';
import { wrapped } from '../../../src/webview/instance/wrapped';
import { defaultWindow, panned, windowBetween, zoomed } from '../../../src/webview/instance/timeWindow';

const trend = (at: readonly number[], values: readonly number[], changes: Partial<Trend> = {}): Trend => ({
  at,
  min: values.map((value) => value - 1),
  mean: values,
  max: values.map((value) => value + 1),
  count: values.map(() => 1),
  stepMs: 0,
  gaps: [],
  ...changes,
});

describe('the columns of a chart', () => {
  it('have a point without values in a gap between points, and in no other', () => {
    const gaps = [{ fromMs: 0, toMs: 1_000 }, { fromMs: 3_000, toMs: 9_000 }, { fromMs: 10_000, toMs: 20_000 }];
    expect(chartColumns(trend([1_000, 2_000, 9_000], [5, 6, 7], { gaps }))).toEqual([
      [1, 2, 6, 9],
      [4, 5, null, 6],
      [5, 6, null, 7],
      [6, 7, null, 8],
    ]);
    expect(chartColumns(trend([1_000, 3_000], [5, 6]))[0]).toEqual([1, 3]);
  });

  it('are as long as each other, ascending, and lose no value, whatever the trend', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1e6 })), fc.integer({ min: 2, max: 1e5 }), (times, gapMs) => {
        const at = times.sort((one, other) => one - other);
        const gaps = at.flatMap((toMs, index) => (toMs - (at[index - 1] ?? toMs) > gapMs ? [{ fromMs: (at[index - 1] ?? 0) + 1, toMs }] : []));
        const [xs, ...values] = chartColumns(trend(at, at, { gaps }));
        expect(values.map(({ length }) => length)).toEqual([xs.length, xs.length, xs.length]);
        expect(xs.every((x, index) => index === 0 || x > (xs[index - 1] ?? x))).toBe(true);
        expect(values[1].filter((value) => value !== null)).toEqual(at);
        expect(xs.length - at.length).toBe(gaps.length);
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
    expect(summaryOf(trend([0, 1_000, 9_000], [10, 20, 30], { count: [1, 1, 2], gaps: [{ fromMs: 1_001, toMs: 9_000 }, { fromMs: 9_001, toMs: 20_000 }] }))).toEqual({ min: 9, mean: 22.5, max: 31, gapCount: 1 });
    expect(summaryOf(trend([], []))).toBeUndefined();
  });

  it('tells the nearest point of a time, but none where nothing is known', () => {
    const hours = trend([1_000, 2_000, 7_200_000, 7_201_000], [1, 2, 3, 4], { gaps: [{ fromMs: 2_001, toMs: 7_200_000 }, { fromMs: 7_201_001, toMs: 9_000_000 }] });
    expect([0, 1_400, 1_600, 2_000, 2_600, 3_600_000, 7_199_000, 7_200_000, 7_201_000, 8_000_000].map((time) => pointAt(hours, time))).toEqual([0, 0, 1, 1, undefined, undefined, undefined, 2, 3, undefined]);
    expect([2_600, 7_199_000, 3_600_000].map((time) => pointAt(hours, time, 1_000))).toEqual([1, 2, undefined]);
    const steps = trend([0, 60_000, 300_000], [1, 2, 3], { stepMs: 60_000, gaps: [{ fromMs: 120_000, toMs: 300_000 }] });
    expect([90_000, 119_000, 121_000, 260_000, 280_000].map((time) => pointAt(steps, time))).toEqual([1, 1, undefined, undefined, 2]);
    expect(pointAt(trend([], []), 5, 100)).toBeUndefined();
  });

  it('shows steady values as steady', () => {
    expect(valueRange(trend([0], [100]), [], 20)).toEqual([90, 110]);
    expect(valueRange(trend([], []), [], 20)).toEqual([-10, 10]);
    const [low, high] = valueRange(trend([0, 1], [0, 1_000]), [], 20);
    expect(low).toBeLessThan(-1);
    expect(high).toBeGreaterThan(1_001);
  });

  it('shows the limits that the values come near to, on their side, and names the next one', () => {
    const limits: readonly ChartLimit[] = [
      { severity: 'warning', lowNs: -250, highNs: 250, words: 'warning from 250 ns' },
      { severity: 'major', lowNs: -1_000, highNs: 1_000, words: 'major from 1 µs' },
      { severity: 'critical', lowNs: -9_000, highNs: 9_000, words: 'critical from 9 µs' },
    ];
    const rangeOf = (...values: readonly number[]) => valueRange(trend(values.map((_, index) => index), values), limits, 20);
    expect(rangeOf(-10, 10)[1]).toBeLessThan(20);
    expect(limitWords(limits, rangeOf(-10, 10))).toBe('warning from 250 ns, not in view, then major from 1 µs, critical from 9 µs');
    const [low, high] = rangeOf(-10, 130);
    expect(high).toBeGreaterThan(250);
    expect(high).toBeLessThan(310);
    expect(low).toBeGreaterThan(-60);
    expect(limitWords(limits, [low, high])).toBe('warning from 250 ns · major from 1 µs, not in view, then critical from 9 µs');
    expect(rangeOf(-600, 0)[0]).toBeLessThan(-1_000);
    expect(limitWords(limits, rangeOf(-9_500, 0))).toBe('warning from 250 ns · major from 1 µs · critical from 9 µs');
    expect(limitWords([], [0, 1])).toBe('');
  });

  it('names the limits beside their lines, without two names in one place', () => {
    const limits: readonly ChartLimit[] = [
      { severity: 'warning', lowNs: -20, highNs: 20, words: '' },
      { severity: 'minor', lowNs: -25, highNs: 25, words: '' },
      { severity: 'major', lowNs: -80, highNs: 80, words: '' },
    ];
    // A pixel for each nanosecond.
    const labels = (low: number, high: number) => limitLabels(limits, (valueNs) => high - valueNs, { top: 0, bottom: high - low, labelHeight: 15 }).map(({ text, y }) => [text, y]);
    expect(labels(-15, 15)).toEqual([['warning from 20 ns, not in view', 7.5], ['warning from −20 ns, not in view', 22.5]]);
    expect(labels(-10, 100)).toEqual([['warning from −20 ns, not in view', 102.5], ['major 80 ns', 12.5], ['minor 25 ns', 67.5], ['warning 20 ns', 87.5]]);
    expect(labels(30, 60)).toEqual([['major from 80 ns, not in view', 7.5], ['beyond minor 25 ns', 22.5]]);
    expect(labels(-60, -30).map(([text]) => text)).toEqual(['major from −80 ns, not in view', 'beyond minor −25 ns']);
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 40, max: 300 }), (low, height) => {
        const places = labels(low, low + height).map(([, y]) => Number(y)).sort((one, other) => one - other);
        expect(places.every((y, index) => y >= 7.5 && y <= height - 7.5 && (index === 0 || y - (places[index - 1] ?? y) >= 15))).toBe(true);
      }),
    );
  });

  it('knows the points that no line shows', () => {
    expect(lonePoints(chartColumns(trend([1_000, 9_000, 10_000, 20_000], [5, 6, 7, 8], { gaps: [{ fromMs: 1_001, toMs: 9_000 }, { fromMs: 10_001, toMs: 20_000 }] })))).toEqual([0, 5]);
    expect(lonePoints(chartColumns(trend([1_000], [5])))).toEqual([0]);
    expect(lonePoints(chartColumns(trend([], [])))).toEqual([]);
  });
});

describe('the words of an image', () => {
  it('are wrapped to lines that fit, and none is lost', () => {
    const fits = (line: string): boolean => line.length <= 9;
    expect(wrapped('one two three  incomprehensible x', fits)).toEqual(['one two', 'three', 'incomprehensible', 'x']);
    expect(wrapped('', fits)).toEqual([]);
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
