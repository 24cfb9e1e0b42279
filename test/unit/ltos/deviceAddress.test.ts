import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBypassProxy, parseDeviceAddress } from '../../../src/model/deviceAddress';

const originOf = (host: string, port?: number): string | undefined => {
  const parsed = parseDeviceAddress(host, port);
  return parsed.ok ? parsed.address.origin : undefined;
};

describe('parseDeviceAddress', () => {
  it.each<[string, number | undefined, string]>([
    ['10.0.4.20', undefined, 'https://10.0.4.20:443'],
    ['10.0.4.20', 443, 'https://10.0.4.20:443'],
    ['10.0.4.20', 80, 'http://10.0.4.20:80'],
    ['10.0.4.20', 8214, 'http://10.0.4.20:8214'],
    ['https://10.0.4.20', 8214, 'https://10.0.4.20:8214'],
    ['https://10.0.4.20:8214/', undefined, 'https://10.0.4.20:8214'],
    ['http://10.0.4.20', undefined, 'http://10.0.4.20:80'],
    ['http://10.0.4.20', 8080, 'http://10.0.4.20:8080'],
    ['http://10.0.4.20', 443, 'https://10.0.4.20:443'],
    ['HTTPS://LanTime.Example.COM', undefined, 'https://lantime.example.com:443'],
    ['  lantime  ', undefined, 'https://lantime:443'],
    ['lantime:8443', undefined, 'http://lantime:8443'],
    ['lantime:443', 443, 'https://lantime:443'],
    ['::1', undefined, 'https://[::1]:443'],
    ['[::1]', 8080, 'http://[::1]:8080'],
    ['[2001:DB8:0::1]:443', undefined, 'https://[2001:db8::1]:443'],
    ['http://[fe80::1]:81', undefined, 'http://[fe80::1]:81'],
    ['time_server-1.lab', undefined, 'https://time_server-1.lab:443'],
    ['bücher.example', undefined, 'https://xn--bcher-kva.example:443'],
  ])('%s with port %s is %s', (host, port, origin) => {
    expect(originOf(host, port)).toBe(origin);
  });

  it.each<[string, number | undefined, RegExp]>([
    ['', undefined, /^Enter the address/],
    ['   ', undefined, /^Enter the address/],
    ['ftp://lantime', undefined, /http:\/\/ or https:\/\//],
    ['https://', undefined, /is not a host/],
    ['lantime/api', undefined, /without a path/],
    ['https://lantime/api/status', undefined, /without a path/],
    ['lantime?x', undefined, /without a path/],
    ['info:secret@lantime', undefined, /without user name and password/],
    ['https://info@lantime', undefined, /without user name and password/],
    ['lantime:', undefined, /port as a number/],
    ['lantime:http', undefined, /port as a number/],
    ['lantime:0', undefined, /1 to 65535/],
    ['lantime', 65_536, /1 to 65535/],
    ['lantime', 1.5, /1 to 65535/],
    ['lantime:80', 443, /in one place only/],
    ['my lantime', undefined, /is not a host/],
    ['10.0.4', undefined, /is not a host/],
    ['010.0.0.1', undefined, /is not a host/],
    ['256.1.1.1', undefined, /is not a host/],
    ['-lantime', undefined, /is not a host/],
    ['a..b', undefined, /is not a host/],
    ['fe80::1%eth0', undefined, /is not a host/],
    ['1:2:3', undefined, /is not a host/],
    ['[lantime]', undefined, /brackets/],
    ['x'.repeat(300), undefined, /is not a host/],
  ])('%s with port %s says what to do', (host, port, message) => {
    const parsed = parseDeviceAddress(host, port);
    expect(parsed.ok ? parsed.address.origin : parsed.message).toMatch(message);
    expect(JSON.stringify(parsed)).not.toContain('secret');
  });

  it('never throws, and makes an origin that reads as itself', () => {
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[a-z0-9.:/@[\]-]{0,20}$/));
    fc.assert(
      fc.property(text, fc.option(fc.integer({ min: -5, max: 70_000 }), { nil: undefined }), (host, port) => {
        const parsed = parseDeviceAddress(host, port);
        if (!parsed.ok) {
          expect(parsed.message).toMatch(/\.$/);
          return;
        }
        const { scheme, hostname, port: usedPort, origin } = parsed.address;
        expect(origin).toBe(`${scheme}://${hostname.includes(':') ? `[${hostname}]` : hostname}:${usedPort}`);
        expect(origin).toBe(origin.toLowerCase());
        expect(new URL(origin).origin).toBe(new URL(origin).href.replace(/\/$/, ''));
        expect(originOf(origin)).toBe(usedPort === 443 ? origin.replace('http:', 'https:') : origin);
      }),
    );
  });

  it('takes every address, with the scheme that the port means', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const parsed = parseDeviceAddress(host, port);
        expect(parsed).toMatchObject({ ok: true, address: { port, scheme: port === 443 ? 'https' : 'http' } });
        expect(parseDeviceAddress(`https://${host.includes(':') ? `[${host}]` : host}:${port}`)).toMatchObject({ ok: true, address: { port, scheme: 'https' } });
      }),
    );
  });
});

describe('isBypassProxy', () => {
  it.each(['bypassproxy', 'ByPassProxy', ' bypass proxy ', 'bypassproxy;1', 'BYPASSPROXY ; x'])('%j is', (text) => {
    expect(isBypassProxy(text)).toBe(true);
  });

  it.each(['', 'bypass', 'bypassproxy1', 'x;bypassproxy', '10'])('%j is not', (text) => {
    expect(isBypassProxy(text)).toBe(false);
  });
});
