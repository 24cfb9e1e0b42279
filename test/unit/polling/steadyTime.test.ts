import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SteadyTime } from '../../../src/polling/steadyTime';

describe('Steady time', () => {
  let time: SteadyTime;
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
    time = new SteadyTime();
  });
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['goes with the clocks', 0, 5_000],
    ['is not set back', -3_600_000, 5_000],
    ['takes a wall clock that gains much for a computer that slept', 3_600_000, 3_605_000],
    ['does not care for a small correction', 300, 5_000],
  ])('%s', (_, setByMs, expected) => {
    expect(time.read()).toBe(0);
    vi.advanceTimersByTime(2_000);
    vi.setSystemTime(Date.now() + setByMs);
    vi.advanceTimersByTime(3_000);
    expect(time.read()).toBe(expected);
    vi.advanceTimersByTime(1);
    expect(time.read()).toBe(expected + 1);
  });
});
