import type { Socket } from 'node:net';
import { Authority, type CertificateWish } from './authority';
import type { FaultSetup } from './faultBench';
import { type FaultCase, type FaultGroup, ofTheMenu, onTheWay } from './faultCase';

const https: FaultSetup = { scheme: 'https' };
const pinned: FaultSetup = { scheme: 'https', trust: 'pin' };
const tlsFailed = { state: 'retrying', kind: 'tlsFailed' } as const;
const untrusted = { state: 'timeout', kind: 'tlsUntrusted' } as const;
const day = (year: number, month: number): Date => new Date(Date.UTC(year, month - 1, 1));

function untrustedCertificate(name: string, wish: CertificateWish): FaultCase {
  return {
    name,
    setup: https,
    begin: async (bench) => bench.replaceDevice(await bench.authority.issue(wish)),
    end: (bench) => bench.restoreDevice(),
    expected: untrusted,
  };
}

/** A record of TLS, as a server of TLS 1.0 would send it. OpenSSL would not serve that any more. */
function tls10Record(contentType: number, content: readonly number[]): Buffer {
  return Buffer.from([contentType, 3, 1, content.length >> 8, content.length & 0xff, ...content]);
}

/** ServerHello: TLS 1.0, 32 bytes of random, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression. */
const tls10ServerHello = tls10Record(22, [2, 0, 0, 38, 3, 1, ...Array<number>(32).fill(7), 0, 0, 0x2f, 0]);
/** A fatal alert: protocol_version. */
const protocolVersionAlert = tls10Record(21, [2, 70]);

const wantsHttps = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nThe plain HTTP request was sent to HTTPS port';

function answersFirstBytes(bytes: Buffer): (client: Socket) => void {
  return (client) => client.once('data', () => client.end(bytes));
}

/** Changes the contents of a record, and leaves its head as it is. */
function flipped(chunk: Buffer): Buffer {
  const place = Math.min(20, chunk.length - 1);
  return Buffer.from(chunk.map((byte, index) => (index === place ? byte ^ 0xff : byte)));
}

/** What TLS and its certificates can do. */
export const tlsFaults: FaultGroup = {
  heading: 'TLS',
  cases: [
    untrustedCertificate('The certificate has expired', { validFrom: day(2019, 1), validTo: day(2020, 1) }),
    untrustedCertificate('The certificate is not valid yet', { validFrom: day(2090, 1), validTo: day(2091, 1) }),
    untrustedCertificate('The certificate is for another name', { name: 'other.example' }),
    {
      name: 'The certificate is from an unknown authority',
      setup: https,
      begin: async (bench) => bench.replaceDevice(await (await Authority.create('Other authority')).issue()),
      end: (bench) => bench.restoreDevice(),
      expected: untrusted,
    },
    {
      name: 'The certificate is another one than the trusted one',
      setup: pinned,
      begin: async ({ device, proxy }) => {
        await device.renewCertificate();
        proxy.cut();
      },
      end: ({ device, pins, origin }) => void pins.set(origin, device.fingerprint256 ?? ''),
      expected: { state: 'timeout', kind: 'tlsChanged' },
      person: 'when the new certificate was trusted',
    },
    ofTheMenu('Plain HTTP on the TLS port', { kind: 'plainOnTls' }, tlsFailed, { setup: https, cuts: true }),
    {
      name: 'TLS on the plain port',
      begin: async (bench) => bench.replaceDevice(await bench.authority.issue()),
      end: (bench) => bench.restoreDevice(),
      expected: { state: 'retrying', kind: 'connectionLost' },
    },
    onTheWay('TLS on the plain port, and the server says so', { answer: (_, client) => client.end(wantsHttps) }, tlsFailed),
    onTheWay('TLS 1.0: the server says so and goes on', { connection: answersFirstBytes(tls10ServerHello) }, tlsFailed, { setup: https, cuts: true }),
    onTheWay('TLS 1.0: the server refuses anything later', { connection: answersFirstBytes(protocolVersionAlert) }, tlsFailed, { setup: https, cuts: true }),
    onTheWay('The handshake never ends', { request: () => undefined }, { state: 'retrying', kind: 'timeout' }, { setup: https, cuts: true }),
    onTheWay('Reset amid the handshake', { request: (client) => client.resetAndDestroy() }, tlsFailed, { setup: https, cuts: true }),
    onTheWay('Bytes are changed on the way', { bytes: flipped }, tlsFailed, { setup: https }),
  ],
};
