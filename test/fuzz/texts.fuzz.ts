import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { anonymise } from '../../src/model/anonymise';
import { clockAccuracyOfText } from '../../src/model/clockAccuracy';
import { formatPortIdentity, parseClockIdentity, parsePortIdentity } from '../../src/model/clockIdentity';
import { csvChunks } from '../../src/model/csv';
import { parseDeviceAddress } from '../../src/model/deviceAddress';
import { multiLine, singleLine } from '../../src/model/displayText';
import { formatNs, parseDurationNs } from '../../src/model/duration';
import type { Json } from '../../src/model/json';
import { escapeMarkdown } from '../../src/model/markdown';
import { normalKey } from '../../src/model/normalKey';
import { countedMessage } from '../../src/model/ptpMessageType';
import { ptpPortStates } from '../../src/model/ptpPortState';
import { ptpProfileOfText } from '../../src/model/ptpProfile';
import { redactHeaderValues, redactText, redactUri } from '../../src/model/secretText';
import { wellFormed } from '../../src/model/wellFormed';
import { resolveRoute, proxyName, type ProxySettings } from '../../src/ltos/proxy';
import { fuzz } from './fuzz';
import { anyJson, anyNumber, anyText, planted } from './inputs';
import { expectNoSecret, expectPlain, expectSentence } from './sound';

const hex = fc.string({ unit: fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9 a b c d e f A B C D E F - : . x , /'.split(' '), ' '), maxLength: 40 });
const amount = fc.tuple(anyNumber, fc.constantFrom('', ' ns', 'us', ' µs', 's', 'e5 s', ' ', 'parsec')).map(([number, unit]) => `${number}${unit}`);

describe('a value as text', () => {
  fuzz('is a time or none', fc.oneof(anyText, amount), (text) => {
    const ns = parseDurationNs(text);
    expect(ns === undefined || Number.isFinite(ns)).toBe(true);
    expect(formatNs(ns ?? 0)).toMatch(/^−?\d[\d.e+]* (ns|µs|ms|s)$/);
  });

  fuzz('is an identity or none', fc.oneof(anyText, hex), (text) => {
    const parsed = parsePortIdentity(text);
    if (typeof parsed === 'object') {
      expect(parsed.clockIdentity).toMatch(/^[0-9A-F]{2}(-[0-9A-F]{2}){7}$/);
      expect(parseClockIdentity(parsed.clockIdentity)).toBe(parsed.clockIdentity);
      expect(parsePortIdentity(formatPortIdentity(parsed))).toEqual(parsed);
    }
  });

  fuzz('is a word of IEEE 1588 or none', anyText, (text) => {
    const code = ptpPortStates.codeOf(text);
    expect(code === undefined || Number.isInteger(code)).toBe(true);
    expect(clockAccuracyOfText(text) ?? 0).toBeGreaterThanOrEqual(0);
    expect(typeof (ptpProfileOfText(text) ?? '')).toBe('string');
    expectPlain(countedMessage(text));
    expect(normalKey(text)).toMatch(/^[\p{L}\p{N}]*$/u);
  });

  const host = fc.oneof(anyText, hex, fc.webUrl({ withQueryParameters: true }), fc.ipV4(), fc.ipV6(), fc.domain(), fc.tuple(anyText, anyText).map(([a, b]) => `${a}:${planted}@${b}`));
  fuzz('is an address or none', fc.tuple(host, fc.option(anyNumber, { nil: undefined })), ([text, port]) => {
    const parsed = parseDeviceAddress(text, port);
    if (parsed.ok) {
      const { origin } = parsed.address;
      expect(new URL(origin).username).toBe('');
      expect(parseDeviceAddress(origin)).toEqual(parsed);
    } else {
      expectSentence(parsed.message);
    }
  });
});

describe('a text that is shown', () => {
  fuzz('stays in its line and its room', fc.tuple(anyText, fc.integer({ min: 1, max: 80 })), ([text, room]) => {
    const line = singleLine(text, room);
    expect(line.length).toBeLessThanOrEqual(room);
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
    expect(line).not.toMatch(/\p{Cs}/u);
    expect(multiLine(text)).not.toMatch(/(?![\t\n])[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
  });

  fuzz('is no Markdown', anyText, (text) => {
    const escaped = escapeMarkdown(text);
    expect(escaped).not.toContain('\n');
    expect(escaped.replace(/\\[\\`*_{}[\]#|~<>&$!]/g, '')).not.toMatch(/[\\`*_{}[\]#|~<>&$!]/);
  });

  fuzz('is one field of a CSV file, and no formula', fc.array(anyText, { minLength: 1, maxLength: 5 }), (cells) => {
    const [line = ''] = csvChunks(cells, []);
    const fields = [...`${line.slice(0, -2)},`.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*)),/gy)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
    expect(fields).toHaveLength(cells.length);
    fields.forEach((field, index) => {
      expect([cells[index], `'${cells[index]}`]).toContain(field);
      expect(field).not.toMatch(/^\s*[=@]/);
    });
  });
});

describe('a secret', () => {
  const name = fc.constantFrom('password', 'passwd', 'Password', 'user-password', 'token', 'secret', 'authorization', 'api-key');
  const quoted = JSON.stringify(planted).slice(1, -1);
  const holding: fc.Arbitrary<string> = fc.oneof(
    fc.tuple(name, anyJson, anyJson).map(([key, before, after]) => JSON.stringify({ before, [key]: planted, after })),
    fc.tuple(name, anyJson).map(([key, more]) => JSON.stringify([{ name: key, value: planted }, more])),
    fc.tuple(name, anyJson).map(([key, more]) => JSON.stringify(JSON.stringify({ [key]: planted, more }))),
    fc.tuple(anyText, fc.webUrl()).map(([before, url]) => `${before} ${url.replace('://', `://info:${encodeURIComponent(planted)}@`)}`),
    fc.tuple(name, anyText).map(([key, before]) => `${before}\n<config><${key}>${planted}</${key}></config>`),
  );
  fuzz('is not in a text that is kept', holding, (text) => {
    expect(text).toMatch(/tr0ub4dor/);
    expect(redactText(text)).not.toContain('tr0ub4dor');
    expect(redactText(text)).not.toContain(quoted);
  });

  fuzz('is not in a path or a header that is kept', fc.tuple(name, anyText, anyText), ([key, before, after]) => {
    const uri = `/api/status?a=${encodeURIComponent(wellFormed(before))}&${key}=${encodeURIComponent(planted)}&b=${encodeURIComponent(wellFormed(after))}`;
    expectNoSecret(redactUri(uri));
    expectNoSecret(redactHeaderValues({ location: `https://gm${uri}`, [key]: planted, cookie: `sid=${planted}`, authorization: `Basic ${Buffer.from(planted).toString('base64')}` }));
  });

  fuzz('is not found by reading any text twice', anyText, (text) => {
    const once = redactText(text);
    expect(redactText(once)).toBe(once);
    redactUri(text);
  });

  fuzz('is not in a report, nor is the name of the device', fc.tuple(anyJson, anyJson), ([first, second]) => {
    const body: Json = { first, status: { hostname: 'gm-north-secret', password: planted, note: `gm-north-secret at ${planted}` }, second };
    const report = JSON.stringify(anonymise(body, [{ kind: 'host', text: 'gm-north-secret' }]));
    expectNoSecret((JSON.parse(report) as { status: { password: unknown } }).status.password);
    expect(report).not.toContain('gm-north-secret');
  });

  const proxy = fc.oneof(anyText, fc.tuple(anyText, fc.domain()).map(([user, domain]) => `http://${encodeURIComponent(wellFormed(user))}:${encodeURIComponent(planted)}@${domain}:3128`));
  const settings: fc.Arbitrary<ProxySettings> = fc.record({
    proxySupport: fc.constantFrom('off', 'on', 'override', 'fallback'),
    proxy,
    noProxy: fc.array(fc.oneof(anyText, fc.domain(), fc.ipV4(), fc.ipV6()), { maxLength: 3 }),
    env: fc.dictionary(fc.constantFrom('HTTP_PROXY', 'https_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'), proxy),
  });
  fuzz('of a proxy is not in its name', fc.tuple(settings, fc.boolean()), ([given, bypass]) => {
    const route = resolveRoute('https://10.0.4.20:443', given, bypass);
    expect(bypass && route !== undefined).toBe(false);
    expectNoSecret(route === undefined ? '' : proxyName(route.url));
  });
});
