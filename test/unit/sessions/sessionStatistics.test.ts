import { describe, expect, it } from 'vitest';
import type { HttpSession } from '../../../src/model/httpSession';
import { SessionLogs } from '../../../src/sessions/sessionLogs';
import { sessionStatistics } from '../../../src/sessions/sessionStatistics';
import { finishedRequest, lostRequest, startedRequest } from './requests';

/** One session for each letter: `l` lost, `p` under way, `t` throttled, `o` answered in as many milliseconds as its id. */
function sessionsOf(letters: string): readonly HttpSession[] {
  const logs = new SessionLogs();
  Array.from(letters).forEach((letter, index) => {
    const request = startedRequest(index + 1);
    logs.started(request);
    if (letter === 'l') {
      logs.finished(lostRequest(request));
    } else if (letter === 't') {
      const error = { kind: 'throttled', message: 'Too many requests.', hint: 'Wait.' } as const;
      logs.finished(finishedRequest(request, { status: 429, timeSpanMs: index + 1, error }));
    } else if (letter === 'o') {
      logs.finished(finishedRequest(request, { timeSpanMs: index + 1 }));
    }
  });
  return logs.sessions();
}

describe('the figures of HTTP sessions', () => {
  it('give the data loss as the connector shows it: 7 of 16 are 43.8 %', () => {
    const figures = sessionStatistics(sessionsOf('olololololoooltl'), { now: 20_000 });
    expect(figures).toMatchObject({ requests: 16, finished: 16, lost: 8, tooManyRequests: 1 });
    expect(sessionStatistics(sessionsOf('ololololololoool'), { now: 20_000 }).lossPercent?.toFixed(1)).toBe('43.8');
  });

  it('do not count a request under way as lost or as answered', () => {
    expect(sessionStatistics(sessionsOf('olp'), { now: 0 })).toMatchObject({ requests: 3, finished: 2, lost: 1, lossPercent: 50 });
  });

  it('give median and 95th percentile of complete answers, by nearest rank', () => {
    expect(sessionStatistics(sessionsOf('o'.repeat(20)), { now: 0 })).toMatchObject({ medianMs: 10, p95Ms: 19 });
    expect(sessionStatistics(sessionsOf('lo'), { now: 0 })).toMatchObject({ medianMs: 2, p95Ms: 2 });
  });

  it('are absent where nothing can be said', () => {
    expect(sessionStatistics([], { now: 0 })).toEqual({ requests: 0, finished: 0, lost: 0, tooManyRequests: 0 });
    expect(sessionStatistics(sessionsOf('p'), { now: 0 })).toEqual({ requests: 1, finished: 0, lost: 0, tooManyRequests: 0 });
  });

  it('can be of the latest time only', () => {
    expect(sessionStatistics(sessionsOf('lllloo'), { now: 6_000, windowMs: 2_000 })).toMatchObject({ requests: 3, lost: 1 });
  });
});
