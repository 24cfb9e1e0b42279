import { createServer, request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { isServedByUs } from '../../../src/metrics/healthProbe';
import { isLoopbackAddress } from '../../../src/metrics/hostText';
import { startMetricsServer, type MetricsServer, type MetricsServerOptions } from '../../../src/metrics/metricsServer';

const metrics = { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: () => Promise.resolve('psx_up 1\n') };

async function start(options: Partial<MetricsServerOptions> = {}): Promise<MetricsServer> {
  const server = await startMetricsServer({ metrics, address: '127.0.0.1', port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

function ask(server: MetricsServer, path: string, { method = 'GET', host = 'localhost' } = {}): Promise<{ status: number | undefined; body: string; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: server.port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body, headers: response.headers }));
    });
    request.on('error', reject).end();
  });
}

it('serves the metrics and its health', async () => {
  const server = await start();
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/metrics`);
  const answer = await ask(server, '/metrics');
  expect(answer).toMatchObject({ status: 200, body: 'psx_up 1\n', headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' } });
  expect(await ask(server, '/metrics?x=1')).toMatchObject({ status: 200, body: 'psx_up 1\n' });
  expect(await ask(server, '/healthz')).toMatchObject({ status: 200, body: 'PSX Explorer metrics: ok\n' });
});

it('answers HEAD with the head only', async () => {
  expect(await ask(await start(), '/metrics', { method: 'HEAD' })).toMatchObject({ status: 200, body: '', headers: { 'content-length': '9' } });
});

it('refuses all else', async () => {
  const server = await start();
  expect(await ask(server, '/')).toMatchObject({ status: 404 });
  expect(await ask(server, '/metrics/..')).toMatchObject({ status: 404 });
  expect(await ask(server, '/metrics', { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
});

it('serves no web page that had its own name point to this computer', async () => {
  const server = await start();
  expect(await ask(server, '/metrics', { host: 'evil.example:80' })).toMatchObject({ status: 421 });
  for (const host of [`127.0.0.1:${server.port}`, 'LOCALHOST', '[::1]:80']) {
    expect(await ask(server, '/metrics', { host })).toMatchObject({ status: 200 });
  }
});

it('can be reached under any name when it listens to other computers, and says so', async () => {
  const server = await start({ address: '0.0.0.0' });
  expect(server.isLoopback).toBe(false);
  expect(await ask(server, '/metrics', { host: 'monitoring.example' })).toMatchObject({ status: 200 });
  expect((await start()).isLoopback).toBe(true);
});

it('answers a failure without its details, and tells them to its owner', async () => {
  const errors: unknown[] = [];
  const failure = new Error('of the inside');
  const server = await start({ metrics: { ...metrics, text: () => Promise.reject(failure) }, onError: (error) => errors.push(error) });
  expect(await ask(server, '/metrics')).toMatchObject({ status: 500, body: 'The metrics could not be put together.\n' });
  expect(errors).toEqual([failure]);
});

it('says what to do when the port is taken, and when the address is not its own', async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toMatchObject({ kind: 'addressInUse', message: `Another program uses 127.0.0.1:${port} already.`, hint: expect.stringContaining('port') as string });
  await expect(start({ address: '192.0.2.1' })).rejects.toMatchObject({ kind: 'addressUnavailable', hint: expect.stringContaining('127.0.0.1') as string });
});

it('is told from a stranger by its health', async () => {
  const { port } = await start();
  expect(await isServedByUs('127.0.0.1', port)).toBe(true);
  expect(await isServedByUs('0.0.0.0', port)).toBe(true);
  const stranger = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void stranger.close());
  const { port: strangersPort } = stranger.address() as AddressInfo;
  expect(await isServedByUs('127.0.0.1', strangersPort)).toBe(false);
  expect(await isServedByUs('127.0.0.1', 9)).toBe(false);
});

it('ends at once, with connections open', async () => {
  const server = await startMetricsServer({ metrics, address: '127.0.0.1', port: 0 });
  const socket = connect(server.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  // The server knows of the connection once it has answered on it.
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  await server.close();
  await closed;
});

it.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['127.0.0.1.example', false],
])('%s is reached by this computer only: %s', (address, expected) => {
  expect(isLoopbackAddress(address)).toBe(expected);
});
