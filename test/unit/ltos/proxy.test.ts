import { connect } from 'node:net';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectCertificate } from '../../../src/ltos/certificate';
import { resolveProxy, type ProxySettings } from '../../../src/ltos/proxy';
import { issued } from './support/certificates';
import { envelope, json, startServer, startTcpServer, until, type KeyPair, type TestServer } from './support/testServer';
import { expectNoSecret, failureOf, makeClient, proxySettings, Recorder } from './support/testClient';

describe('resolveProxy', () => {
  const resolve = (origin: string, settings: Partial<ProxySettings>, bypass = false): string | undefined =>
    resolveProxy(origin, { proxySupport: 'override', proxy: '', noProxy: [], env: {}, ...settings }, bypass)?.href;
  const device = 'https://10.0.4.20:443';

  it.each<[string, string, Partial<ProxySettings>, string | undefined]>([
    ['nothing set', device, {}, undefined],
    ['the setting', device, { proxy: 'http://p:3128' }, 'http://p:3128/'],
    ['the setting before the environment', device, { proxy: 'http://p:3128', env: { HTTPS_PROXY: 'http://e:1' } }, 'http://p:3128/'],
    ['support on', device, { proxySupport: 'on', proxy: 'http://p:3128' }, 'http://p:3128/'],
    ['support fallback', device, { proxySupport: 'fallback', proxy: 'http://p:3128' }, 'http://p:3128/'],
    ['support off', device, { proxySupport: 'off', proxy: 'http://p:3128', env: { HTTPS_PROXY: 'http://e:1' } }, undefined],
    ['HTTPS_PROXY', device, { env: { HTTPS_PROXY: 'http://e:1', HTTP_PROXY: 'http://e:2', ALL_PROXY: 'http://e:3' } }, 'http://e:1/'],
    ['https_proxy', device, { env: { https_proxy: 'http://e:1' } }, 'http://e:1/'],
    ['HTTP_PROXY for HTTPS, as VS Code does', device, { env: { HTTP_PROXY: 'http://e:2' } }, 'http://e:2/'],
    ['HTTP_PROXY for HTTP', 'http://10.0.4.20:80', { env: { HTTPS_PROXY: 'http://e:1', HTTP_PROXY: 'http://e:2' } }, 'http://e:2/'],
    ['ALL_PROXY', device, { env: { all_proxy: 'http://e:3' } }, 'http://e:3/'],
    ['a proxy without scheme', device, { env: { HTTPS_PROXY: 'e:1' } }, 'http://e:1/'],
    ['a proxy that is no URL', device, { proxy: 'http://[', env: {} }, undefined],
    ['localhost', 'https://localhost:443', { proxy: 'http://p:3128' }, undefined],
    ['127.0.0.1', 'https://127.0.0.1:8443', { proxy: 'http://p:3128' }, undefined],
    ['::1', 'https://[::1]:443', { proxy: 'http://p:3128' }, undefined],
    ['127.0.0.2, which VS Code does not exempt', 'https://127.0.0.2:443', { proxy: 'http://p:3128' }, 'http://p:3128/'],
    ['NO_PROXY, with the setting too', device, { proxy: 'http://p:3128', env: { NO_PROXY: '10.0.4.20' } }, undefined],
    ['no_proxy behind other entries', device, { env: { https_proxy: 'http://e:1', no_proxy: 'a.example, 10.0.4.20' } }, undefined],
    ['http.noProxy instead of NO_PROXY', device, { proxy: 'http://p:3128', noProxy: ['x'], env: { NO_PROXY: '10.0.4.20' } }, 'http://p:3128/'],
    ['a domain', 'https://lt.lab.example:443', { proxy: 'http://p:3128', noProxy: ['.lab.example'] }, undefined],
    ['a domain without dot', 'https://lt.lab.example:443', { proxy: 'http://p:3128', noProxy: ['lab.example'] }, undefined],
    ['a domain with asterisk', 'https://lt.lab.example:443', { proxy: 'http://p:3128', noProxy: ['*.LAB.example'] }, undefined],
    ['the end of a name only', 'https://xlab.example:443', { proxy: 'http://p:3128', noProxy: ['lab.example'] }, 'http://p:3128/'],
    ['the same port', device, { proxy: 'http://p:3128', noProxy: ['10.0.4.20:443'] }, undefined],
    ['another port', device, { proxy: 'http://p:3128', noProxy: ['10.0.4.20:8443'] }, 'http://p:3128/'],
    ['an IPv6 address', 'https://[2001:db8::1]:443', { proxy: 'http://p:3128', noProxy: ['2001:db8::1'] }, undefined],
    ['an IPv6 address with port', 'https://[2001:db8::1]:443', { proxy: 'http://p:3128', noProxy: ['[2001:db8::1]:443'] }, undefined],
    ['a range', device, { proxy: 'http://p:3128', noProxy: ['10.0.0.0/8'] }, undefined],
    ['another range', device, { proxy: 'http://p:3128', noProxy: ['10.1.0.0/16'] }, 'http://p:3128/'],
    ['all', device, { proxy: 'http://p:3128', noProxy: ['*'] }, undefined],
  ])('%s', (_, origin, settings, expected) => {
    expect(resolve(origin, settings)).toBe(expected);
    expect(resolve(origin, settings, true)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.string(), (proxy, noProxy, value) => {
        resolve(device, { proxy, noProxy, env: { NO_PROXY: value, ALL_PROXY: value } });
      }),
    );
  });
});

interface TestProxy {
  readonly server: TestServer;
  /** Targets of the CONNECT requests. */
  readonly connects: string[];
  readonly logins: (string | undefined)[];
}

/** A proxy on 127.0.0.1: tunnels to where it is asked, and forwards plain HTTP. It resolves every host name to 127.0.0.1. */
async function startProxy(keyPair?: KeyPair, status = 200): Promise<TestProxy> {
  const connects: string[] = [];
  const logins: (string | undefined)[] = [];
  const server = await startServer((request, response) => {
    logins.push(request.headers['proxy-authorization']);
    json(response, { url: request.url, host: request.headers.host, authorization: request.headers.authorization !== undefined }, status);
  }, keyPair);
  server.server.on('connect', (request, client) => {
    connects.push(request.url ?? '');
    logins.push(request.headers['proxy-authorization']);
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n`);
      return;
    }
    const upstream = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
  });
  return { server, connects, logins };
}

describe('through a proxy', () => {
  let device: Awaited<ReturnType<typeof issued>>;
  beforeAll(async () => {
    device = await issued('device.invalid');
  });

  it('reaches an HTTPS device by one tunnel, and keeps it open', async () => {
    const server = await startServer((_, response) => json(response, envelope()), device.keyPair);
    const proxy = await startProxy();
    const client = makeClient(`https://device.invalid:${server.port}`, { trust: device.trust, proxy: proxySettings({ proxy: proxy.server.origin }) });
    await client.get('/api/status');
    await client.get('/api/status');
    expect(proxy.connects).toEqual([`device.invalid:${server.port}`]);
    expect(proxy.server.requests).toEqual([]);
    expect(server.requests).toHaveLength(2);
    client.dispose();
    await until(() => proxy.server.open() === 0 && server.open() === 0);
  });

  it('reaches an HTTPS device through an HTTPS proxy', async () => {
    const server = await startServer((_, response) => json(response, envelope()), device.keyPair);
    const proxy = await startProxy((await issued()).keyPair);
    const untrusting = makeClient(`https://device.invalid:${server.port}`, { trust: device.trust, proxy: proxySettings({ proxy: proxy.server.origin }) });
    expect((await failureOf(untrusting.get('/api/status'))).fault).toMatchObject({ kind: 'proxyFailed' });
    expect(proxy.connects).toEqual([]);
    const { keyPair, trust } = await issued();
    const trusted = await startProxy(keyPair);
    const { fingerprint256 } = (await inspectCertificate(`https://127.0.0.1:${server.port}`, { timeoutMs: 5000 })).certificate;
    const pins = { get: () => fingerprint256 };
    const client = makeClient(`https://device.invalid:${server.port}`, { trust, pins, proxy: proxySettings({ proxy: trusted.server.origin }) });
    await client.get('/api/status');
    expect(trusted.connects).toHaveLength(1);
  });

  it('inspects a certificate through the tunnel', async () => {
    const server = await startServer((_, response) => json(response, {}), device.keyPair);
    const proxy = await startProxy();
    const inspected = await inspectCertificate(`https://device.invalid:${server.port}`, { timeoutMs: 5000, proxy: new URL(proxy.server.origin), trust: device.trust });
    expect(inspected.trusted).toBe(true);
    expect(proxy.connects).toHaveLength(1);
  });

  it('asks for plain HTTP in absolute form, with the host of the device', async () => {
    const proxy = await startProxy();
    const client = makeClient('http://device.invalid:8080', { proxy: proxySettings({ proxy: proxy.server.origin.replace('://', '://joe:pr%40xy@') }) });
    for (let count = 0; count < 2; count += 1) {
      expect((await client.get('/api/status?raw')).body).toEqual({
        url: 'http://device.invalid:8080/api/status?raw',
        host: 'device.invalid:8080',
        authorization: true,
      });
    }
    expect(proxy.logins).toEqual(Array(2).fill(`Basic ${btoa('joe:pr@xy')}`));
    expect(proxy.server.accepted()).toBe(1);
  });

  it('logs in to the proxy by user info or by http.proxyAuthorization', async () => {
    const server = await startServer((_, response) => json(response, {}), device.keyPair);
    const proxy = await startProxy();
    const withLogin = proxy.server.origin.replace('://', '://joe:pr%40xy@');
    const origin = `https://device.invalid:${server.port}`;
    await makeClient(origin, { trust: device.trust, proxy: proxySettings({ proxy: withLogin }) }).get('/api/status');
    await makeClient(origin, { trust: device.trust, proxy: proxySettings({ proxy: withLogin, proxyAuthorization: 'Negotiate abc' }) }).get('/api/status');
    expect(proxy.logins).toEqual([`Basic ${btoa('joe:pr@xy')}`, 'Negotiate abc']);
  });

  it.each([407, 403, 502])('says that the proxy answered %i, without its log-in', async (status) => {
    const proxy = await startProxy(undefined, status);
    const proxyUrl = proxy.server.origin.replace('://', '://joe:planted-proxy-word@');
    const recorder = new Recorder();
    for (const origin of status === 403 ? ['https://device.invalid:443'] : ['https://device.invalid:443', 'http://device.invalid:80']) {
      const failure = await failureOf(makeClient(origin, { proxy: proxySettings({ proxy: proxyUrl }), observer: () => recorder }).get('/api/status'));
      expect(failure.fault.kind).toBe('proxyFailed');
      expect(failure.fault.message).toContain(`127.0.0.1:${proxy.server.port}`);
      expect(failure.fault.message).toContain(String(status));
      expect(failure.status).toBe(status);
      expectNoSecret([failure.fault, failure.stack, recorder.records], ['planted-proxy-word', btoa('joe:planted-proxy-word')]);
    }
  });

  it('says that the proxy cannot be reached', async () => {
    const { port, server } = await startTcpServer(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    for (const origin of ['https://device.invalid:443', 'http://device.invalid:80']) {
      const { fault } = await failureOf(makeClient(origin, { proxy: proxySettings({ proxy: `http://127.0.0.1:${port}` }) }).get('/api/status'));
      expect(fault).toMatchObject({ kind: 'proxyFailed' });
      expect(fault.message).toContain('ECONNREFUSED');
    }
  });

  it.each<[string, string, RegExp]>([
    ['no HTTP', 'SSH-2.0-x\r\n\r\n', /not HTTP/],
    ['an endless head', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`, /too long/],
    ['more than the head', 'HTTP/1.1 200 OK\r\n\r\nsurprise', /more than it was asked for/],
    ['nothing', '', /closed the connection/],
  ])('says that the proxy sent %s', async (_, answer, message) => {
    const { port } = await startTcpServer((socket) => socket.once('data', () => (answer === '' ? socket.end() : socket.write(answer))));
    const { fault } = await failureOf(makeClient('https://device.invalid:443', { proxy: proxySettings({ proxy: `http://127.0.0.1:${port}` }) }).get('/api/status'));
    expect(fault.kind).toBe('proxyFailed');
    expect(fault.message).toMatch(message);
  });

  it('limits the time of a proxy that does not answer', async () => {
    const { port } = await startTcpServer((socket) => socket.resume());
    const client = makeClient('https://device.invalid:443', { proxy: proxySettings({ proxy: `http://127.0.0.1:${port}` }) });
    expect((await failureOf(client.get('/api/status', { timeoutMs: 50 }))).fault.kind).toBe('timeout');
  });

  it('says that a type of proxy is not supported', async () => {
    const client = makeClient('https://device.invalid:443', { proxy: proxySettings({ proxy: 'socks5://127.0.0.1:1080' }) });
    expect((await failureOf(client.get('/api/status'))).fault.message).toContain('socks5');
  });

  it('is not used when bypassed, and follows changed settings at the next request', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const proxy = await startProxy();
    const origin = `http://127.0.0.2:${server.port}`;
    let settings = proxySettings({ proxy: proxy.server.origin });
    const bypassing = makeClient(origin, { bypassProxy: true, proxy: () => settings() });
    // Nobody listens on 127.0.0.2: being refused shows that the proxy was not asked.
    expect((await failureOf(bypassing.get('/api/status'))).fault.kind).toBe('refused');
    const client = makeClient(origin, { proxy: () => settings() });
    await client.get('/api/status');
    settings = proxySettings({ proxySupport: 'off', proxy: proxy.server.origin });
    expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('refused');
    await until(() => proxy.server.open() === 0);
    expect(proxy.server.requests).toHaveLength(1);
  });
});
