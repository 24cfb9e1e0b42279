import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../src/ltos/jsonText';
import { parseRetryAfter } from '../../../src/ltos/retryAfter';
import { envelope, json, startServer, startTcpServer, until } from './support/testServer';
import { failureOf, makeClient, Recorder } from './support/testClient';

/** The failure of a GET whose answer is as given. */
async function failureOfAnswer(status: number, body: string, options: { path?: string; headers?: Record<string, string> } = {}) {
  const server = await startServer((_, response) => response.writeHead(status, options.headers).end(body));
  return failureOf(makeClient(server.origin).get(options.path ?? '/api/status'));
}

const html = '<!DOCTYPE html><html><body>Log in</body></html>';

describe('status codes', () => {
  it.each([
    [403, '', '/api/status', 'forbidden'],
    [404, '', '/api', 'apiDisabled'],
    [404, '', '/api/status', 'apiDisabled'],
    [404, '', '/api/status?raw', 'apiDisabled'],
    [404, html, '/api/status/system', 'apiDisabled'],
    [404, '{}', '/api/status/chassis0', 'notFound'],
    [500, html, '/api/status', 'serverError'],
    [502, '', '/api/status', 'serverError'],
    [418, '', '/api/status', 'serverError'],
    [429, '', '/api/status', 'throttled'],
    [503, '', '/api/status', 'throttled'],
    [200, html, '/api/status', 'apiDisabled'],
    [200, `\n\n ${html}`, '/api/status/system', 'apiDisabled'],
    [200, 'hello', '/api/status', 'notJson'],
    [200, '', '/api/status', 'notJson'],
    [200, '{"data": nonsense}', '/api/status', 'notJson'],
    [200, '{"data": {"text": "cut', '/api/status', 'truncated'],
    [200, '"text"', '/api/status', 'unexpectedShape'],
    [200, '17', '/api/status', 'unexpectedShape'],
    [200, 'null', '/api/status', 'unexpectedShape'],
  ] as const)('%i with %j to %s is %s', async (status, body, path, kind) => {
    const failure = await failureOfAnswer(status, body, { path });
    expect(failure.fault.kind).toBe(kind);
    expect(failure.status).toBe(status);
  });

  it('names the setting when the API looks disabled', async () => {
    expect((await failureOfAnswer(404, html)).fault.hint).toBe('Enable "REST API" on the device\'s web interface: System page, general settings.');
  });

  it('takes an HTML 404 for a missing path once the API has answered', async () => {
    const server = await startServer((request, response) => {
      if (request.url === '/api/status') {
        json(response, envelope());
      } else {
        response.writeHead(404).end(html);
      }
    });
    const client = makeClient(server.origin);
    await client.get('/api/status');
    expect((await failureOf(client.get('/api/status/system'))).fault.kind).toBe('notFound');
  });

  it('says that 503 is the device and not the interval', async () => {
    expect((await failureOfAnswer(503, '', { headers: { 'Retry-After': '7' } })).fault.message).toMatch(/not available .*503.* 7 s/);
  });
});

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['7', 7000],
    [' 1.5 ', 1500],
    ['99999', 600_000],
    ['Fri, 13 Nov 2026 00:00:30 GMT', 30_000],
    ['Thu, 12 Nov 2026 00:00:30 GMT', 0],
    ['Sat, 13 Nov 2027 00:00:30 GMT', 600_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j', (header, expected) => {
    expect(parseRetryAfter(header, Date.UTC(2026, 10, 13))).toBe(expected);
  });

  it('arrives with the error, as seconds and as date', async () => {
    expect((await failureOfAnswer(429, '', { headers: { 'Retry-After': '3' } })).retryAfterMs).toBe(3000);
    const date = new Date(Date.now() + 60_000).toUTCString();
    const { retryAfterMs } = await failureOfAnswer(503, '', { headers: { 'Retry-After': date } });
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    expect((await failureOfAnswer(429, '')).retryAfterMs).toBeUndefined();
  });
});

describe('bodies', () => {
  it.each([['\uFEFF{"a":1}'], ['\r\n\n  {"a":1}\n\n'], ['{"a":1}\0\0'], ['\uFEFF\n{"a":1}\n\0\n']])('%j is read', async (text) => {
    const server = await startServer((_, response) => response.end(text));
    expect((await makeClient(server.origin).get('/api/status')).body).toEqual({ a: 1 });
  });

  it('unpacks gzip', async () => {
    const text = JSON.stringify({ text: 'x'.repeat(100_000) });
    const server = await startServer((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(text));
    });
    expect((await makeClient(server.origin).get('/api/status')).bodyBytes).toBe(text.length);
  });

  it.each(['truncated', 'notJson'] as const)('reports gzip that is %s', async (kind) => {
    const packed = gzipSync(JSON.stringify({ text: 'abc'.repeat(1000) }));
    const server = await startServer((_, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(kind === 'truncated' ? packed.subarray(0, 20) : Buffer.from('no gzip at all')),
    );
    const failure = await failureOf(makeClient(server.origin).get('/api/status'));
    expect(['truncated', 'notJson']).toContain(failure.fault.kind);
  });

  it('gives up a body over 16 MiB, packed or not', async () => {
    const big = Buffer.alloc(17 * 1024 * 1024, ' ');
    const plain = await startServer((_, response) => response.writeHead(200).end(big));
    expect((await failureOf(makeClient(plain.origin).get('/api/status'))).fault).toMatchObject({ kind: 'tooLarge' });
    const packed = await startServer((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(big)));
    expect((await failureOf(makeClient(packed.origin).get('/api/status'))).fault.message).toMatch(/larger than 16 MiB/);
    await until(() => plain.open() === 0);
  });

  it.each([
    ['Content-Length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":'],
    ['chunked', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
  ])('reports a body (%s) whose connection closed', async (_, head) => {
    const { port } = await startTcpServer((socket) => socket.once('data', () => socket.end(head)));
    const recorder = new Recorder();
    const failure = await failureOf(makeClient(`http://127.0.0.1:${port}`, { observer: () => recorder }).get('/api/status'));
    expect(failure.fault.kind).toBe('truncated');
    expect(recorder.records).toMatchObject([{ status: 200, error: { kind: 'truncated' } }]);
  });

  it('reports what is no HTTP', async () => {
    const { port } = await startTcpServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')));
    const { fault } = await failureOf(makeClient(`http://127.0.0.1:${port}`).get('/api/status'));
    expect(fault).toMatchObject({ kind: 'tlsFailed' });
    expect(fault.hint).toContain(`https://127.0.0.1:${port}`);
  });

  it.each([
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n{}'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'X-More: of the same\r\n'.repeat(5_000)}`],
    ['a body longer than its length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{"more": 1}'],
    ['chunks without their sizes', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}'],
  ])('says that HTTP with %s is faulty', async (_, text) => {
    const tcp = await startTcpServer((socket) => socket.once('data', () => socket.write(text)));
    expect((await failureOf(makeClient(`http://127.0.0.1:${tcp.port}`).get('/api/status'))).fault).toMatchObject({
      kind: 'notJson',
      message: `The answer of 127.0.0.1:${tcp.port} is not JSON: its HTTP is faulty.`,
    });
  });

  it('reads a number that is too large for one as a text', () => {
    expect(readJson(`{"a": [1e999, -1e999, 1e308, "1e999"], "b": ${'9'.repeat(400)}, "c": ${'9'.repeat(300)}}`)).toEqual({
      ok: true,
      value: { a: ['Infinity', '-Infinity', 1e308, '1e999'], b: 'Infinity', c: 1e300 },
    });
    expect(readJson('\uFEFF1E+0999')).toEqual({ ok: true, value: 'Infinity' });
  });

  it('reads any JSON that JSON.stringify writes, whatever is around it, and never takes a cut one for whole', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', '\uFEFF', '\n\r\n', ' '), fc.constantFrom('', '\n', '\0', '\n\0\0'), (text, before, after) => {
        expect(readJson(before + text + after)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value);
        const length = 1 + (cut % (text.length - 1));
        expect(readJson(text.slice(0, length))).toEqual({ ok: false, reason: 'cutShort' });
      }),
    );
  });
});

describe('redirects', () => {
  it('are followed within the origin, at most three times', async () => {
    const server = await startServer((request, response) => {
      const left = Number(new URL(request.url ?? '', 'http://device').searchParams.get('left'));
      if (left === 0) {
        json(response, { done: true });
      } else {
        response.writeHead(302, { Location: `/api/other?left=${left - 1}` }).end();
      }
    });
    const recorder = new Recorder();
    const client = makeClient(server.origin, { observer: () => recorder });
    expect((await client.get('/api/status?left=3')).body).toEqual({ done: true });
    expect(recorder.records.slice(1).map(({ repeatOf }) => repeatOf)).toEqual(recorder.records.slice(0, -1).map(({ id }) => id));
    expect((await failureOf(client.get('/api/status?left=4'))).fault.kind).toBe('redirected');
    expect(server.requests).toHaveLength(8);
  });

  it('to another origin are refused by name, and nothing is sent there', async () => {
    const other = await startServer((_, response) => json(response, {}));
    const server = await startServer((_, response) => response.writeHead(307, { Location: `http://x:secret@127.0.0.1:${other.port}/api?q=secret` }).end());
    const { fault } = await failureOf(makeClient(server.origin).get('/api/status'));
    expect(fault.kind).toBe('redirected');
    expect(fault.message).toContain(other.origin);
    expect(JSON.stringify(fault)).not.toContain('secret');
    expect(other.requests).toEqual([]);
  });

  it('to HTTPS of the same host say what to enter', async () => {
    const server = await startServer((_, response) => response.writeHead(301, { Location: 'https://127.0.0.1/' }).end());
    expect((await failureOf(makeClient(server.origin).get('/api/status'))).fault.hint).toContain('https://127.0.0.1:443');
  });

  it.each([[undefined], ['http://[bad'], ['data:text/plain,x']])('to %j are refused', async (location) => {
    const server = await startServer((_, response) => response.writeHead(302, location === undefined ? {} : { Location: location }).end());
    expect((await failureOf(makeClient(server.origin).get('/api/status'))).fault.kind).toBe('redirected');
    expect(server.requests).toHaveLength(1);
  });
});

describe('connections that do not come about', () => {
  it('names a port where nobody listens', async () => {
    const { port, server } = await startTcpServer(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const { fault } = await failureOf(makeClient(`http://127.0.0.1:${port}`).get('/api/status'));
    expect(fault).toMatchObject({ kind: 'refused', message: `127.0.0.1:${port} refused the connection.` });
    expect(fault.hint).toContain('Enable "REST API"');
  });

  it('names an unknown host', async () => {
    expect((await failureOf(makeClient('http://no-such-host.invalid:80').get('/api/status'))).fault.kind).toBe('cannotResolve');
  });

  it('names a connection closed without an answer', async () => {
    const { port } = await startTcpServer((socket) => socket.once('data', () => socket.end()));
    expect((await failureOf(makeClient(`http://127.0.0.1:${port}`).get('/api/status'))).fault.kind).toBe('connectionLost');
  });
});
