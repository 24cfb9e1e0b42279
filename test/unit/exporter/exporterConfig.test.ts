import { describe, expect, it } from 'vitest';
import { parseExporterConfig, type ExporterConfig } from '../../../src/exporter/exporterConfig';
import { findJsonError } from '../../../src/exporter/jsonPosition';
import { defaultPollingSettings } from '../../../src/polling/pollingSettings';

function good(value: unknown): ExporterConfig {
  const parsed = parseExporterConfig(JSON.stringify(value));
  if (!parsed.ok) {
    throw new Error(parsed.problems.join('\n'));
  }
  return parsed.config;
}

function problems(value: unknown): readonly string[] {
  const parsed = parseExporterConfig(typeof value === 'string' ? value : JSON.stringify(value));
  return parsed.ok ? [] : parsed.problems;
}

const host = '10.0.4.20';
const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');

describe('a configuration', () => {
  it('needs a host only', () => {
    expect(good({ devices: [{ host }] })).toEqual({
      address: '127.0.0.1',
      port: 10_319,
      polling: defaultPollingSettings,
      devices: [{ config: { id: 'https://10.0.4.20:443', name: host, origin: 'https://10.0.4.20:443', busAddress: '', bypassProxy: false, slotIds: [] } }],
    });
  });

  it('says the rest in the units of the settings of the extension', () => {
    const config = good({
      listen: { address: '::1', port: 0 },
      polling: { interval: 5, timeout: 20, elementTimeout: 40, raw: true, offsetUnit: 'ns' },
      credentialsFile: 'secrets.json',
      devices: [{ id: 'gm', name: 'GM', host, port: 8443, interval: 2, fingerprint, user: 'info', passwordFile: 'pw' }],
    });
    expect(config).toMatchObject({ address: '::1', port: 0, credentialsFile: 'secrets.json' });
    expect(config.polling).toEqual({ ...defaultPollingSettings, intervalMs: 5000, timeoutMs: 20_000, elementTimeoutMs: 40_000, raw: true, offsetUnit: 'ns' });
    expect(config.devices).toMatchObject([{ config: { id: 'gm', name: 'GM', intervalMs: 2000 }, fingerprint, user: 'info', passwordFile: 'pw' }]);
  });

  it.each([fingerprint.toLowerCase(), fingerprint.replaceAll(':', ''), `SHA256:${fingerprint}`, `sha-256 ${fingerprint.replaceAll(':', ' ')}`])('takes a fingerprint as %s', (text) => {
    expect(good({ devices: [{ host, fingerprint: text }] }).devices[0]?.fingerprint).toBe(fingerprint);
  });
});

describe('what is wrong', () => {
  it('is told by line and column where the file is no JSON', () => {
    expect(problems('{\n  "devices": [\n    { "host": "a", }\n  ]\n}')).toEqual([
      'line 3, column 20: This is not JSON. Check commas, brackets and quotes here and just before.',
    ]);
  });

  it.each<[string, number, number]>([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": x}', 1, 7],
    ['{"a": 1,\n"b" 2}', 2, 5],
    ['[1, 2', 1, 6],
    ['{"a": "unfinished', 1, 18],
    ['{"a": tru }', 1, 10],
    [`{"long": "${'x'.repeat(200)}", oops}`, 1, 214],
    ['{} {}', 1, 4],
  ])('is found in %j at %i:%i', (text, line, column) => {
    expect(findJsonError(text)).toEqual({ line, column });
  });

  it('is nothing in JSON', () => {
    expect(findJsonError(' {"a": [1, -2.5e3, null]} ')).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['no list of devices', {}, 'devices: '],
    ['an empty list', { devices: [] }, 'devices: '],
    ['an entry without host', { devices: [{ host }, { name: 'x' }] }, 'devices[1].host: '],
    ['a bad port', { devices: [{ host, port: 70_000 }] }, 'devices[0].port: '],
    ['two entries for one device', { devices: [{ host }, { host }] }, 'devices[1].host: '],
    ['a slip of the pen', { devices: [{ host, fingerprnt: fingerprint }] }, 'devices[0].fingerprnt: '],
    ['a slip of the pen above', { device: [], devices: [{ host }] }, 'device: '],
    ['half a fingerprint', { devices: [{ host, fingerprint: 'AA:BB' }] }, 'devices[0].fingerprint: '],
    ['a user without passwordFile', { devices: [{ host, user: 'info' }] }, 'devices[0].passwordFile: '],
    ['a passwordFile without user', { devices: [{ host, passwordFile: 'pw' }] }, 'devices[0].user: '],
    ['a bad interval', { polling: { interval: 0 }, devices: [{ host }] }, 'polling.interval: '],
    ['a bad unit', { polling: { offsetUnit: 'us' }, devices: [{ host }] }, 'polling.offsetUnit: '],
    ['an unknown member of polling', { polling: { every: 10 }, devices: [{ host }] }, 'polling.every: '],
    ['a bad port to listen on', { listen: { port: '80' }, devices: [{ host }] }, 'listen.port: '],
    ['no address to listen on', { listen: { address: '' }, devices: [{ host }] }, 'listen.address: '],
    ['no path of the credentials', { credentialsFile: true, devices: [{ host }] }, 'credentialsFile: '],
    ['a list', [], 'The file must hold an object'],
  ])('is told by field: %s', (_, value, beginning) => {
    const told = problems(value);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^${beginning.replace(/[[\].]/g, String.raw`\$&`)}`));
  });

  it('is a password in the file, which is not repeated', () => {
    const told = problems({ devices: [{ host, user: 'info', passwordFile: 'pw', password: 'hunter2' }] });
    expect(told).toEqual([expect.stringMatching(/^devices\[0\]\.password: .*passwordFile/)]);
    expect(told.join()).not.toContain('hunter2');
  });

  it('never passes on a piece of a broken file', () => {
    expect(problems('{"devices": [{"password": "hunter2" "x"}]}').join()).not.toContain('hunter2');
  });
});
