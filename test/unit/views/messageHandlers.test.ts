import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ParsedAddress } from '../../../src/interapp/address';
import type { BusHandler, HandledRequest } from '../../../src/interapp/handlerRegistry';
import { failureOf } from '../../../src/interapp/interAppError';
import { LtosError } from '../../../src/ltos/ltosError';
import type { LtosApi } from '../../../src/ltos/ltosApi';
import type { DeviceConfig } from '../../../src/model/deviceConfig';
import type { HttpSession } from '../../../src/model/httpSession';
import type { Json } from '../../../src/model/json';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../../../src/model/snapshot';
import { DeviceDiagnoses, registerMessageHandlers } from '../../../src/views/messageHandlers';
import type { ActionServices } from '../../../src/views/messageHandlers/messageActions';
import { isReadablePath } from '../../../src/views/messageHandlers/rawDataPath';
import { redactJson } from '../../../src/views/messageHandlers/redactJson';
import { redactSnapshot } from '../../../src/views/messageHandlers/redactSnapshot';

const instance = { id: '1', name: 'Blue', portState: 'MASTER', severity: 'ok', properties: [] } as const;
const slot = { slotId: 'io3', slotType: 'io', isPsx: true, isEmpty: false, severity: 'ok', ptpInstances: [instance], properties: [] } as const;
const north = { id: 'north', name: 'GM-North', baseUrl: 'https://north:443', communication: { state: 'responding', since: 0 }, slots: [slot] } as unknown as DeviceSnapshot;
const config: DeviceConfig = { id: 'north', name: 'GM-North', origin: 'https://north:443', busAddress: '', bypassProxy: false, slotIds: [] };
const session = (id: number): HttpSession => ({ id, deviceId: 'north', method: 'GET', uri: '/api', requestTime: 0 });

describe('the handlers of messages', () => {
  let handlers: Map<string, BusHandler>;
  let get: ReturnType<typeof vi.fn<LtosApi['get']>>;
  let feed: Record<'refresh' | 'pause' | 'resume', ReturnType<typeof vi.fn>>;
  let update: ReturnType<typeof vi.fn>;
  let sessions: readonly HttpSession[];

  beforeEach(() => {
    handlers = new Map();
    get = vi.fn((path: string) => Promise.resolve({ path, body: { ok: true }, bodyBytes: 0, timeSpanMs: 0 }));
    feed = { refresh: vi.fn(() => Promise.resolve()), pause: vi.fn(), resume: vi.fn() };
    update = vi.fn(() => Promise.resolve());
    sessions = [session(1), session(2), session(3)];
    const services = {
      fleet: { devices: [north], get: (id: string) => (id === north.id ? north : undefined) },
      feed,
      devices: { update },
      device: () => config,
      client: () => ({ get }),
      sessions: { sessions: () => sessions },
      diagnoses: new DeviceDiagnoses(),
      pins: { get: () => undefined },
      proxySettings: () => ({}),
    } as unknown as ActionServices;
    const register = (pattern: string, handler: BusHandler) => {
      handlers.set(`${pattern} ${handler.names.join()}`, handler);
      return { dispose: () => undefined };
    };
    registerMessageHandlers({ register }, services);
  });

  const chassis: ParsedAddress = { kind: 'chassis', deviceId: 'north' };
  const card: ParsedAddress = { kind: 'card', deviceId: 'north', slotId: 'io3' };
  const ptp: ParsedAddress = { kind: 'ptp', deviceId: 'north', slotId: 'io3', instanceId: '1' };
  const send = (name: string, address: ParsedAddress, data?: unknown): Promise<unknown> => {
    const request: HandledRequest = { guid: 'g', kind: 'message', name, source: 'user', destination: 'x', address, data, signal: new AbortController().signal };
    return Promise.resolve().then(() => handlers.get(`${address.kind} ${name}`)?.handle(request));
  };

  it.each([chassis, card, ptp])('let a $kind act for its device', async (address) => {
    await send('refresh', address);
    await send('pause', address);
    await send('resume', address);
    for (const action of ['refresh', 'pause', 'resume'] as const) {
      expect(feed[action]).toHaveBeenCalledExactlyOnceWith('north');
    }
  });

  it('reply to a refresh only when the news are there', async () => {
    let end: (result: string) => void = () => undefined;
    feed.refresh.mockReturnValue(new Promise<string>((resolve) => (end = resolve)));
    const settled = vi.fn();
    const reply = send('refresh', chassis).then(settled);
    await Promise.resolve();
    expect(settled).not.toHaveBeenCalled();
    end('waiting');
    await reply;
    expect(settled).toHaveBeenCalledExactlyOnceWith('waiting');
  });

  it('give the snapshot of exactly what was asked for', async () => {
    expect(await send('getSnapshot', chassis)).toBe(north);
    expect(await send('getSnapshot', card)).toBe(slot);
    expect(await send('getSnapshot', ptp)).toBe(instance);
  });

  it.each([
    [{ kind: 'chassis', deviceId: 'south' }, /no device/, /psx\.devices/],
    [{ kind: 'card', deviceId: 'north', slotId: 'io9' }, /no slot "io9"/, /io3/],
    [{ kind: 'ptp', deviceId: 'north', slotId: 'io3', instanceId: '7' }, /no PTP instance "7"/, /1\./],
  ] as const)('refuse the unknown destination %j with what there is instead', async (address, message, hint) => {
    await expect(send('getSnapshot', address)).rejects.toMatchObject({ code: 'unknownDestination', message: expect.stringMatching(message) as string, hint: expect.stringMatching(hint) as string });
    await expect(send('refresh', address)).rejects.toMatchObject({ code: 'unknownDestination' });
    expect(feed.refresh).not.toHaveBeenCalled();
  });

  it('write slots and interval into the setting, and check them before', async () => {
    await send('setSlotId', chassis, { slotIds: [' io3', 'io3', 'io4'] });
    expect(update).toHaveBeenLastCalledWith('north', { slotIds: ['io3', 'io4'] });
    await send('setPollingInterval', chassis, { intervalSeconds: 30 });
    expect(update).toHaveBeenLastCalledWith('north', { interval: 30 });
    update.mockClear();
    for (const [name, data] of [
      ['setSlotId', undefined],
      ['setSlotId', { slotIds: 'io3' }],
      ['setSlotId', { slotIds: [''] }],
      ['setPollingInterval', { intervalSeconds: 0.5 }],
      ['setPollingInterval', { intervalSeconds: Number.NaN }],
      ['setPollingInterval', { intervalSeconds: '30' }],
    ] as const) {
      await expect(send(name, chassis, data)).rejects.toMatchObject({ code: 'malformed' });
    }
    expect(update).not.toHaveBeenCalled();
  });

  it.each(['setSlotId', 'setPollingInterval', 'diagnose'])('leave %s to the chassis', (name) => {
    expect(['chassis', 'card', 'ptp'].filter((level) => handlers.has(`${level} ${name}`))).toEqual(['chassis']);
  });

  it('list sessions newest first, as many as wanted', async () => {
    expect(await send('listSessions', ptp)).toEqual([session(3), session(2), session(1)]);
    expect(await send('listSessions', chassis, { limit: 2 })).toEqual([session(3), session(2)]);
    await expect(send('listSessions', chassis, { limit: 0 })).rejects.toMatchObject({ code: 'malformed' });
  });

  it('read raw data where the destination is, or where the message says', async () => {
    expect(await send('getRawData', chassis)).toEqual({ path: '/api/status', body: { ok: true } });
    expect(await send('getRawData', ptp)).toMatchObject({ path: '/api/status/chassis0/slots/io3/module' });
    expect(await send('getRawData', card, { path: '/api/status/system' })).toMatchObject({ path: '/api/status/system' });
  });

  it('ask a device for nothing but its status', async () => {
    await expect(send('getRawData', chassis, { path: '/api/config' })).rejects.toMatchObject({ code: 'malformed' });
    expect(get).not.toHaveBeenCalled();
  });

  it('tell why the device gave no raw data', async () => {
    get.mockRejectedValue(new LtosError({ kind: 'refused', message: 'north refused the connection.', hint: 'Check the port.' }));
    const error: unknown = await send('getRawData', chassis).catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toEqual({ code: 'handlerFailed', message: 'north refused the connection.', hint: 'Check the port.' });
  });

  it('take secrets out of raw data', async () => {
    get.mockResolvedValue({ path: '', body: { snmp: { community: 'planted' }, passwords: ['planted'], name: 'kept' }, bodyBytes: 0, timeSpanMs: 0 });
    const reply = JSON.stringify(await send('getRawData', chassis));
    expect(reply).toContain('kept');
    expect(reply).not.toContain('planted');
  });

  it('diagnose step by step, and keep the whole for one who takes it', async () => {
    const diagnoses = new DeviceDiagnoses();
    const progress: unknown[] = [];
    diagnoses.onDidProgress((event) => progress.push(event));
    const aborted = AbortSignal.abort();
    const services = { device: () => config, client: () => ({ get }), pins: { get: () => undefined }, proxySettings: () => ({ proxySupport: 'off', env: {} }) };
    await diagnoses.run(services as unknown as ActionServices, 'north', { guid: 'g1', signal: aborted });
    expect(progress).toHaveLength(8);
    expect(diagnoses.take('g1')?.fault?.kind).toBe('cancelled');
    expect(diagnoses.take('g1')).toBeUndefined();
  });
});

describe('a path that may be read', () => {
  it.each(['/api/status', '/api/status/system', '/api/status?raw', '/api/status/chassis0/slots/io3/module?raw', '/api/status/chassis0/slots/a%20b'])('is %s', (path) => {
    expect(isReadablePath(path)).toBe(true);
  });

  it.each([
    '/api/config',
    '/api/statusx',
    'api/status',
    '/api/status/',
    '/api/status/../config',
    '/api/status/%2e%2e/config',
    '/api/status/%252e%252e/config',
    '/api/status/..%2fconfig',
    '/api/status/a%5c..%5cconfig',
    '/api/status\\..\\config',
    '/api/status//config',
    '/api/status/a?method=PUT',
    '/api/status#a',
    '/api/status/a;b',
    '/api/status/%',
    '/api/status/a b',
    '/api/status/a%0d%0aHost:x',
    'https://elsewhere/api/status',
    '//elsewhere/api/status',
  ])('is not %s', (path) => {
    expect(isReadablePath(path)).toBe(false);
  });
});

describe('snapshots without secrets', () => {
  const safe = { path: 'lock.state', value: 'locked' };
  const instance = { id: '1', name: 'Blue', severity: 'normal', properties: [safe] } as unknown as PtpInstanceSnapshot;
  const slot = { slotId: 'io3', slotType: 'io', ptpInstances: [instance], properties: [safe, { path: 'key-lifetime', value: 30 }] } as unknown as SlotSnapshot;
  const whole = { id: 'a', name: 'A', baseUrl: 'x', slots: [slot] } as unknown as DeviceSnapshot;

  it('are the same where there is nothing secret', () => {
    for (const snapshot of [whole, slot, instance]) {
      expect(redactSnapshot(snapshot)).toBe(snapshot);
    }
  });

  it('hide values under secret names, and secrets in texts', () => {
    const planted = { ...instance, properties: [safe, { path: 'auth.password', value: 'planted' }, { path: 'note', value: 'login https://me:planted@host/' }] };
    const redactedDevice = redactSnapshot({ ...whole, slots: [{ ...slot, ptpInstances: [planted], properties: [{ path: 'snmp.community', value: 'planted' }] }] });
    expect(JSON.stringify(redactedDevice)).not.toContain('planted');
    expect(JSON.stringify(redactedDevice)).toContain('locked');
  });
});

describe('raw data without secrets', () => {
  it('keeps what says nothing, and everything under innocent names', () => {
    const json: Json = { password: '', token: null, 'has-password': true, list: [{ secret: 'x' }, 1], ['__proto__']: { a: 1 } };
    expect(redactJson(json)).toEqual({ password: '', token: null, 'has-password': true, list: [{ secret: '[redacted]' }, 1], ['__proto__']: { a: 1 } });
  });
});
