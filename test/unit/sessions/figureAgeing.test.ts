import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FigureAgeing } from '../../../src/sessions/figureAgeing';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { startedRequest } from './requests';

describe('figures of a window of time', () => {
  beforeEach(() => vi.useFakeTimers({ now: 0 }));
  afterEach(() => vi.useRealTimers());

  function ageing(requestTimes: readonly number[], windowMs: number | undefined) {
    const logs = new SessionLogs();
    const add = (requestTime: number) => logs.started(startedRequest(logs.sessions().length + 1, { requestTime }));
    requestTimes.forEach(add);
    const window = { ms: windowMs };
    const firedAt: number[] = [];
    const timer = new FigureAgeing({ sessions: () => logs.sessions(), windowMs: () => window.ms }, () => firedAt.push(Date.now()));
    return { timer, add, window, firedAt };
  }

  it('age with each request that leaves it, though nothing new comes', () => {
    const { firedAt } = ageing([-60_000, -5_000, 0, 200, 20_000], 10_000);
    vi.advanceTimersByTime(100_000);
    // No more than once a second, however many leave.
    expect(firedAt).toEqual([5_001, 10_001, 11_001, 30_001]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('age when the first request comes later', () => {
    const { timer, add, firedAt } = ageing([], 10_000);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(3_000);
    add(3_000);
    timer.rowsChanged();
    vi.advanceTimersByTime(100_000);
    expect(firedAt).toEqual([13_001]);
  });

  it('follow the setting of the window', () => {
    const { timer, window, firedAt } = ageing([0], undefined);
    expect(vi.getTimerCount()).toBe(0);
    window.ms = 50_000;
    timer.windowChanged();
    window.ms = 20_000;
    timer.windowChanged();
    vi.advanceTimersByTime(100_000);
    expect(firedAt).toEqual([20_001]);
  });

  it('leave no timer behind', () => {
    const { timer, firedAt } = ageing([0], 10_000);
    timer.dispose();
    timer.rowsChanged();
    vi.advanceTimersByTime(100_000);
    expect(firedAt).toEqual([]);
  });
});
