import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitText } from '../../../src/webview/graph/fitText';
import { readGraphState } from '../../../src/webview/graph/graphState';
import { fitAll, fitWidth, panned, revealing, zoomed } from '../../../src/webview/graph/viewports';

const view = { width: 800, height: 600 };
const drawing = { width: 1600, height: 9000 };

describe('a viewport', () => {
  test('fits all, or the width, and is never larger than life', () => {
    const all = fitAll(drawing, view);
    expect(all.scale * drawing.height).toBeLessThanOrEqual(view.height);
    expect(all.scale * drawing.width).toBeLessThanOrEqual(view.width);
    expect(fitWidth(drawing, view).scale).toBeCloseTo(768 / 1600);
    expect(fitAll({ width: 10, height: 10 }, view).scale).toBe(1);
  });

  test('zooms around a point, within bounds', () => {
    const before = { x: 100, y: 200, scale: 1 };
    const at = { x: 50, y: 60 };
    const after = zoomed(before, 2, at);
    expect([after.x + at.x / after.scale, after.y + at.y / after.scale]).toEqual([before.x + at.x, before.y + at.y]);
    expect(zoomed(before, 1e9, at).scale).toBe(4);
    expect(zoomed(before, 1e-9, at).scale).toBe(0.05);
  });

  test('keeps some of the drawing in sight, however far it is moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 }), fc.double({ min: 0.05, max: 4, noNaN: true }), (x, y, scale) => {
        const moved = panned({ x: 0, y: 0, scale }, { x, y }, drawing, view);
        expect(moved.x).toBeLessThan(drawing.width);
        expect(moved.y).toBeLessThan(drawing.height);
        expect(moved.x + view.width / scale).toBeGreaterThan(0);
        expect(moved.y + view.height / scale).toBeGreaterThan(0);
      }),
    );
  });

  test('moves no more than needed to show a box', () => {
    const viewport = { x: 0, y: 0, scale: 1 };
    expect(revealing(viewport, { x: 100, y: 100, width: 50, height: 20 }, view)).toEqual(viewport);
    expect(revealing(viewport, { x: 900, y: 100, width: 50, height: 20 }, view)).toEqual({ x: 166, y: 0, scale: 1 });
    expect(revealing({ x: 500, y: 500, scale: 1 }, { x: 100, y: 100, width: 50, height: 20 }, view)).toEqual({ x: 84, y: 84, scale: 1 });
  });
});

describe('a text that is too wide', () => {
  const widthOf = (text: string): number => Array.from(text).length;

  test('is cut, with an ellipsis, between characters', () => {
    expect(fitText('abcdef', 6, widthOf)).toBe('abcdef');
    expect(fitText('abcdef', 4, widthOf)).toBe('abc…');
    expect(fitText('a😀😀😀', 3, widthOf)).toBe('a😀…');
    expect(fitText('ab cdef', 4, widthOf)).toBe('ab…');
    expect(fitText('abc', 0, widthOf)).toBe('…');
  });
});

describe('the kept state of a graph page', () => {
  const state = {
    subject: 'topology',
    topology: { view: { deviceFilter: 'n', problemsOnly: true, toggled: ['device/a/'] }, viewport: { x: 1, y: 2, scale: 0.5 }, selectedId: 'device/a/' },
    bmca: { rowCounts: { k: 50 }, closed: ['k'] },
  };

  test('comes back as it was', () => {
    expect(readGraphState(JSON.parse(JSON.stringify(state)), 'topology')).toEqual(state);
  });

  test.each([[undefined], [null], ['text'], [[]], [{}], [{ ...state, subject: 'bmca' }]])('%o is none', (value) => {
    expect(readGraphState(value, 'topology')).toEqual({ subject: 'topology' });
  });

  test('loses only what cannot be read', () => {
    const broken = { subject: 'topology', topology: { view: { deviceFilter: 5, toggled: ['a', 5] }, viewport: { x: 1, y: 2, scale: 0 }, selectedId: 5 }, bmca: { rowCounts: { k: 'x', l: 3 }, closed: 5 } };
    expect(readGraphState(broken, 'topology')).toEqual({
      subject: 'topology',
      topology: { view: { deviceFilter: '', problemsOnly: false, toggled: ['a'] } },
      bmca: { rowCounts: { l: 3 }, closed: [] },
    });
  });
});
