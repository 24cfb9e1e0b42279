import { describe, expect, it } from 'vitest';
import { BackOff } from '../../../src/polling/backOff';
import { chassisPaths, WayMemory } from '../../../src/polling/chassisPaths';
import { higherDemand, intervalMultiplier } from '../../../src/polling/demand';

describe('BackOff', () => {
  it('retries after 5 s, later with each failure, never later than the interval', () => {
    const backOff = new BackOff({ random: () => 0.5 });
    expect([1, 2, 3, 4].map(() => backOff.afterFailure(30_000))).toEqual([5_000, 10_000, 20_000, 30_000]);
    backOff.succeeded();
    expect(backOff.afterFailure(30_000)).toBe(5_000);
    expect(new BackOff({ random: () => 0 }).afterFailure(1_000)).toBe(1_000);
  });

  it.each([
    [0, [2_000, 2_000, 2_000, 2_000, 2_000, 2_000]],
    [1, [4_000, 8_000, 16_000, 32_000, 60_000, 60_000]],
  ])('waits between 2 s and a growing bound when throttled (chance %d)', (random, expected) => {
    const backOff = new BackOff({ random: () => random });
    expect(expected.map(() => backOff.afterThrottle(undefined))).toEqual(expected);
  });

  it.each([[30_000, 30_000], [86_400_000, 600_000], [0, 2_000], [Number.NaN, 2_000]])('Retry-After of %d ms: %d ms', (asked, expected) => {
    expect(new BackOff({ random: () => 0 }).afterThrottle(asked)).toBe(expected);
  });
});

describe('WayMemory', () => {
  it('begins with what worked, and with the best after an hour', () => {
    let now = 0;
    const ways = new WayMemory(['a', 'b', 'c'], { elapsed: () => now });
    expect(ways.order).toEqual(['a', 'b', 'c']);
    ways.worked('b');
    expect(ways.order).toEqual(['b', 'c', 'a']);
    now = 3_599_999;
    ways.worked('b');
    expect(ways.order).toEqual(['b', 'c', 'a']);
    now = 3_600_000;
    expect(ways.order).toEqual(['a', 'b', 'c']);
    ways.worked('b');
    expect(ways.order).toEqual(['b', 'c', 'a']);
  });
});

it('escapes slot IDs in paths', () => {
  expect(chassisPaths.module('../a?b')).toBe('/api/status/chassis0/slots/..%2Fa%3Fb/module');
});

it('takes the demand that asks for more', () => {
  expect(higherDemand('hidden', 'panel')).toBe('panel');
  expect(higherDemand('tree', 'hidden')).toBe('tree');
  expect(higherDemand('unfocused', undefined)).toBe('unfocused');
  expect(intervalMultiplier('unfocused')).toBe(6);
});
