import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect } from 'vitest';
import type * as vscode from 'vscode';
import { parseAlarmSettings } from '../../src/alarms/alarmSettingsParser';
import { parseCommandLine } from '../../src/exporter/commandLine';
import { parseExporterConfig } from '../../src/exporter/exporterConfig';
import { findCredentials } from '../../src/exporter/exporterCredentials';
import { findJsonError } from '../../src/exporter/jsonPosition';
import { parseDeviceEntries } from '../../src/model/deviceEntries';
import { CertificatePinStore } from '../../src/views/certificatePinStore';
import { CredentialStore } from '../../src/views/credentialStore';
import { ExtensionConsent } from '../../src/views/extensionConsent';
import { fuzz } from './fuzz';
import { anyText, anyValue, jsonText, jsonWith, nearly, planted } from './inputs';
import { expectNoSecret, expectPlain, expectSentence } from './sound';

const origin = /^https?:\/\/[^/@\s]+:\d+$/;
/** People write passwords where there is no place for them. */
const entry = { id: 'gm', name: 'GM-North', host: '10.0.4.20', port: 8443, busAddress: 'bypassproxy', slotIds: ['io3'], interval: 5, password: planted, user: 'info' };
const entryKeys = [...Object.keys(entry), 'token', 'fingerprint', 'passwordFile'];
const secretHost = fc.constantFrom(`https://info:${planted}@10.0.4.20`, `info:${planted}@gm`, `10.0.4.20/?password=${planted}`);
const deviceValue = fc.oneof(jsonWith(entryKeys), secretHost);

describe('psx.devices', () => {
  fuzz('whatever it holds gives usable devices and says what is wrong', fc.oneof(nearly([entry, { host: 'gm2' }], deviceValue, entryKeys), anyValue), (setting) => {
    const { configs, problems } = parseDeviceEntries(setting);
    for (const config of configs) {
      expect(config.origin).toMatch(origin);
      expect(config.id).not.toBe('');
      expect(config.intervalMs ?? 1000).toBeGreaterThanOrEqual(1000);
      expect(Object.keys(config)).not.toContain('password');
    }
    expect(new Set(configs.map(({ id }) => id)).size).toBe(configs.length);
    expect(new Set(configs.map((config) => config.origin)).size).toBe(configs.length);
    for (const { index, message } of problems) {
      expect(index).toBeGreaterThanOrEqual(0);
      expectSentence(message);
    }
  });
});

describe('psx.alarms', () => {
  const override = {
    device: 'GM-North', slot: 'io3', instance: '1', preset: 'telecom', expectedGrandmaster: ['EC-46-70-FF-FE-00-11-22'], expectedPortState: 'SLAVE', mask: ['offsetFromMaster'],
    thresholds: { offsetFromMaster: { warning: '100 ns', major: '250 ns', critical: null }, meanPathDelay: { minor: 10 } },
  };
  const settings = { preset: 'broadcast', raiseAfter: 2, clearAfter: 10, overrides: [override, { device: 'x' }] };
  const keys = [...Object.keys(settings), ...Object.keys(override), ...Object.keys(override.thresholds), 'warning', 'minor', 'major', 'critical'];
  fuzz('whatever it holds gives limits that can be followed', nearly(settings, jsonWith(keys), keys), (json) => {
    const { value, problems } = parseAlarmSettings(json);
    expectPlain(value);
    expect(value.raiseAfterMs).toBeGreaterThanOrEqual(0);
    expect(value.clearAfterMs).toBeLessThanOrEqual(86_400_000);
    for (const { limits } of value.overrides) {
      for (const limit of Object.values(limits ?? {}).flatMap((severities) => Object.values(severities ?? {}))) {
        expect(limit === null || limit > 0).toBe(true);
      }
    }
    problems.forEach(({ message }) => expectSentence(message));
  });
});

describe('the configuration of the exporter', () => {
  const config = { listen: { address: '::1', port: 0 }, polling: { interval: 5, timeout: 20, elementTimeout: 40, raw: true, offsetUnit: 'ns' }, credentialsFile: 'c.json', devices: [{ ...entry, user: 'info', passwordFile: 'pw' }] };
  const keys = [...Object.keys(config), ...Object.keys(config.polling), ...entryKeys, 'address'];
  const right = nearly({ ...config, devices: [{ host: 'gm', fingerprint: Array.from({ length: 32 }, () => 'AB').join(':') }] }, deviceValue, keys);
  const text = fc.oneof(anyText, right.map(jsonText), nearly(config, deviceValue, keys).map(jsonText), fc.tuple(right, fc.nat()).map(([json, cut]) => jsonText(json).slice(0, cut % 400)));
  fuzz('is read as a whole or not at all', text, (json) => {
    const parsed = parseExporterConfig(json);
    if (parsed.ok) {
      const { port, devices, polling } = parsed.config;
      expect(Number.isInteger(port) && port >= 0 && port <= 65_535).toBe(true);
      expect(devices.length).toBeGreaterThan(0);
      devices.forEach((device) => expect(device.config.origin).toMatch(origin));
      expectPlain(polling);
    } else {
      expect(parsed.problems.length).toBeGreaterThan(0);
      parsed.problems.forEach(expectSentence);
    }
  });

  fuzz('is wrong at a place that there is', text, (json) => {
    const place = findJsonError(json);
    const lines = json.split('\n');
    expect(place === undefined || (place.line >= 1 && place.line <= lines.length && place.column >= 1 && place.column <= (lines[place.line - 1] ?? '').length + 1)).toBe(true);
  });

  fuzz('comes with a command line', fc.array(fc.oneof(anyText, fc.constantFrom('--config', '-c', '--check', '--help', '--version', '--', '--config=x', '-cx')), { maxLength: 5 }), (args) => {
    const command = parseCommandLine(args);
    expect(['help', 'version', 'check', 'run', 'misused']).toContain(command.kind);
    expect('message' in command ? command.message : 'x').not.toBe('');
  });

  const folder = mkdtempSync(path.join(tmpdir(), 'psx-fuzz-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const secrets = { gm: { user: 'info', password: planted }, 'GM-North': { user: 'info', password: [planted] } };
  const secretKeys = ['gm', 'GM-North', 'user', 'password'];
  const secretsFile = nearly(secrets, fc.oneof(jsonWith(secretKeys), fc.constant(planted)), secretKeys).map(jsonText);
  fuzz('never repeats what is in a file of secrets', fc.oneof(secretsFile, secretsFile.map((json) => `${json.slice(0, -3)}${planted}`), anyText.map((before) => `${before}${planted}`)), (content) => {
    writeFileSync(path.join(folder, 'c.json'), content, { mode: 0o600 });
    const { configs } = parseDeviceEntries([{ id: 'gm', name: 'GM-North', host: 'gm' }]);
    const { credentials, problem } = findCredentials({ config: configs[0]! }, { credentialsFile: 'c.json' }, folder, {});
    expect(credentials === undefined || (credentials.user !== '' && credentials.password !== '')).toBe(true);
    expectNoSecret(problem ?? '');
  });
});

describe('what VS Code keeps for us', () => {
  const memento = (values: Map<string, unknown>): vscode.Memento & { setKeysForSync(): void } => ({
    keys: () => [...values.keys()],
    get: (key: string): never => values.get(key) as never,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
    setKeysForSync: () => undefined,
  });

  fuzz('is a pin or none', fc.tuple(anyValue, anyValue), async ([former, pin]) => {
    const store = new CertificatePinStore(memento(new Map([['psx.certificatePins', former], ['psx.certificatePin:https://gm:443', pin]])));
    expect(['string', 'undefined']).toContain(typeof store.get('https://gm:443'));
    await store.set('https://gm:443', 'AA');
    expect(store.get('https://gm:443')).toBe('AA');
    store.dispose();
  });

  const stored = fc.oneof(anyText, nearly({ user: 'info', password: planted }, jsonWith(['user', 'password']), ['user', 'password']).map(jsonText));
  fuzz('is a log-in or none', stored, async (text) => {
    const secretStorage = { get: () => Promise.resolve(text), onDidChange: () => ({ dispose: () => undefined }) } as unknown as vscode.SecretStorage;
    const store = new CredentialStore(secretStorage);
    const login = await store.get('https://gm:443');
    expect(login === undefined || (typeof login.user === 'string' && typeof login.password === 'string')).toBe(true);
    store.dispose();
  });

  fuzz('allows an extension only what somebody has allowed', fc.oneof(anyValue, nearly({ 'acme.clock': 'always', 'acme.other': 'denied' }, anyValue, ['acme.clock', 'acme.other'])), async (state) => {
    const consent = new ExtensionConsent({ memory: memento(new Map([['psx.extensionAccess', state]])), ask: () => Promise.resolve(undefined), onMemoryError: () => undefined });
    expect([...consent.answers.values()].every((answer) => ['always', 'denied', 'once'].includes(answer))).toBe(true);
    expect(await consent.isAllowed({ extensionId: 'evil.one', name: 'pause', address: { kind: 'chassis', deviceId: '1' } })).toBe(consent.answers.get('evil.one') === 'always');
  });
});
