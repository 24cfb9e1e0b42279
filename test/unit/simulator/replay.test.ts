import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json';
import { moduleFixture, type ReplayOptions, type SimulatedDevice, startReplay } from '../../../src/simulator';
import { ask, askJson, at } from './request';

const running: SimulatedDevice[] = [];

async function start(options: ReplayOptions): Promise<SimulatedDevice> {
  const device = await startReplay(options);
  running.push(device);
  return device;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((device) => device.stop()));
});

const recording = moduleFixture('standard', { path: '/api/status' }) as JsonObject;

describe('replay', () => {
  it('serves a recorded status and its sub-paths', async () => {
    const device = await start({ body: recording, host: '127.0.0.2' });
    expect(device.host).toBe('127.0.0.2');
    expect(await askJson(device, '/api/status')).toEqual(recording);
    const slot = await askJson(device, '/api/status/chassis0/slots/clk1');
    expect(at(slot, 'data.module.info.model')).toBe('grc180');
    expect(slot['system-information']).toEqual(recording['system-information']);
    expect(at(await askJson(device, '/api/'), 'data.status.chassis0.model')).toBe('M3000');
    expect((await ask(device, '/api/status/ptp')).status).toBe(404);
    expect((await ask(device, '/api/status', { authorization: null })).status).toBe(401);
  });

  it('serves a text byte by byte, also when it is no JSON', async () => {
    const text = `\uFEFF${JSON.stringify(recording)}\n`;
    const device = await start({ body: text });
    expect((await ask(device, '/api/status')).text).toBe(text);
    expect(at(await askJson(device, '/api/status/system'), 'data.object-id')).toBe('system');
    expect((await ask(await start({ body: 'not JSON' }), '/api/status')).text).toBe('not JSON');
  });

  it('serves answers by path, and they win', async () => {
    const device = await start({ body: recording, answers: { '/api/status/system': { mine: true }, '/api/status/ptp': '[]' } });
    expect(await askJson(device, '/api/status/system?raw')).toEqual({ mine: true });
    expect((await ask(device, '/api/status/ptp')).text).toBe('[]');
    expect(at(await askJson(device, '/api/status/network'), 'data.object-id')).toBe('network');
  });

  it('has the same error menu and log', async () => {
    const device = await start({ body: recording });
    device.setFault({ kind: 'throttled', times: 1 });
    expect((await ask(device, '/api/status')).status).toBe(429);
    expect((await ask(device, '/api/status')).status).toBe(200);
    expect(device.requests.map(({ status }) => status)).toEqual([429, 200]);
  });
});
