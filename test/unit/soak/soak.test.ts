import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../soak/random.mjs';
import { problemsOf, reportText } from '../../soak/soakReport.mjs';
import { leastOf } from '../../soak/soakWindow.mjs';
import { theilSenSlope } from '../../soak/theilSen.mjs';
import { unforeseenErrors } from '../../soak/unforeseen.mjs';

describe('the slope of the heap', () => {
  it('is that of a line, whatever a few values say', () => {
    const line = Array.from({ length: 20 }, (_, x) => ({ x, y: 3 + 2 * x }));
    expect(theilSenSlope(line)).toBe(2);
    expect(theilSenSlope(line.map((point, n) => (n % 7 === 3 ? { ...point, y: 1_000 } : point)))).toBeCloseTo(2, 0);
    expect(theilSenSlope([])).toBeUndefined();
    expect(theilSenSlope([{ x: 1, y: 1 }, { x: 1, y: 2 }])).toBeUndefined();
  });

  it('does not depend on the order of the values', () => {
    const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: -100, max: 100 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(points, (given) => {
        expect(theilSenSlope(given.toReversed()) ?? 0).toBeCloseTo(theilSenSlope(given) ?? 0);
      }),
    );
  });
});

describe('the report', () => {
  /** A heap that grows by so much in an hour. */
  const heap = (slope: number): { minute: number; megabytes: number }[] => Array.from({ length: 60 }, (_, minute) => ({ minute, megabytes: 80 + (minute * slope) / 60 }));
  const good = { minutes: 60, seed: 7, devices: 6, windows: 2, requests: 10, recorded: 11, unarrived: 1, untold: 3, lost: [], stuck: [], faults: { down: 2 }, recoveriesMs: [1_000, 3_000], unrecovered: [], reloads: 4, panels: 9, errors: [], heaps: [heap(0.5), heap(0.2)] };
  const request = { deviceId: 'a', uri: '/x', at: 1 };

  it('passes what lost nothing', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(reportText(good)).toContain('lost sessions: 0');
    expect(reportText(good)).toMatch(/Passed\.$/);
  });

  it.each([
    ['lost something', { lost: [request] }],
    ['has sessions that never end', { stuck: [request] }],
    ['knows nothing of more requests than were under way', { untold: 25 }],
    ['did not recover', { unrecovered: ['device1 is timeout'] }],
    ['met what nobody foresaw', { errors: ['boom'] }],
    ['grows', { heaps: [heap(0.5), heap(11)] }],
    ['has not measured its heap', { heaps: [[{ minute: 1, megabytes: 80 }], heap(0.5)] }],
    ['never measured its heap', { heaps: [] }],
    ['recovered from nothing', { recoveriesMs: [] }],
    ['asked nothing', { requests: 0 }],
    ['broke off', { brokenOff: 'The window is gone.' }],
  ])('fails what %s', (_, worse) => {
    expect(problemsOf({ ...good, ...worse })).toHaveLength(1);
    expect(reportText({ ...good, ...worse })).toContain('FAILED');
  });

  it('says of a run that broke off why, and what there is of it', () => {
    const text = reportText({ ...good, heaps: [], windows: 1, brokenOff: 'The window is gone.' });
    expect(text).toContain('requests seen by the devices: 10');
    expect(text).toContain('The run broke off, and what is above is not all: The window is gone.');
  });

  it('judges the heap of a long run only', () => {
    expect(problemsOf({ ...good, minutes: 5, heaps: [heap(1_000)] })).toEqual([]);
  });
});

describe('what was not foreseen', () => {
  const channel = JSON.stringify({ kind: 'channel', text: '' });

  it('is nothing where each extension host was looked at', () => {
    expect(unforeseenErrors(`${channel}\n${channel}\n`, [], 2)).toEqual([]);
  });

  it('is an error where nobody looked', () => {
    expect(unforeseenErrors('', [], 2)).toHaveLength(1);
    expect(unforeseenErrors(`${channel}\n`, [], 2)).toHaveLength(1);
  });

  it('is told with where it came from', () => {
    expect(unforeseenErrors(`${channel}\n${JSON.stringify({ kind: 'rejection', text: 'Error: boom\n    at x' })}\n`, ['[psx] oops'], 1)).toEqual(['rejection: Error: boom\n    at x', 'page: [psx] oops']);
  });
});

describe('what the windows agree on', () => {
  it('is what the one says that knows least', () => {
    const responding = { state: 'responding', lastSuccess: 5 };
    expect(leastOf([responding, { state: 'responding', lastSuccess: 3 }])).toEqual({ state: 'responding', lastSuccess: 3 });
    expect(leastOf([responding, { state: 'retrying', lastSuccess: 9 }])).toEqual({ state: 'retrying', lastSuccess: 5 });
    expect(leastOf([responding, { state: 'responding' }])).toEqual({ state: 'responding', lastSuccess: 0 });
    expect(leastOf([responding, undefined])).toBeUndefined();
    expect(leastOf([])).toBeUndefined();
  });
});

it('is the same for the same seed', () => {
  const numbers = (seed: number): number[] => Array.from({ length: 5 }, randomFrom(seed));
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  expect(numbers(3).every((number) => number >= 0 && number < 1)).toBe(true);
});
