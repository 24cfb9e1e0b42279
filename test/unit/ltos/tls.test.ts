import { X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import type { Server as TlsServer, SecureContext, TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectCertificate } from '../../../src/ltos/certificate';
import { issued, selfSigned } from './support/certificates';
import { envelope, json, startServer, startTcpServer, until, type KeyPair } from './support/testServer';
import { failureOf, makeClient, Recorder } from './support/testClient';

let first: KeyPair;
let second: KeyPair;
beforeAll(async () => {
  first = await selfSigned();
  second = await selfSigned();
});

const fingerprint = ({ cert }: KeyPair): string => new X509Certificate(cert).fingerprint256;

const startDevice = (keyPair: KeyPair) => startServer((_, response) => json(response, envelope()), keyPair);

describe('without a pin', () => {
  it('accepts a certificate that this computer trusts', async () => {
    const { keyPair, trust } = await issued();
    const server = await startDevice(keyPair);
    const recorder = new Recorder();
    const client = makeClient(server.origin, { trust, observer: () => recorder });
    await client.get('/api/status');
    await client.get('/api/status');
    expect(server.accepted()).toBe(1);
    expect(recorder.records[0]!.timing.tlsMs).toBeGreaterThan(0);
    expect(server.requests[0]!.headers.host).toBe(`127.0.0.1:${server.port}`);
  });

  it.each<[string, RegExp, () => Promise<{ keyPair: KeyPair; trust?: () => SecureContext }>]>([
    ['self-signed', /it is self-signed\./, () => Promise.resolve({ keyPair: first })],
    ['self-signed and expired', /it is self-signed and it expired on /, async () => ({ keyPair: await selfSigned({ notAfterDate: new Date(Date.now() - 1000) }) })],
    ['of another name', /issued for another name than 127\.0\.0\.1/, () => issued('other.example.com')],
    ['of an unknown issuer', /does not know its issuer \(CN=Test authority\)/, async () => ({ keyPair: (await issued()).keyPair })],
  ])('sends nothing to a device whose certificate is %s', async (_, reason, make) => {
    const { keyPair, ...options } = await make();
    const server = await startDevice(keyPair);
    const client = makeClient(server.origin, options);
    const { fault } = await failureOf(client.get('/api/status'));
    expect(fault).toMatchObject({ kind: 'tlsUntrusted', certificate: { fingerprint256: fingerprint(keyPair) } });
    expect(fault.message).toMatch(reason);
    await failureOf(client.get('/api/status'));
    await until(() => server.open() === 0);
    expect(server.requests).toEqual([]);
  });

  it('summarises the certificate', async () => {
    const server = await startDevice(first);
    const { certificate } = (await failureOf(makeClient(server.origin).get('/api/status'))).fault;
    const x509 = new X509Certificate(first.cert);
    expect(certificate).toEqual({
      subject: 'CN=127.0.0.1',
      issuer: 'CN=127.0.0.1',
      validFrom: x509.validFrom,
      validTo: x509.validTo,
      fingerprint256: x509.fingerprint256,
    });
    expect(certificate?.fingerprint256).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });
});

describe('with a pin', () => {
  it.each(['valid', 'expired'])('accepts exactly that certificate (%s), on every new connection', async (kind) => {
    const keyPair = kind === 'valid' ? first : await selfSigned({ notAfterDate: new Date(Date.now() - 1000) });
    const server = await startDevice(keyPair);
    const client = makeClient(server.origin, { pins: { get: (origin) => (origin === server.origin ? fingerprint(keyPair) : undefined) } });
    await client.get('/api/status');
    client.reset();
    await client.get('/api/status');
    expect(server.accepted()).toBe(2);
  });

  it('sends nothing once the certificate has changed, until reset', async () => {
    const server = await startDevice(first);
    let pin = fingerprint(first);
    const client = makeClient(server.origin, { pins: { get: () => pin } });
    await client.get('/api/status');
    // An https.Server is a tls.Server too; the types know it as the http.Server that it is as well.
    (server.server as unknown as TlsServer).setSecureContext(second);
    server.server.closeAllConnections();
    await until(() => server.open() === 0);
    const acceptedBefore = server.accepted();
    const { fault } = await failureOf(client.get('/api/status'));
    expect(fault).toMatchObject({ kind: 'tlsChanged', certificate: { fingerprint256: fingerprint(second) } });
    expect((await failureOf(client.get('/api/status'))).fault).toEqual(fault);
    expect(server.accepted()).toBe(acceptedBefore + 1);
    expect(server.requests).toHaveLength(1);
    expect(await client.isAccessChanged()).toBe(false);
    pin = fingerprint(second);
    expect(await client.isAccessChanged()).toBe(true);
    client.reset();
    await client.get('/api/status');
    expect(server.requests).toHaveLength(2);
  });

  it('does not trust a public authority instead of the pin', async () => {
    const { keyPair, trust } = await issued();
    const server = await startDevice(keyPair);
    const client = makeClient(server.origin, { trust, pins: { get: () => fingerprint(first) } });
    expect((await failureOf(client.get('/api/status'))).fault.kind).toBe('tlsChanged');
    expect(server.requests).toEqual([]);
  });

  it('checks every handshake: no session is resumed', async () => {
    const server = await startDevice(first);
    const resumed: boolean[] = [];
    server.server.on('secureConnection', (socket: TLSSocket) => resumed.push(socket.isSessionReused()));
    const client = makeClient(server.origin, { pins: { get: () => fingerprint(first) } });
    for (let count = 0; count < 3; count += 1) {
      await client.get('/api/status');
      client.reset();
    }
    expect(resumed).toEqual([false, false, false]);
  });
});

describe('what is no TLS', () => {
  it('plain HTTP on the port', async () => {
    const server = await startServer((_, response) => json(response, {}));
    const { fault } = await failureOf(makeClient(`https://127.0.0.1:${server.port}`).get('/api/status'));
    expect(fault.kind).toBe('tlsFailed');
    expect(fault.hint).toContain(`http://127.0.0.1:${server.port}`);
  });

  it('a connection that is closed during the handshake', async () => {
    const { port } = await startTcpServer((socket) => socket.once('data', () => socket.destroy()));
    expect((await failureOf(makeClient(`https://127.0.0.1:${port}`).get('/api/status'))).fault.kind).toBe('tlsFailed');
  });

  it('a handshake that never ends leaves no socket behind', async () => {
    let isOpen = false;
    const { port } = await startTcpServer((socket) => {
      isOpen = true;
      socket.resume().on('close', () => {
        isOpen = false;
      });
    });
    expect((await failureOf(makeClient(`https://127.0.0.1:${port}`).get('/api/status', { timeoutMs: 50 }))).fault.kind).toBe('timeout');
    await until(() => !isOpen);
  });

  it('HTTPS asked in plain HTTP', async () => {
    const server = await startDevice(first);
    const { fault } = await failureOf(makeClient(`http://127.0.0.1:${server.port}`).get('/api/status'));
    expect(['tlsFailed', 'connectionLost']).toContain(fault.kind);
  });
});

describe('bytes that are changed on the way', () => {
  const where = (port: number): string => `No encrypted connection to 127.0.0.1:${port}: what arrives is not what was sent (`;

  it.each([
    ['once the connection is open', false],
    ['during the handshake', true],
  ])('%s', async (_, fromTheStart) => {
    const device = await startDevice(first);
    let isChanging = fromTheStart;
    const relay = await startTcpServer((client) => {
      const upstream = connect(device.port, '127.0.0.1').on('error', () => client.destroy());
      client.pipe(upstream);
      upstream.on('data', (chunk) => client.write(isChanging ? changed(chunk) : chunk)).on('close', () => client.destroy());
    });
    const client = makeClient(`https://127.0.0.1:${relay.port}`, { pins: { get: () => fingerprint(first) } });
    if (!fromTheStart) {
      await client.get('/api/status');
      isChanging = true;
    }
    const { fault } = await failureOf(client.get('/api/status'));
    expect(fault.kind).toBe('tlsFailed');
    expect(fault.message).toContain(where(relay.port));
    expect(fault.hint).not.toContain('plain HTTP');
  });
});

/** Leaves the head of a record as it is. */
function changed(chunk: Buffer): Buffer {
  return Buffer.from(chunk.map((byte, index) => (index === Math.min(20, chunk.length - 1) ? byte ^ 0xff : byte)));
}

describe('inspectCertificate', () => {
  it('fetches the certificate and sends no HTTP', async () => {
    const server = await startDevice(first);
    expect(await inspectCertificate(server.origin, { timeoutMs: 5000 })).toMatchObject({
      trusted: false,
      reason: 'it is self-signed',
      certificate: { fingerprint256: fingerprint(first) },
    });
    await until(() => server.open() === 0);
    expect(server.requests).toEqual([]);
  });

  it('says when it is trusted', async () => {
    const { keyPair, trust } = await issued();
    const server = await startDevice(keyPair);
    const inspected = await inspectCertificate(server.origin, { timeoutMs: 5000, trust });
    expect(inspected.trusted).toBe(true);
    expect(inspected).not.toHaveProperty('reason');
  });

  it('rejects with a fault', async () => {
    const { port } = await startTcpServer((socket) => socket.resume());
    expect((await failureOf(inspectCertificate(`https://127.0.0.1:${port}`, { timeoutMs: 30 }))).fault.kind).toBe('timeout');
    const signal = AbortSignal.abort();
    expect((await failureOf(inspectCertificate(`https://127.0.0.1:${port}`, { timeoutMs: 5000, signal }))).fault.kind).toBe('cancelled');
    expect((await failureOf(inspectCertificate(`http://127.0.0.1:${port}`, { timeoutMs: 5000 }))).fault.kind).toBe('tlsFailed');
  });
});
