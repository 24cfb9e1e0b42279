import { Agent } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../src/simulator';
import { ask, at } from './request';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(async () => {
  await simulator.stop();
});

const path = '/api/status/system';

describe('the error menu', () => {
  it.each([
    ['unauthorized', 401],
    ['forbidden', 403],
    ['notFound', 404],
    ['throttled', 429],
    ['unavailable', 503],
    ['serverError', 500],
    ['html', 200],
    ['apiDisabled', 404],
    ['emptyBody', 200],
    ['wrongShape', 200],
  ] as const)('%s answers %i', async (kind, status) => {
    simulator.setFault({ kind });
    expect((await ask(simulator, path)).status).toBe(status);
    expect(simulator.requests[0]?.status).toBe(status);
    simulator.setFault(undefined);
    expect((await ask(simulator, path)).status).toBe(200);
  });

  it('sends the headers and bodies that belong to them', async () => {
    const under = async (fault: Parameters<Simulator['setFault']>[0]) => {
      simulator.setFault(fault);
      return ask(simulator, path);
    };
    expect((await under({ kind: 'unauthorized' })).headers['www-authenticate']).toBe('Basic realm="api"');
    expect((await under({ kind: 'throttled' })).headers).not.toHaveProperty('retry-after');
    expect((await under({ kind: 'throttled', retryAfterSeconds: 30 })).headers['retry-after']).toBe('30');
    const date = new Date(Date.UTC(2026, 1, 11, 22, 6, 0));
    expect((await under({ kind: 'throttled', retryAfterDate: date })).headers['retry-after']).toBe('Wed, 11 Feb 2026 22:06:00 GMT');
    expect((await under({ kind: 'html' })).headers['content-type']).toContain('text/html');
    expect((await under({ kind: 'emptyBody' })).text).toBe('');
    expect(JSON.parse((await under({ kind: 'wrongShape' })).text)).toBeInstanceOf(Array);
    expect((await under({ kind: 'blankLinesAndBom' })).text).toMatch(/^\uFEFF\s+\{/);
    const redirect = await under({ kind: 'redirect', location: 'https://192.0.2.1/', status: 308 });
    expect([redirect.status, redirect.headers.location]).toEqual([308, 'https://192.0.2.1/']);
    const gzip = await under({ kind: 'gzip' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(at(JSON.parse(gunzipSync(gzip.body).toString()), 'data.object-id')).toBe('system');
    const cut = (await under({ kind: 'truncatedJson' })).text;
    expect(() => JSON.parse(cut) as unknown).toThrow();
  });

  it('truncates the body below its Content-Length', async () => {
    simulator.setFault({ kind: 'truncated' });
    await expect(ask(simulator, path)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(simulator.requests[0]?.status).toBe(200);
  });

  it('streams more than 16 MiB', async () => {
    simulator.setFault({ kind: 'tooLarge' });
    const reply = await ask(simulator, path);
    expect(reply.body.length).toBeGreaterThan(16 * 1024 * 1024);
    expect(reply.headers).not.toHaveProperty('content-length');
    expect(() => JSON.parse(reply.text) as unknown).not.toThrow();
  });

  it('delays an answer', async () => {
    simulator.setFault({ kind: 'delay', ms: 20 });
    const started = performance.now();
    expect((await ask(simulator, path)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(18);
  });

  it('never answers, and logs the request without a status', async () => {
    simulator.setFault({ kind: 'noAnswer' });
    await expect(ask(simulator, path, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    expect(simulator.requests).toMatchObject([{ path, status: undefined }]);
  });

  it('stops although a request is unanswered and another is delayed', async () => {
    simulator.setFault({ kind: 'delay', ms: 60_000, times: 1 });
    const delayed = expect(ask(simulator, path)).rejects.toThrow();
    await expect.poll(() => simulator.requests.length, { interval: 5 }).toBe(1);
    await simulator.stop();
    await delayed;
    await simulator.stop();
  });

  it('resets connections', async () => {
    simulator.setFault({ kind: 'resetConnection' });
    await expect(ask(simulator, path)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('destroys a kept-alive connection on its second request only', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    simulator.setFault({ kind: 'resetOnReuse', times: 1 });
    expect((await ask(simulator, path, { agent })).status).toBe(200);
    await expect(ask(simulator, path, { agent })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await ask(simulator, path, { agent })).status).toBe(200);
    expect((await ask(simulator, path, { agent })).status).toBe(200);
    agent.destroy();
    expect(simulator.requests.map(({ connectionId }) => connectionId)).toEqual([1, 1, 2, 2]);
  });

  it('goes back to normal after so many times', async () => {
    simulator.setFault({ kind: 'unavailable', times: 2 });
    const statuses = [];
    for (let index = 0; index < 3; index += 1) {
      statuses.push((await ask(simulator, path)).status);
    }
    expect(statuses).toEqual([503, 503, 200]);
    expect(simulator.fault).toBeUndefined();
  });

  it('meets only the paths it is meant for', async () => {
    simulator.setFault({ kind: 'notFound', paths: /\/module(\?|$)/, times: 1 });
    expect((await ask(simulator, path)).status).toBe(200);
    expect((await ask(simulator, '/api/status/chassis0/slots/io3/module?raw')).status).toBe(404);
    simulator.setFault({ kind: 'notFound', paths: '/api/status/system' });
    expect((await ask(simulator, path)).status).toBe(404);
    expect((await ask(simulator, '/api/status')).status).toBe(200);
  });

  it('leaves the web page alone when the API is switched off', async () => {
    simulator.setFault({ kind: 'apiDisabled' });
    expect((await ask(simulator, '/')).status).toBe(200);
    expect((await ask(simulator, '/api')).headers['content-type']).toContain('text/html');
  });

  it('survives odd requests', async () => {
    expect((await ask(simulator, '//')).status).toBe(404);
    expect((await ask(simulator, '/api/status', { method: 'POST' })).status).toBe(405);
    await new Promise<void>((resolve) => {
      const socket = connect(simulator.port, simulator.host, () => socket.write('nonsense\r\n\r\n'));
      socket.once('error', () => undefined);
      socket.once('close', () => resolve());
    });
    expect((await ask(simulator, path)).status).toBe(200);
  });
});
