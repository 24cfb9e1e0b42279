import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../src/model/credentials';
import { envelope, json, startServer, until, type TestServer } from './support/testServer';
import { basicValue, expectNoSecret, failureOf, makeClient, password, Recorder, user } from './support/testClient';

const basic = `Basic ${basicValue}`;
const tokenBase = 'A1B2C3D4E5F6'.repeat(6);

interface TokenDevice {
  readonly server: TestServer;
  /** Tokens that are accepted. */
  readonly valid: Set<string>;
  /** Method, path and scheme of each request. */
  readonly calls: () => string[];
}

/** A device with tokens; `getToken` answers the requests for one. */
async function startTokenDevice(getToken?: (request: IncomingMessage, response: ServerResponse, token: string) => void): Promise<TokenDevice> {
  const valid = new Set<string>();
  let count = 0;
  const server = await startServer((request, response) => {
    const { authorization = '' } = request.headers;
    if (request.method === 'PUT') {
      count += 1;
      const token = `${tokenBase}${count}`;
      if (getToken === undefined) {
        valid.add(token);
        json(response, { token });
      } else {
        getToken(request, response, token);
      }
    } else if (authorization === basic || valid.has(authorization.replace('Bearer ', ''))) {
      json(response, envelope('17.02.003'));
    } else {
      response.writeHead(401).end();
    }
  });
  const calls = (): string[] => server.requests.map(({ method, url, authorization }) => `${method} ${url} ${authorization?.split(' ')[0]}`);
  return { server, valid, calls };
}

describe('Basic', () => {
  it('sends exactly one refused log-in, until reset', async () => {
    const server = await startServer((_, response) => response.writeHead(401).end());
    let given = 'wrong';
    const client = makeClient(server.origin, { credentials: () => Promise.resolve({ user, password: given }) });
    const all = await Promise.all([1, 2, 3].map(() => failureOf(client.get('/api/status'))));
    expect(all.map(({ fault }) => fault.kind)).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
    expect(server.requests).toHaveLength(1);
    given = password;
    client.reset();
    await failureOf(client.get('/api/status'));
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([`Basic ${btoa('info:wrong')}`, basic]);
  });

  it('tells whether another log-in is stored than the one in use', async () => {
    const server = await startServer((_, response) => response.writeHead(401).end());
    let give = (): Promise<Credentials | undefined> => Promise.resolve({ user, password: 'wrong' });
    const client = makeClient(server.origin, { credentials: () => give() });
    expect(await client.isAccessChanged()).toBeUndefined();
    await failureOf(client.get('/api/status'));
    expect(await client.isAccessChanged()).toBe(false);
    for (const stored of [{ user, password }, { user: 'admin', password: 'wrong' }, undefined]) {
      give = () => Promise.resolve(stored);
      expect(await client.isAccessChanged()).toBe(true);
    }
    give = () => Promise.reject(new Error('locked'));
    expect(await client.isAccessChanged()).toBeUndefined();
    expect(server.requests).toHaveLength(1);
  });

  it('knows of the log-in that is being looked up whether it is still the one that is stored', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const lookups: ((credentials: Credentials) => void)[] = [];
    const client = makeClient(server.origin, { credentials: () => new Promise((resolve) => lookups.push(resolve)) });
    const pending = client.get('/api/status');
    await until(() => lookups.length === 1);
    const isChanged = client.isAccessChanged();
    lookups[0]?.({ user, password });
    await until(() => lookups.length === 2);
    lookups[1]?.({ user, password });
    expect(await isChanged).toBe(false);
    await pending;
  });

  it('does not wait for a password store for ever', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const client = makeClient(server.origin, { credentials: () => new Promise(() => undefined), timeoutMs: () => 50 });
    expect(await client.isAccessChanged()).toBeUndefined();
  });

  it('repeats a request that was refused while the password was changed', async () => {
    let answer: (() => void) | undefined;
    const server = await startServer((request, response) => {
      if (request.headers.authorization === basic) {
        json(response, {});
      } else {
        answer = () => response.writeHead(401).end();
      }
    });
    let given = 'wrong';
    const client = makeClient(server.origin, { credentials: () => Promise.resolve({ user, password: given }) });
    const pending = client.get('/api/status');
    await until(() => answer !== undefined);
    given = password;
    client.reset();
    answer!();
    await pending;
    await client.get('/api/status');
    expect(server.requests).toHaveLength(3);
  });

  it('sends nothing without credentials, and asks for them again next time', async () => {
    const server = await startServer((_, response) => json(response, {}));
    let stored = false;
    const origins: string[] = [];
    const client = makeClient(server.origin, {
      credentials: (origin) => {
        origins.push(origin);
        return Promise.resolve(stored ? { user, password } : undefined);
      },
    });
    expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('credentialsMissing');
    expect(server.accepted()).toBe(0);
    stored = true;
    await client.get('/api/status');
    await client.get('/api/status');
    expect(origins).toEqual([server.origin, server.origin]);
  });

  it('says when the password store cannot be read, without its words, and sends nothing', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const client = makeClient(server.origin, { credentials: () => Promise.reject(new Error(`cannot unlock ${password}`)) });
    const { fault } = await failureOf(client.get('/api/status'));
    expect(fault.kind).toBe('credentialsUnreadable');
    expect(JSON.stringify(fault)).not.toContain(password);
    expect(server.accepted()).toBe(0);
  });
});

describe('tokens', () => {
  it('are fetched once the envelope shows generation 16 or later', async () => {
    const device = await startTokenDevice();
    const client = makeClient(device.server.origin);
    for (let count = 0; count < 3; count += 1) {
      await client.get('/api/status');
    }
    expect(device.calls()).toEqual(['GET /api/status Basic', 'PUT /api/get-token Basic', 'GET /api/status Bearer', 'GET /api/status Bearer']);
    expect(device.server.accepted()).toBe(1);
  });

  it('are read from {data: {token}} too', async () => {
    const device = await startTokenDevice((_, response, token) => {
      device.valid.add(token);
      json(response, { data: { token } });
    });
    const client = makeClient(device.server.origin);
    await client.get('/api/status');
    await client.get('/api/status');
    expect(device.calls().at(-1)).toBe('GET /api/status Bearer');
  });

  it('are not asked for from older generations', async () => {
    const server = await startServer((_, response) => json(response, envelope('10.21.016')));
    const client = makeClient(server.origin);
    await client.get('/api/status');
    await client.get('/api/status');
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['404', (_, response) => response.writeHead(404).end()],
    ['401', (_, response) => response.writeHead(401).end()],
    ['500', (_, response) => response.writeHead(500).end()],
    ['429', (_, response) => response.writeHead(429).end()],
    ['HTML', (_, response) => response.end('<html></html>')],
    ['no token', (_, response) => json(response, { token: 17 })],
    ['a token with a line break', (_, response) => json(response, { token: 'a\r\nX: b' })],
    ['a redirect', (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end()],
    ['a closed connection', (request) => request.socket.destroy()],
    ['no answer', () => undefined],
  ])('fall back to Basic for good when the device answers with %s', async (_, getToken) => {
    const device = await startTokenDevice(getToken);
    const client = makeClient(device.server.origin, { timeoutMs: () => 200 });
    for (let count = 0; count < 3; count += 1) {
      await client.get('/api/status');
    }
    const gets = device.calls().filter((call) => call.startsWith('GET'));
    expect(gets).toEqual(Array<string>(3).fill('GET /api/status Basic'));
    // A request that dies on a reused socket is repeated once.
    expect(device.calls().length - gets.length).toBeLessThanOrEqual(2);
  });

  it('are renewed once when they expire', async () => {
    const device = await startTokenDevice();
    const recorder = new Recorder();
    const client = makeClient(device.server.origin, { observer: () => recorder });
    await client.get('/api/status');
    await client.get('/api/status');
    device.valid.clear();
    await client.get('/api/status');
    expect(device.calls().slice(3)).toEqual(['GET /api/status Bearer', 'PUT /api/get-token Basic', 'GET /api/status Bearer']);
    const [, token, , refused, renewal, repeat] = recorder.records;
    expect(token!.repeatOf).toBe(recorder.records[0]!.id);
    expect(renewal!.repeatOf).toBe(refused!.id);
    expect(repeat!.repeatOf).toBe(refused!.id);
  });

  it('are given up when a fresh one is refused as well', async () => {
    const device = await startTokenDevice((_, response, token) => json(response, { token }));
    const client = makeClient(device.server.origin);
    await client.get('/api/status');
    await client.get('/api/status');
    await client.get('/api/status');
    const tail = device.calls().slice(1);
    expect(tail.filter((call) => call.startsWith('PUT'))).toHaveLength(2);
    expect(tail.slice(-2)).toEqual(['GET /api/status Basic', 'GET /api/status Basic']);
  });

  it('end with one refused log-in when the password has changed', async () => {
    let changed = false;
    const device = await startTokenDevice((_, response, token) => {
      if (changed) {
        response.writeHead(401).end();
      } else {
        device.valid.add(token);
        json(response, { token });
      }
    });
    const client = makeClient(device.server.origin);
    await client.get('/api/status');
    await client.get('/api/status');
    changed = true;
    device.valid.clear();
    for (let count = 0; count < 3; count += 1) {
      expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('unauthorized');
    }
    expect(device.calls().slice(3)).toEqual(['GET /api/status Bearer', 'PUT /api/get-token Basic']);
  });

  it('are dropped by reset', async () => {
    const device = await startTokenDevice();
    const client = makeClient(device.server.origin);
    await client.get('/api/status');
    await client.get('/api/status');
    client.reset();
    await client.get('/api/status');
    expect(device.calls().at(-1)).toBe('GET /api/status Basic');
    expect(device.server.accepted()).toBe(2);
  });
});

describe('secrets', () => {
  it('are in no record, even when the device echoes them', async () => {
    const server = await startServer((request, response) => {
      const { authorization = '' } = request.headers;
      response.setHeader('X-Echo', authorization);
      response.setHeader('Set-Cookie', 'session=abcdefgh');
      json(response, request.method === 'PUT' ? { token: tokenBase } : { ...envelope('17.02.003'), authorization, password });
    });
    const recorder = new Recorder();
    const client = makeClient(server.origin, { observer: () => recorder });
    for (let count = 0; count < 3; count += 1) {
      await client.get('/api/status');
    }
    expect(recorder.records).toHaveLength(4);
    expectNoSecret([recorder.records, recorder.startedRecords], [tokenBase, 'abcdefgh']);
    expect(recorder.records[1]).toMatchObject({ method: 'PUT', uri: '/api/get-token', body: '[redacted]' });
  });
});
