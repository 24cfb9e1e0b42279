import { describe, expect, test } from 'vitest';
import { gridCommand } from '../../../src/webview/gridCommand';
import { LatestTask } from '../../../src/webview/latestTask';
import { cutText, endOfCut, shortText } from '../../../src/webview/shortText';
import { newestEdge, nextSort } from '../../../src/webview/sortOrder';
import { sparklinePath, sparklineWords } from '../../../src/webview/sparklineShape';
import { readWholeNumber } from '../../../src/webview/wholeNumber';

describe('the order', () => {
  const newestFirst = { columnId: 'id', isDescending: true };

  test('turns round on the same column', () => {
    expect(nextSort(newestFirst, { id: 'id', label: 'ID', widthPx: 1 }, newestFirst)).toEqual({ columnId: 'id', isDescending: false });
  });

  test('begins with the largest number, the first word and the newest row', () => {
    const byUri = { columnId: 'uri', isDescending: false };
    expect(nextSort(byUri, { id: 'span', label: 'Span', widthPx: 1, align: 'end' }, newestFirst).isDescending).toBe(true);
    expect(nextSort(newestFirst, { id: 'uri', label: 'URI', widthPx: 1 }, newestFirst).isDescending).toBe(false);
    expect(nextSort(byUri, { id: 'id', label: 'ID', widthPx: 1 }, newestFirst)).toEqual(newestFirst);
  });

  test('says where new rows come in', () => {
    expect(newestEdge(newestFirst, newestFirst)).toBe('top');
    expect(newestEdge({ columnId: 'id', isDescending: false }, newestFirst)).toBe('bottom');
    expect(newestEdge({ columnId: 'uri', isDescending: true }, newestFirst)).toBeUndefined();
  });
});

describe('keys of the grid', () => {
  const stroke = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...held,
  });

  test.each([
    [stroke('ArrowDown'), { kind: 'rowBy', rows: 1 }],
    [stroke('PageUp'), { kind: 'pageBy', pages: -1 }],
    [stroke('Home'), { kind: 'columnEdge', edge: 'first' }],
    [stroke('End', { ctrlKey: true }), { kind: 'rowEdge', edge: 'last' }],
    [stroke('Home', { metaKey: true }), { kind: 'rowEdge', edge: 'first' }],
    [stroke('F10', { shiftKey: true }), { kind: 'menu' }],
    [stroke(' '), { kind: 'activate' }],
    [stroke('ArrowLeft', { altKey: true }), undefined],
    [stroke('c', { ctrlKey: true }), undefined],
    [stroke('F10'), undefined],
  ])('%o', (given, expected) => {
    expect(gridCommand(given, false)).toEqual(expected);
  });

  test('Shift and an arrow change a width, on a header only', () => {
    expect(gridCommand(stroke('ArrowRight', { shiftKey: true }), true)).toEqual({ kind: 'widen', byPx: 10 });
    expect(gridCommand(stroke('ArrowRight', { shiftKey: true }), false)).toBeUndefined();
  });
});

describe('the sparkline', () => {
  test('is to scale, with gaps and dots', () => {
    expect(sparklinePath([0, 10, null, 5, null, 10, 0], 60, 10)).toBe('M0 10L10 0M30 5h0.01M50 0L60 10');
    expect(sparklinePath([3, 3], 10, 10)).toBe('M0 5L10 5');
    expect(sparklinePath([], 10, 10)).toBe('');
    expect(sparklinePath([null, null], 10, 10)).toBe('');
  });

  test('says its values in words', () => {
    expect(sparklineWords('Time', 'ms', [5, null, 1, 3])).toBe('Time: minimum 1 ms, median 3 ms, maximum 5 ms, of the last 3');
    expect(sparklineWords('Time', 'ms', [null])).toBe('Time: no values yet');
  });
});

describe('texts', () => {
  test('are cut between characters', () => {
    expect(cutText('ab😀', 3)).toBe('ab');
    expect(cutText('ab😀', 4)).toBe('ab😀');
    expect(endOfCut('😀😀', 2, 1)).toBe(3);
    expect(shortText('x'.repeat(1001))).toBe(`${'x'.repeat(1000)}…`);
    expect(shortText('short')).toBe('short');
  });

  test.each([
    ['500', 500],
    [' 10,000 ', 10_000],
    ['1’000', 1000],
    ['-5', undefined],
    ['10001', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['9'.repeat(30), undefined],
  ])('%o as a whole number', (text, expected) => {
    expect(readWholeNumber(text, 1, 10_000)).toBe(expected);
  });
});

test('of the tasks asked for meanwhile only the latest runs', async () => {
  const ran: number[] = [];
  const tasks = new LatestTask();
  let finishFirst: (() => void) | undefined;
  tasks.run(async () => {
    await new Promise<void>((resolve) => (finishFirst = resolve));
    ran.push(1);
  });
  for (const number of [2, 3, 4]) {
    tasks.run(() => {
      ran.push(number);
      return Promise.resolve();
    });
  }
  expect(ran).toEqual([]);
  finishFirst?.();
  await new Promise((done) => setImmediate(done));
  expect(ran).toEqual([1, 4]);
});
