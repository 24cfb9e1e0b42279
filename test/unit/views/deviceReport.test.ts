import { describe, expect, it } from 'vitest';
import type { LtosAnswer, LtosApi } from '../../../src/ltos/ltosApi';
import { LtosError } from '../../../src/ltos/ltosError';
import type { Json } from '../../../src/model/json';
import { deviceReport } from '../../../src/views/deviceReport';

/** A device that answers from a table, and 404 to everything else. */
function fakeClient(bodies: Readonly<Record<string, Json>>): LtosApi {
  return {
    get: (path) => {
      const body = bodies[path];
      return body === undefined
        ? Promise.reject(new LtosError({ kind: 'notFound', message: `gm1.site.example.com does not know ${path}.`, hint: '' }, { status: 404 }))
        : Promise.resolve<LtosAnswer>({ path, body, bodyBytes: 10, timeSpanMs: 1.4 });
    },
    reset: () => undefined,
    dispose: () => undefined,
  };
}

const device = { id: 'x', name: 'GM-North', origin: 'https://gm1.site.example.com:443', busAddress: '', bypassProxy: false, slotIds: ['io3'] };
const source = { versions: { extension: '0.1.0' }, settings: { 'polling.interval': 10 }, device, snapshot: undefined, problemsOf: () => [{ path: 'a', message: 'gm1 is no number' }] };

describe('deviceReport', () => {
  it('holds the answers of the device without its names', async () => {
    const text = await deviceReport({
      ...source,
      client: fakeClient({ '/api/status/system': { data: { hostname: 'gm1' } }, '/api/status/chassis0/slots': [], '/api/status/chassis0/slots/io3/module': { info: { model: 'psx210' } } }),
    });
    expect(JSON.parse(text)).toMatchObject({
      versions: { extension: '0.1.0' },
      answers: [
        { path: '/api/status/system', body: { data: { hostname: 'host-1' } }, decodeProblems: [{ path: 'a', message: 'host-1 is no number' }] },
        { path: '/api/status/chassis0/slots' },
        { path: '/api/status/chassis0/slots/io3/module', timeSpanMs: 1, body: { info: { model: 'psx210' } } },
      ],
    });
    expect(text).not.toMatch(/gm1|north|site/i);
  });

  it('hides the log-in name, the device and its host wherever the device repeats them, and what people wrote', async () => {
    const body = {
      system: { 'sys-name': 'North tower', 'sys-location': 'Room 7, Berlin', 'sys-contact': 'Jane Doe', description: 'Paid by ACME' },
      log: ['operator7 logged in at GM-North', 'gm1 restarted; see https://gm1.site.example.com/log'],
      'operator7-session': 'open',
    };
    const text = await deviceReport({ ...source, user: 'operator7', client: fakeClient({ '/api/status/system': body }) });
    expect(text).not.toMatch(/operator7|north|gm1|\bsite\b|berlin|jane|\bdoe\b|acme/i);
    expect(text).toContain('logged in at');
  });

  it('holds the faults, and from the whole status what PTP needs', async () => {
    const text = await deviceReport({ ...source, client: fakeClient({ '/api/status': { data: { system: {}, network: { gateway: 'x' }, chassis0: { slots: [] } } } }) });
    const { answers } = JSON.parse(text) as { answers: unknown[] };
    expect(answers).toHaveLength(4);
    expect(answers[0]).toEqual({ path: '/api/status/system', fault: { kind: 'notFound', message: 'host-1.example.invalid does not know /api/status/system.', status: 404 } });
    expect(answers[3]).toMatchObject({ path: '/api/status', body: { data: { system: {}, chassis0: { slots: [] } } } });
    expect(answers[3]).not.toHaveProperty('body.data.network');
  });
});
