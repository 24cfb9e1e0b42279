import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPending } from '../../../src/model/httpSession';
import { publicSession, type RecordedSession } from '../../../src/sessions/recordedSession';
import { defaultSessionLimits, SessionLogs, type SessionLimits } from '../../../src/sessions/sessionLogs';
import { finishedRequest, lostRequest, startedRequest } from './requests';

const limits = (changes: Partial<SessionLimits>): SessionLimits => ({ ...defaultSessionLimits, ...changes });
const letterOf = (id: number): string => String.fromCharCode(97 + (id % 26));
const ids = (logs: SessionLogs, deviceId?: string): number[] => logs.sessions(deviceId).map(({ id }) => id);

describe('the log of HTTP sessions', () => {
  it('has a row from the moment a request leaves and completes it in place', () => {
    const logs = new SessionLogs();
    const changes: string[] = [];
    logs.onDidChange((deviceId) => changes.push(deviceId));
    const first = startedRequest(1);
    logs.started(first);
    logs.started(startedRequest(2));
    expect(logs.sessions('a').map(isPending)).toEqual([true, true]);
    logs.finished(finishedRequest(first, { status: 429, statusText: 'Too Many Requests' }));
    expect(logs.sessions('a')).toMatchObject([{ id: 1, status: 429, statusText: 'Too Many Requests', timeSpanMs: 49, responseBytes: 2 }, { id: 2 }]);
    expect(logs.get(1)).toBe(logs.sessions('a')[0]);
    expect(Object.isFrozen(logs.get(1))).toBe(true);
    expect(changes).toEqual(['a', 'a', 'a']);
  });

  it('says why there was no answer, and links what followed', () => {
    const logs = new SessionLogs();
    logs.started(startedRequest(1));
    logs.finished(lostRequest(startedRequest(1)));
    logs.started(startedRequest(2, { repeatOf: 1 }));
    const [lost, repeat] = logs.sessions('a');
    expect(lost).toMatchObject({ error: { kind: 'timeout' } });
    expect(lost).not.toHaveProperty('status');
    expect(lost).not.toHaveProperty('timeSpanMs');
    expect(lost && isPending(lost)).toBe(false);
    expect(repeat?.repeatOf).toBe(1);
    expect(lost?.waitedMs).toBe(15_000);
  });

  it('knows where a request was sent, also after its device has moved, and keeps that from other extensions', () => {
    const logs = new SessionLogs();
    logs.started(startedRequest(1));
    logs.finished(lostRequest(startedRequest(1)));
    logs.started(startedRequest(2, { origin: 'https://[fd00::1]:8443' }));
    expect(logs.sessions('a').map(({ origin }) => origin)).toEqual(['https://10.0.4.20', 'https://[fd00::1]:8443']);
    const [session] = logs.sessions('a').map(publicSession);
    expect(Object.keys(session ?? {}).sort()).toEqual(['deviceId', 'error', 'id', 'method', 'requestHeaders', 'requestTime', 'timing', 'uri']);
    expect(Object.isFrozen(session)).toBe(true);
    expect(logs.sessions('a').map(publicSession)[0]).toBe(session);
  });

  it('leaves bodies that are given up to those who have them, as long as they are held', () => {
    const logs = new SessionLogs(limits({ maxCount: 1 }));
    const long = 'x'.repeat(3_000);
    const next = (id: number): (RecordedSession | undefined)[] => {
      const request = startedRequest(id, { requestBody: long });
      logs.started(request);
      const pending = logs.get(id);
      logs.finished(finishedRequest(request, { body: long }));
      return [pending, logs.get(id)];
    };
    const bodies = (sessions: readonly (RecordedSession | undefined)[]): unknown[] => sessions.flatMap((session) => [session?.requestData, session?.requestDataCut]);
    const holds = [logs.hold(), logs.hold()];
    const held = next(1);
    holds[0]?.dispose();
    holds[0]?.dispose();
    const heldStill = next(2);
    holds[1]?.dispose();
    const given = next(3);
    next(4);
    expect(bodies([...held, heldStill[0]])).toEqual([long, undefined, long, undefined, long, undefined]);
    expect(bodies([given[1]])).toEqual([undefined, 'totalLimit']);
  });

  it('drops the oldest of each device, and applies a smaller limit at once', () => {
    const logs = new SessionLogs(limits({ maxCount: 3 }));
    for (let id = 1; id <= 8; id += 1) {
      logs.started(startedRequest(id, { deviceId: id % 2 === 0 ? 'a' : 'b' }));
    }
    expect(ids(logs, 'a')).toEqual([4, 6, 8]);
    expect(ids(logs)).toEqual([3, 4, 5, 6, 7, 8]);
    logs.configure(limits({ maxCount: 1 }));
    expect(ids(logs)).toEqual([7, 8]);
    logs.configure(limits({ maxCount: 2 }));
    logs.started(startedRequest(10));
    logs.started(startedRequest(12));
    expect(ids(logs, 'a')).toEqual([10, 12]);
    expect(logs.get(8)).toBeUndefined();
  });

  it('drops the oldest of all devices beyond the limit of all, tells whose they were, and applies a smaller limit at once', () => {
    const logs = new SessionLogs(limits({ totalCount: 3 }));
    const changes: string[] = [];
    logs.started(startedRequest(1, { deviceId: 'silent', requestBody: 'body' }));
    logs.started(startedRequest(2));
    logs.started(startedRequest(3));
    logs.onDidChange((deviceId) => changes.push(deviceId));
    logs.started(startedRequest(4));
    expect(ids(logs)).toEqual([2, 3, 4]);
    expect(changes).toEqual(['a', 'silent']);
    expect(logs.totalBodyBytes).toBe(0);
    logs.configure(limits({ totalCount: 1 }));
    expect(ids(logs)).toEqual([4]);
    logs.clear();
    logs.started(startedRequest(5));
    expect(ids(logs)).toEqual([5]);
  });

  it('keeps the headers once that all requests have', () => {
    const logs = new SessionLogs();
    logs.started(startedRequest(1));
    logs.started(startedRequest(2, { requestHeaders: { accept: 'application/json' } }));
    logs.started(startedRequest(3, { requestHeaders: { accept: 'text/html' } }));
    const [first, second, third] = logs.sessions('a').map(({ requestHeaders }) => requestHeaders);
    expect(second).toBe(first);
    expect(third).toEqual({ accept: 'text/html' });
  });

  it('ignores the end of a request whose row is gone', () => {
    const logs = new SessionLogs(limits({ maxCount: 1 }));
    logs.started(startedRequest(1));
    logs.started(startedRequest(2));
    logs.finished(finishedRequest(startedRequest(1)));
    logs.finished(finishedRequest(startedRequest(3, { deviceId: 'other' })));
    expect(ids(logs)).toEqual([2]);
  });

  it('tells the end of each request that it told the beginning of, also when its row is gone', () => {
    const logs = new SessionLogs(limits({ maxCount: 1 }));
    const told: string[] = [];
    logs.onDidRecord((session) => told.push(`${isPending(session) ? 'begin' : 'end'} ${session.id}`));
    [1, 2].forEach((id) => logs.started(startedRequest(id)));
    logs.clear();
    [1, 2, 2, 3].forEach((id) => logs.finished(finishedRequest(startedRequest(id))));
    expect(told).toEqual(['begin 1', 'begin 2', 'end 1', 'end 2']);
    expect(logs.sessions()).toEqual([]);
  });

  it('cuts one body that is too long between characters, and says so', () => {
    const logs = new SessionLogs(limits({ rowLimitBytes: 10 }));
    const request = startedRequest(1, { method: 'PUT', requestBody: 'x'.repeat(11) });
    logs.started(request);
    logs.finished(finishedRequest(request, { body: 'ääää😀😀' }));
    expect(logs.get(1)).toMatchObject({ requestData: 'x'.repeat(10), requestDataCut: 'rowLimit', responseData: 'ääää', responseDataCut: 'rowLimit', responseBytes: 16 });
    logs.configure(limits({ rowLimitBytes: 4 }));
    expect(logs.get(1)).toMatchObject({ requestData: 'xxxx', responseData: 'ää', responseBytes: 16 });
    expect(logs.totalBodyBytes).toBe(8);
  });

  it('finds a secret also where the body is cut before it is known to be one', () => {
    const logs = new SessionLogs(limits({ rowLimitBytes: 30 }));
    const bodies = ['{"url":"https://admin:hunter22@10.0.4.20/"}', '{"value":"hunter22", "x":[1,2],"name":"password"}'];
    bodies.forEach((requestBody, index) => logs.started(startedRequest(index + 1, { method: 'PUT', requestBody })));
    expect(logs.sessions().map(({ requestData, requestDataCut }) => [requestData, requestDataCut])).toEqual([
      ['{"url":"https://[redacted]@10.', 'rowLimit'],
      ['{"value":"[redacted]", "x":[1,', 'rowLimit'],
    ]);
  });

  it('gives up the oldest bodies, not their rows, beyond the limit of all', () => {
    const logs = new SessionLogs(limits({ totalLimitBytes: 25 }));
    for (let id = 1; id <= 3; id += 1) {
      const request = startedRequest(id, { deviceId: String(id) });
      logs.started(request);
      logs.finished(finishedRequest(request, { body: 'y'.repeat(10) }));
    }
    expect(logs.sessions().map(({ responseData, responseDataCut }) => [responseData?.length, responseDataCut])).toEqual([
      [undefined, 'totalLimit'],
      [10, undefined],
      [10, undefined],
    ]);
    expect(logs.totalBodyBytes).toBe(20);
  });

  it('forgets what is cleared and what belongs to removed devices', () => {
    const logs = new SessionLogs();
    ['a', 'b', 'c'].forEach((deviceId, index) => logs.started(startedRequest(index + 1, { deviceId, requestBody: 'body' })));
    logs.keepOnly(new Set(['a', 'c']));
    expect(ids(logs)).toEqual([1, 3]);
    logs.clear('a');
    expect(ids(logs)).toEqual([3]);
    logs.clear();
    expect(ids(logs)).toEqual([]);
    expect(logs.totalBodyBytes).toBe(0);
  });

  it('keeps to sane limits when the settings are not', () => {
    const logs = new SessionLogs({ maxCount: -5, totalCount: Number.NaN, rowLimitBytes: Number.NaN, totalLimitBytes: -1 });
    logs.started(startedRequest(1, { requestBody: 'body' }));
    logs.started(startedRequest(2));
    expect(ids(logs)).toEqual([2]);
  });

  /** Short bodies are kept as they are, long ones outside of the heap. */
  it.each([1, 100])('never exceeds its limits and never mixes rows, whatever happens, with sizes times %i', (unit) => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('start' as const), device: fc.integer({ min: 0, max: 2 }), size: fc.nat(30).map((size) => size * unit) }),
      fc.record({ kind: fc.constant('finish' as const), which: fc.nat(), size: fc.nat(60).map((size) => size * unit) }),
      fc.record({ kind: fc.constant('configure' as const), maxCount: fc.integer({ min: 1, max: 6 }), totalCount: fc.integer({ min: 1, max: 9 }), row: fc.nat(40).map((size) => size * unit), total: fc.nat(90).map((size) => size * unit) }),
      fc.record({ kind: fc.constant('clear' as const), device: fc.integer({ min: 0, max: 2 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let current = limits({ maxCount: 4, rowLimitBytes: 20 * unit, totalLimitBytes: 50 * unit });
        const logs = new SessionLogs(current);
        const sent: ReturnType<typeof startedRequest>[] = [];
        for (const action of steps) {
          if (action.kind === 'start') {
            const request = startedRequest(sent.length + 1, { deviceId: String(action.device), requestBody: letterOf(sent.length + 1).repeat(action.size) });
            sent.push(request);
            logs.started(request);
          } else if (action.kind === 'finish') {
            const request = sent[action.which % Math.max(1, sent.length)];
            if (request !== undefined) {
              logs.finished(finishedRequest(request, { body: letterOf(request.id).repeat(action.size) }));
            }
          } else if (action.kind === 'configure') {
            current = limits({ maxCount: action.maxCount, totalCount: action.totalCount, rowLimitBytes: action.row, totalLimitBytes: action.total });
            logs.configure(current);
          } else {
            logs.clear(String(action.device));
          }
          const all = logs.sessions();
          const size = all.reduce((sum, { requestData = '', responseData = '' }) => sum + requestData.length + responseData.length, 0);
          expect(logs.totalBodyBytes).toBe(size);
          expect(all.filter(({ id, requestData = '', responseData = '' }) => `${requestData}${responseData}`.replaceAll(letterOf(id), '') !== '')).toEqual([]);
          expect(size).toBeLessThanOrEqual(current.totalLimitBytes);
          expect(all.length).toBeLessThanOrEqual(current.totalCount);
          expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted((one, other) => one - other));
          for (const device of ['0', '1', '2']) {
            const rows = logs.sessions(device);
            expect(rows.length).toBeLessThanOrEqual(current.maxCount);
            expect([...logs.newestFirst(device)]).toEqual(rows.toReversed());
            expect(rows.every(({ id, deviceId }) => deviceId === device && sent[id - 1]?.deviceId === device)).toBe(true);
          }
          expect(all.every(({ responseData = '', requestData = '' }) => Math.max(responseData.length, requestData.length) <= current.rowLimitBytes)).toBe(true);
        }
      }),
    );
  });
});
