import { describe, expect, it } from 'vitest';
import type { StartedRequest } from '../../../src/model/httpRequest';
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

  type Answered = readonly [status: number | undefined, uri: string, changes?: Partial<StartedRequest>];

  /** Requests with their answers, in order; `undefined` is one that was cancelled. */
  const answersOf = (...requests: readonly Answered[]): readonly HttpSession[] => {
    const logs = new SessionLogs();
    requests.forEach(([status, uri, changes], index) => {
      const request = startedRequest(index + 1, { uri, ...changes });
      const kind = status === undefined ? 'cancelled' : status === 401 ? 'unauthorized' : status === 404 ? 'notFound' : 'serverError';
      logs.started(request);
      const error = { kind, message: 'It failed.', hint: 'Wait.' } as const;
      if (status === undefined) {
        logs.finished({ ...lostRequest(request), error });
      } else {
        logs.finished(finishedRequest(request, { status, ...(status === 200 ? {} : { error }) }));
      }
    });
    return logs.sessions();
  };
  const lostOf = (...requests: readonly Answered[]): readonly number[] => {
    const { finished, lost } = sessionStatistics(answersOf(...requests), { now: 0 });
    return [lost, finished];
  };

  it('do not count a cancelled request, neither as lost nor as finished', () => {
    expect(lostOf([undefined, '/api/status'], [200, '/api/status'])).toEqual([0, 1]);
    expect(sessionStatistics(answersOf([undefined, '/api/status']), { now: 0 })).toEqual({ requests: 1, finished: 0, lost: 0, tooManyRequests: 0 });
  });

  it('do not count a refused token as a loss when the request was repeated', () => {
    const token = { method: 'PUT', repeatOf: 1 };
    expect(lostOf([401, '/api/status?raw'], [200, '/api/get-token', token], [200, '/api/status?raw', { repeatOf: 1 }])).toEqual([0, 3]);
    expect(lostOf([401, '/api/status'], [200, '/api/get-token', token], [500, '/api/status', { repeatOf: 1 }])).toEqual([1, 3]);
    expect(lostOf([401, '/api/status'], [401, '/api/get-token', token])).toEqual([2, 2]);
    expect(lostOf([401, '/api/status'], [200, '/api/status'])).toEqual([1, 2]);
  });

  it('do not count a device that has no tokens as a loss', () => {
    const token = { method: 'PUT' };
    expect(lostOf([404, '/api/get-token', token], [200, '/api/status'])).toEqual([0, 2]);
    expect(lostOf([401, '/api/get-token', token], [200, '/api/status'])).toEqual([0, 2]);
    expect(lostOf([200, '/api/status'], [404, '/api/get-token', token])).toEqual([1, 2]);
    expect(lostOf([500, '/api/get-token', token], [200, '/api/status'])).toEqual([1, 2]);
  });

  it('do not count a path that an older API lacks when a path above it was answered', () => {
    const module = '/api/status/chassis0/slots/io3/module';
    expect(lostOf([404, `${module}?raw`], [404, '/api/status/chassis0/slots/io3?raw'], [200, '/api/status?raw'])).toEqual([0, 3]);
    expect(lostOf([200, '/api/status'], [404, module])).toEqual([0, 2]);
    expect(lostOf([404, module], [404, '/api/status'])).toEqual([2, 2]);
    expect(lostOf([404, module], [200, '/api/status/chassis0/slots/io33'], [200, '/api/stat'], [200, '/api/status/system'])).toEqual([1, 4]);
    expect(lostOf([404, module], [200, '/api/status', { deviceId: 'b' }])).toEqual([1, 2]);
    expect(lostOf([500, module], [200, '/api/status'])).toEqual([1, 2]);
  });

  it('can be of the latest time only', () => {
    expect(sessionStatistics(sessionsOf('lllloo'), { now: 6_000, windowMs: 2_000 })).toMatchObject({ requests: 3, lost: 1 });
  });
});
