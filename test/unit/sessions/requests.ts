import type { FinishedRequest, StartedRequest } from '../../../src/model/httpRequest';

/** A GET that leaves, with changes. */
export function startedRequest(id: number, changes: Partial<StartedRequest> = {}): StartedRequest {
  return { id, deviceId: 'a', origin: 'https://10.0.4.20', method: 'GET', uri: '/api/status', requestTime: 1_000 * id, requestHeaders: { accept: 'application/json' }, ...changes };
}

/** Its answer, with changes; `requestTime` is when it left, after its time in the queue. */
export function finishedRequest(started: StartedRequest, changes: Partial<FinishedRequest> = {}): FinishedRequest {
  const body = changes.body ?? '{}';
  return {
    ...started,
    timing: { queuedMs: 1, tcpMs: 2, tlsMs: 3, firstByteMs: 40, bodyMs: 4, reusedSocket: false },
    timeSpanMs: 49,
    responseTime: started.requestTime + 49,
    status: 200,
    statusText: 'OK',
    responseHeaders: { 'content-type': 'application/json' },
    body,
    bytes: Buffer.byteLength(body),
    ...changes,
  };
}

/** A request that never got its answer, though it was waited for 15 s. */
export function lostRequest(started: StartedRequest): FinishedRequest {
  return {
    ...started,
    timing: { queuedMs: 0, reusedSocket: true },
    waitedMs: 15_000,
    error: { kind: 'timeout', message: 'No answer within 15 s.', hint: 'Check the network.' },
  };
}
