import { afterEach, describe, expect, it } from 'vitest';
import { type Simulator, type SimulatorOptions, startSimulator, variantNames } from '../../../src/simulator';
import { ask, askJson, at, basic } from './request';

const running: Simulator[] = [];
const epoch = Date.UTC(2026, 1, 11, 22, 5, 7);

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

/** A simulator whose clock the test moves. */
async function startAt(options: SimulatorOptions = {}) {
  const clock = { now: epoch };
  const simulator = await start({ ...options, now: () => clock.now });
  return { simulator, clock };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

const io3 = '/api/status/chassis0/slots/io3/module';
const red = `${io3}/ptp/instances/instance1`;
const blue = `${io3}/ptp/instances/instance0`;

describe('the trees', () => {
  it('answers /api/status of a realistic size, pretty-printed between blank lines', async () => {
    const reply = await ask(await start(), '/api/status');
    expect(reply.status).toBe(200);
    expect(reply.text).toMatch(/^\n\{\n {2}"system-information": \{/);
    expect(reply.text).toMatch(/\}\n\n$/);
    expect(reply.body.length).toBeGreaterThan(25_000);
    expect(reply.body.length).toBeLessThan(48_000);
    const body: unknown = JSON.parse(reply.text);
    expect(at(body, 'data.object-id')).toBe('status');
    expect(at(body, 'data.rest-api.api-version')).toBe('17.02.003');
    expect(at(body, 'system-information.version')).toBe('fw_7.08.012');
    expect(at(body, 'links.self')).toBe('https://localhost/api/status');
  });

  it('nests the status one level deeper at /api and /api/', async () => {
    const simulator = await start();
    for (const path of ['/api', '/api/']) {
      const body = await askJson(simulator, path);
      expect(at(body, 'data.status.chassis0.model')).toBe('M3000');
      expect(at(body, 'data.configuration.chassis0.slots.0.slot-id')).toBe('io3');
    }
  });

  it('lists the slots of the chassis, with empty slots and a module without info', async () => {
    const slots = at(await askJson(await start(), '/api/status'), 'data.chassis0.slots') as Record<string, unknown>[];
    expect(slots.map((slot) => slot['slot-id']).sort()).toEqual(
      ['clk1', 'clk2', 'cpu', 'io1', 'io2', 'io3', 'io4', 'pwr1', 'pwr2'].sort(),
    );
    const slot = (slotId: string) => slots.find((candidate) => candidate['slot-id'] === slotId);
    expect(slot('clk2')).not.toHaveProperty('module');
    expect(at(slot('pwr2'), 'module')).toEqual({ 'power-available': false, 'power-capacity': 0 });
    expect(at(slot('io4'), 'module.info.model')).toBe('psx210');
  });

  it('resolves sub-paths by object members and object-ids', async () => {
    const simulator = await start();
    const module = await askJson(simulator, io3);
    expect(at(module, 'data.object-id')).toBe('module');
    expect(at(module, 'links.self')).toBe(`https://localhost${io3}`);
    expect(at(await askJson(simulator, '/api/status/system'), 'data.uptime')).toBeGreaterThan(900_000);
    expect(at(await askJson(simulator, '/api/status/chassis0/slots'), 'data.length')).toBe(9);
    expect(at(await askJson(simulator, '/api/status/network/ports/lan0/speed'), 'data')).toBe('1000');
    expect(at(await askJson(simulator, '/api/configuration/chassis0/slots/io3/module'), 'data.ptp.instances.0.alias')).toBe('Blue');
  });

  it('can wrap lists and leaves', async () => {
    const simulator = await start({ nodeShape: 'wrapped' });
    expect(at(await askJson(simulator, '/api/status/chassis0/slots'), 'data.slots.length')).toBe(9);
    expect(at(await askJson(simulator, '/api/status/network/ports/lan0/speed'), 'data')).toEqual({
      'object-id': 'speed',
      value: '1000',
    });
  });

  it.each(['/api/status/nothing', '/api/status/chassis0/slots/clk2/module', '/api/status/%zz', '/api/status/constructor'])(
    'answers 404 with JSON for %s',
    async (path) => {
      const reply = await ask(await start(), path);
      expect(reply.status).toBe(404);
      expect(at(JSON.parse(reply.text), 'error.code')).toBe(404);
    },
  );

  it('turns enumerations into integers with ?raw, and nothing else', async () => {
    const simulator = await start();
    const { data } = (await askJson(simulator, `${red}?raw`)) as { data: unknown };
    expect(at(data, 'port-ds.port-state')).toBe(9);
    expect(at(data, 'port-ds.delay-mechanism')).toBe(0);
    expect(at(data, 'parent-ds.grandmaster-clock-accuracy')).toBe(33);
    expect(at(data, 'time-properties-ds.time-source')).toBe(32);
    expect(at(data, 'alias')).toBe('Red');
    expect(at(data, 'running')).toBe(true);
    expect(at(await askJson(simulator, '/api/status/system?raw'), 'data.sync-status.clock-status')).toEqual({
      clock: 3,
      oscillator: 1,
      antenna: 0,
    });
  });

  it('answers 404 for sub-paths of the status as older firmware might', async () => {
    const simulator = await start({ subPaths: false });
    expect((await ask(simulator, io3)).status).toBe(404);
    expect((await ask(simulator, '/api/status')).status).toBe(200);
  });

  it('names no API version when it is empty', async () => {
    const body = await askJson(await start({ apiVersion: '' }), '/api/status');
    expect(body['system-information']).not.toHaveProperty('API Version');
    expect(body.data).not.toHaveProperty('rest-api');
  });

  it.each(variantNames)('serves the variant %s', async (variant) => {
    const simulator = await start();
    simulator.setVariant(variant);
    expect((await ask(simulator, '/api/status')).status).toBe(200);
    expect((await ask(simulator, io3)).status).toBe(variant === 'emptyPsxSlot' ? 404 : 200);
  });

  it('grows for benches', async () => {
    const simulator = await start({ psxCards: 12, instancesPerCard: 20, extraSlots: 5 });
    const slots = at(await askJson(simulator, '/api/status'), 'data.chassis0.slots') as unknown[];
    expect(slots).toHaveLength(7 + 12 + 5);
    expect(at(slots, '18.module.ptp.instances.length')).toBe(20);
  });
});

describe('log-in', () => {
  it('asks for Basic credentials under /api, and not for the web page', async () => {
    const simulator = await start({ user: 'someone', password: 'open sesame: é' });
    for (const authorization of [null, basic('someone', 'wrong'), 'Basic', 'Bearer nonsense']) {
      const reply = await ask(simulator, '/api/status', { authorization });
      expect(reply.status).toBe(401);
      expect(reply.headers['www-authenticate']).toBe('Basic realm="api"');
    }
    expect((await ask(simulator, '/api/status')).status).toBe(200);
    expect((await ask(simulator, '/', { authorization: null })).text).toContain('<html');
  });

  it('issues tokens, accepts them and ends them', async () => {
    const simulator = await start();
    const reply = await ask(simulator, '/api/get-token', { method: 'PUT' });
    const { token } = JSON.parse(reply.text) as { token: string };
    expect(token).toMatch(/^[0-9A-F]{70,}$/);
    const authorization = `Bearer ${token}`;
    expect((await ask(simulator, '/api/status', { authorization })).status).toBe(200);
    simulator.expireTokens();
    expect((await ask(simulator, '/api/status', { authorization })).status).toBe(401);
    expect((await ask(simulator, '/api/get-token', { method: 'PUT', authorization: null })).status).toBe(401);
  });

  it('can wrap the token, and lack get-token', async () => {
    const wrapped = await ask(await start({ getToken: 'wrapped' }), '/api/get-token', { method: 'PUT' });
    expect(at(JSON.parse(wrapped.text), 'data.token')).toMatch(/^[0-9A-F]+$/);
    const absent = await ask(await start({ getToken: 'absent' }), '/api/get-token');
    expect(absent.status).toBe(404);
  });

  it('refuses the old password once it has changed', async () => {
    const simulator = await start({ password: 'first' });
    simulator.setPassword('second');
    expect((await ask(simulator, '/api/status', { authorization: basic(simulator.user, 'first') })).status).toBe(401);
    expect((await ask(simulator, '/api/status')).status).toBe(200);
  });

  it('logs requests without secrets', async () => {
    const { simulator } = await startAt({ password: 'do-not-log-me' });
    await ask(simulator, '/api/status?raw');
    await ask(simulator, '/api/status', { authorization: null });
    expect(simulator.requests).toEqual([
      { method: 'GET', path: '/api/status?raw', authorization: 'basic', status: 200, at: epoch, connectionId: 1 },
      { method: 'GET', path: '/api/status', authorization: 'none', status: 401, at: epoch, connectionId: 2 },
    ]);
    expect(JSON.stringify(simulator.requests)).not.toContain('do-not-log-me');
    simulator.clearRequests();
    expect(simulator.requests).toEqual([]);
  });
});

describe('values that move', () => {
  it('computes offset, counters and time from the clock', async () => {
    const { simulator, clock } = await startAt();
    const offsets = new Set<unknown>();
    for (let second = 0; second < 20; second += 1) {
      const body = await askJson(simulator, red);
      offsets.add(at(body, 'data.current-ds.offset-from-master'));
      expect(Math.abs(Number(at(body, 'data.current-ds.offset-from-master')))).toBeLessThan(60);
      clock.now += 1000;
    }
    expect(offsets.size).toBeGreaterThan(5);

    const before = await askJson(simulator, red);
    clock.now += 10_000;
    const after = await askJson(simulator, red);
    const grown = Number(at(after, 'data.statistics.rx-packets')) - Number(at(before, 'data.statistics.rx-packets'));
    expect(grown).toBeCloseTo(10 * Number(at(after, 'data.statistics.rx-packets-per-sec')), -1);
    expect(at(before, 'system-information.time-stamp')).toBe('2026-02-11T22:05:27');
  });

  it('answers the same at the same moment', async () => {
    const { simulator } = await startAt();
    expect(await askJson(simulator, '/api/status')).toEqual(await askJson(simulator, '/api/status'));
  });

  it('makes the first slave master and back', async () => {
    const { simulator } = await startAt();
    const grandmaster = 'data.parent-ds.grandmaster-identity';
    const before = await askJson(simulator, red);
    simulator.step('bmcaChange');
    const changed = await askJson(simulator, red);
    expect(at(changed, 'data.port-ds.port-state')).toBe('master');
    expect(at(changed, grandmaster)).toBe(at(changed, 'data.default-ds.clock-identity'));
    expect(at(changed, grandmaster)).not.toBe(at(before, grandmaster));
    simulator.step('bmcaChange');
    expect(await askJson(simulator, red)).toEqual(before);
  });

  it('steps the offset, lets a client join, goes into holdover and recovers', async () => {
    const { simulator, clock } = await startAt();
    const before = { red: await askJson(simulator, red), blue: await askJson(simulator, blue) };
    simulator.step('offsetStep');
    expect(at(await askJson(simulator, red), 'data.current-ds.offset-from-master')).toBeGreaterThan(1_400);
    simulator.step('clientJoins');
    const joined = await askJson(simulator, blue);
    expect(at(joined, 'data.unicast-slaves')).toBe(4);
    expect(at(joined, 'data.unicast-clients.length')).toBe(4);
    simulator.step('holdover');
    clock.now += 5_000;
    expect(at(await askJson(simulator, blue), 'data.default-ds.clock-class')).toBe(7);
    expect(at(await askJson(simulator, '/api/status/system'), 'data.sync-status.clock-status.clock')).toBe('holdover');
    expect(at(await askJson(simulator, '/api/status/system'), 'data.sync-status.holdover-status.time-elapsed')).toBe(5);
    clock.now -= 5_000;
    simulator.step('recover');
    expect({ red: await askJson(simulator, red), blue: await askJson(simulator, blue) }).toEqual(before);
  });

  it('takes the steps by itself on a slow time-line', async () => {
    const { simulator, clock } = await startAt({ autoScenario: true });
    const clockClass = async () => at(await askJson(simulator, blue), 'data.default-ds.clock-class');
    expect(await clockClass()).toBe(6);
    clock.now = epoch + 450_000;
    expect(await clockClass()).toBe(7);
    clock.now = epoch + 550_000;
    expect(await clockClass()).toBe(6);
    clock.now = epoch + 600_000 + 450_000;
    expect(await clockClass()).toBe(7);
    clock.now = epoch + 250_000;
    expect(at(await askJson(simulator, red), 'data.port-ds.port-state')).toBe('master');
  });
});

describe('the chassis', () => {
  it('loses and regains slots and instances', async () => {
    const simulator = await start();
    simulator.removeSlot('io3');
    expect((await ask(simulator, io3)).status).toBe(404);
    simulator.restoreSlot('io3');
    simulator.removeInstance('io3', 'instance1');
    expect((await ask(simulator, red)).status).toBe(404);
    expect((await ask(simulator, blue)).status).toBe(200);
    simulator.restoreInstance('io3', 'instance1');
    expect((await ask(simulator, red)).status).toBe(200);
    expect(() => simulator.removeSlot('io99')).toThrow(/no slot io99/);
    expect(() => simulator.removeInstance('io3', 'instance9')).toThrow(/no PTP instance instance9/);
  });
});
