import { describe, expect, it } from 'vitest';
import { RequestSlots } from '../../../src/ltos/requestSlots';
import { envelope, json, startServer, until } from './support/testServer';
import { basicValue, failureOf, makeClient, Recorder } from './support/testClient';

describe('one request', () => {
  it('returns the decoded answer and logs in with Basic', async () => {
    const server = await startServer((_, response) => json(response, envelope()));
    const answer = await makeClient(server.origin).get('/api/status');
    expect(answer).toMatchObject({ path: '/api/status', body: envelope(), bodyBytes: JSON.stringify(envelope()).length });
    expect(answer.timeSpanMs).toBeGreaterThan(0);
    expect(server.requests).toMatchObject([{ method: 'GET', url: '/api/status', authorization: `Basic ${basicValue}` }]);
    expect(server.requests[0]!.headers).toMatchObject({ accept: 'application/json', host: `127.0.0.1:${server.port}` });
  });

  it('asks for raw numbers when told to', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const client = makeClient(server.origin, { raw: () => true });
    expect((await client.get('/api/status')).path).toBe('/api/status');
    await client.get('/api/status?depth=2');
    expect(server.requests.map(({ url }) => url)).toEqual(['/api/status?raw', '/api/status?depth=2&raw']);
  });

  it('refuses paths outside of /api', async () => {
    const server = await startServer((_, response) => json(response, {}));
    for (const path of ['/', 'api', '/apix', '.example.com/api', '@example.com/api']) {
      expect((await failureOf(makeClient(server.origin).get(path))).fault.kind).toBe('internal');
    }
    expect(server.requests).toEqual([]);
  });

  it('keeps the connection open between requests', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const recorder = new Recorder();
    const client = makeClient(server.origin, { observer: () => recorder });
    for (let count = 0; count < 5; count += 1) {
      await client.get('/api/status');
    }
    expect(server.accepted()).toBe(1);
    expect(recorder.records.map(({ timing }) => timing.reusedSocket)).toEqual([false, true, true, true, true]);
  });
});

describe('the slots that all clients share', () => {
  it('keep the requests to all devices together below the limit', async () => {
    let most = 0;
    const held: (() => void)[] = [];
    const server = await startServer((_, response) => {
      held.push(() => json(response, {}));
      most = Math.max(most, held.length);
    });
    const askAll = async (inFlight: number) => {
      const all = Promise.all(clients.map((client) => client.get('/api/status')));
      for (let answered = 0; answered < clients.length; answered += inFlight) {
        await until(() => held.length >= inFlight);
        held.splice(0).forEach((answer) => answer());
      }
      await all;
    };
    const slots = new RequestSlots(() => 4);
    const clients = Array.from({ length: 12 }, () => makeClient(server.origin, { slots }));
    // Until they have answered, they may have half of the slots.
    await askAll(2);
    expect(most).toBe(2);
    await askAll(4);
    expect(most).toBe(4);
  });

  it('are waited for in no time of the request, and given up with it or with the client', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const slots = new RequestSlots(() => 2);
    const leave = await slots.enter(false, () => AbortSignal.abort());
    const client = makeClient(server.origin, { slots, timeoutMs: () => 1 });
    const abort = new AbortController();
    const cancelled = failureOf(client.get('/api/status', { signal: abort.signal }));
    const disposed = failureOf(client.get('/api/status'));
    abort.abort();
    expect((await cancelled).fault.kind).toBe('cancelled');
    client.dispose();
    expect((await disposed).fault.kind).toBe('cancelled');
    expect(server.requests).toEqual([]);
    leave();
    await makeClient(server.origin, { slots }).get('/api/status');
    expect(server.requests).toHaveLength(1);
  });
});

describe('the queue', () => {
  it('sends one request at a time, in order', async () => {
    let inFlight = 0;
    let most = 0;
    const server = await startServer((_, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setImmediate(() => {
        inFlight -= 1;
        json(response, {});
      });
    });
    const client = makeClient(server.origin);
    const paths = Array.from({ length: 10 }, (_, index) => `/api/status/${index}`);
    await Promise.all(paths.map((path) => client.get(path)));
    expect(most).toBe(1);
    expect(server.requests.map(({ url }) => url)).toEqual(paths);
  });

  it('gives up queued and running requests, and goes on with the others', async () => {
    const answers: (() => void)[] = [];
    const server = await startServer((_, response) => answers.push(() => json(response, {})));
    const client = makeClient(server.origin);
    const [running, queued] = [new AbortController(), new AbortController()];
    const first = failureOf(client.get('/api/status/1', { signal: running.signal }));
    const second = failureOf(client.get('/api/status/2', { signal: queued.signal }));
    const third = client.get('/api/status/3');
    await until(() => server.requests.length === 1);
    queued.abort();
    expect((await second).fault.kind).toBe('cancelled');
    running.abort();
    expect((await first).fault.kind).toBe('cancelled');
    await until(() => answers.length === 2);
    answers[1]!();
    await third;
    expect(server.requests.map(({ url }) => url)).toEqual(['/api/status/1', '/api/status/3']);
    expect((await failureOf(client.get('/api/status', { signal: AbortSignal.abort() }))).fault.kind).toBe('cancelled');
  });

  it('goes on after every kind of failure', async () => {
    let count = 0;
    const server = await startServer((request, response) => {
      count += 1;
      if (count === 2) {
        request.socket.destroy();
      } else {
        json(response, {}, count === 1 ? 500 : 200);
      }
    });
    const client = makeClient(server.origin);
    expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('serverError');
    const rest = await Promise.allSettled([client.get('/api/status'), client.get('/api/status'), client.get('/api/status')]);
    expect(rest.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });
});

describe('time', () => {
  it('tells a timeout from a cancel, and closes the connection', async () => {
    const server = await startServer(() => undefined);
    const failure = await failureOf(makeClient(server.origin).get('/api/status', { timeoutMs: 50 }));
    expect(failure.fault).toMatchObject({ kind: 'timeout', message: `127.0.0.1:${server.port} did not answer within 0.05 s.` });
    await until(() => server.open() === 0);
  });

  it('limits a body that never ends', async () => {
    const server = await startServer((_, response) => response.writeHead(200).write('{'));
    expect((await failureOf(makeClient(server.origin).get('/api/status', { timeoutMs: 50 }))).fault.kind).toBe('timeout');
    await until(() => server.open() === 0);
  });

  it('limits the look-up of the credentials', async () => {
    const client = makeClient('http://127.0.0.1:9', { credentials: () => new Promise(() => undefined) });
    expect((await failureOf(client.get('/api/status', { timeoutMs: 20 }))).fault.kind).toBe('timeout');
  });
});

describe('a connection that the device closed meanwhile', () => {
  it('is repeated once, at once, when the socket was reused', async () => {
    let count = 0;
    const server = await startServer((request, response) => {
      count += 1;
      if (count === 2) {
        request.socket.destroy();
      } else {
        json(response, { count });
      }
    });
    const recorder = new Recorder();
    const client = makeClient(server.origin, { observer: () => recorder });
    await client.get('/api/status');
    expect((await client.get('/api/status')).body).toEqual({ count: 3 });
    const [, lost, repeat] = recorder.records;
    expect(lost).toMatchObject({ error: { kind: 'connectionLost' }, timing: { reusedSocket: true } });
    expect(lost).not.toHaveProperty('timeSpanMs');
    expect(repeat).toMatchObject({ repeatOf: lost!.id, status: 200, timing: { reusedSocket: false } });
  });

  it('is not repeated twice, nor on a fresh socket', async () => {
    let count = 0;
    const server = await startServer((request, response) => {
      count += 1;
      if (count === 1) {
        json(response, {});
      } else {
        request.socket.destroy();
      }
    });
    const client = makeClient(server.origin);
    await client.get('/api/status');
    expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('connectionLost');
    expect(count).toBe(3);
    expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('connectionLost');
    expect(count).toBe(4);
  });
});

describe('dispose', () => {
  it('cancels what runs and waits, closes the connection, and refuses what comes', async () => {
    const server = await startServer(() => undefined);
    const client = makeClient(server.origin);
    const running = failureOf(client.get('/api/status'));
    const queued = failureOf(client.get('/api/status'));
    await until(() => server.requests.length === 1);
    client.dispose();
    expect((await running).fault.kind).toBe('cancelled');
    expect((await queued).fault.kind).toBe('cancelled');
    expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('cancelled');
    await until(() => server.open() === 0);
    expect(server.requests).toHaveLength(1);
  });

  it('closes an idle connection', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const client = makeClient(server.origin);
    await client.get('/api/status');
    expect(server.open()).toBe(1);
    client.dispose();
    await until(() => server.open() === 0);
  });

  it('leaves no timer', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const server = await startServer((_, response) => json(response, {}));
    const client = makeClient(server.origin, { timeoutMs: () => 100_000 });
    await client.get('/api/status');
    client.dispose();
    await until(() => timers() <= before);
  });
});

describe('records', () => {
  it('tell start, end and phases of every request', async () => {
    const server = await startServer((_, response) => json(response, envelope()));
    const recorder = new Recorder();
    const client = makeClient(server.origin, { observer: () => recorder });
    await Promise.all([client.get('/api/status?raw'), client.get('/api/status/system')]);
    expect(recorder.startedRecords.map(({ id }) => id)).toEqual(recorder.records.map(({ id }) => id));
    const [first, second] = recorder.records;
    expect(first).toMatchObject({ deviceId: 'device-1', origin: server.origin, method: 'GET', uri: '/api/status?raw', status: 200, statusText: 'OK', body: JSON.stringify(envelope()) });
    expect(first!.responseHeaders).toMatchObject({ 'content-type': 'application/json' });
    for (const phase of ['dnsMs', 'tcpMs', 'firstByteMs', 'bodyMs'] as const) {
      expect(first!.timing[phase]).toBeGreaterThanOrEqual(0);
    }
    expect(second!.timing.queuedMs).toBeGreaterThan(0);
    expect(second!.timing.tcpMs).toBeUndefined();
    expect(second!.id).toBeGreaterThan(first!.id);
    expect(Math.abs(first!.requestTime - Date.now())).toBeLessThan(60_000);
    expect(first).not.toHaveProperty('waitedMs');
  });

  it('tell how long an answer was waited for that never came', async () => {
    const server = await startServer(() => undefined);
    const recorder = new Recorder();
    const client = makeClient(server.origin, { observer: () => recorder, timeoutMs: () => 50 });
    const askedAt = performance.now();
    await failureOf(client.get('/api/status'));
    expect(recorder.records).toMatchObject([{ error: { kind: 'timeout' } }]);
    expect(recorder.records[0]!.waitedMs).toBeGreaterThan(0);
    expect(recorder.records[0]!.waitedMs).toBeLessThanOrEqual(performance.now() - askedAt);
    expect(recorder.records[0]).not.toHaveProperty('timeSpanMs');
  });
});
