import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { diagnose, type DiagnosisOptions } from '../../../src/ltos/diagnosis';
import type { LtosApi } from '../../../src/ltos/ltosApi';
import { LtosClient } from '../../../src/ltos/ltosClient';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../src/simulator';
import { envelope, psxInfo } from '../decode/fixtures';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ https: true, user: 'info', password: 'correct horse', ...options });
  cleanups.push(() => simulator.stop());
  return simulator;
}

/** The options of a diagnosis with a client of its own. */
function optionsFor(origin: string, pin: string | undefined, password = 'correct horse'): DiagnosisOptions {
  const pins = { get: () => pin };
  const client = new LtosClient({
    deviceId: 'device',
    origin,
    bypassProxy: true,
    credentials: () => Promise.resolve({ user: 'info', password }),
    pins,
    proxy: () => ({ proxySupport: 'off', proxy: '', noProxy: [], env: {} }),
    timeoutMs: () => 5_000,
    raw: () => false,
  });
  cleanups.push(() => client.dispose());
  return { origin, client, pins, timeoutMs: 5_000 };
}

async function diagnoseSimulator(simulator: Simulator, changes: Partial<DiagnosisOptions> = {}, password?: string) {
  return diagnose({ ...optionsFor(new URL(simulator.url).origin, simulator.fingerprint256, password), ...changes });
}

const statuses = ({ steps }: Awaited<ReturnType<typeof diagnose>>): string =>
  steps.map(({ id, status }) => (status === 'ok' ? id : `${id} ${status}`)).join(', ');

describe('diagnose', () => {
  it('finds everything in order, and what the device has', async () => {
    const reported: string[] = [];
    const simulator = await simulate();
    const diagnosis = await diagnose(optionsFor(new URL(simulator.url).origin, simulator.fingerprint256), ({ id }, next) => reported.push(`${id} > ${next ?? 'end'}`));
    expect(statuses(diagnosis)).toBe('resolve, connect, tls, login, api, generation, slots, instances');
    expect(diagnosis.fault).toBeUndefined();
    expect(diagnosis.psxSlots.map(({ slotId }) => slotId)).toEqual(['io3', 'io4']);
    expect(diagnosis.certificate?.fingerprint256).toBe(simulator.fingerprint256);
    expect(diagnosis.system?.compatibility).toBe('verified');
    expect(reported).toHaveLength(8);
    expect(reported[0]).toBe('resolve > TCP connection');
    expect(reported[7]).toBe('instances > end');
  });

  it('shows an unknown certificate and sends nothing', async () => {
    const simulator = await simulate();
    const diagnosis = await diagnose(optionsFor(new URL(simulator.url).origin, undefined));
    expect(statuses(diagnosis)).toBe('resolve, connect, tls fault, login skipped, api skipped, generation skipped, slots skipped, instances skipped');
    expect(diagnosis.fault).toMatchObject({ kind: 'tlsUntrusted', certificate: { fingerprint256: simulator.fingerprint256 } });
    expect(simulator.requests).toHaveLength(0);
  });

  it('tells a changed certificate from an unknown one', async () => {
    const simulator = await simulate();
    const diagnosis = await diagnose(optionsFor(new URL(simulator.url).origin, Array(32).fill('AB').join(':')));
    expect(diagnosis.fault?.kind).toBe('tlsChanged');
    expect(simulator.requests).toHaveLength(0);
  });

  it('sends a wrong password once', async () => {
    const simulator = await simulate();
    const diagnosis = await diagnoseSimulator(simulator, {}, 'wrong');
    expect(statuses(diagnosis)).toBe('resolve, connect, tls, login fault, api skipped, generation skipped, slots skipped, instances skipped');
    expect(diagnosis.fault?.kind).toBe('unauthorized');
    expect(simulator.requests.map(({ status }) => status)).toEqual([401]);
  });

  it('names the switch when the REST API is off', async () => {
    const simulator = await simulate();
    simulator.setFault({ kind: 'apiDisabled' });
    const diagnosis = await diagnoseSimulator(simulator);
    expect(statuses(diagnosis)).toBe('resolve, connect, tls, login skipped, api fault, generation skipped, slots skipped, instances skipped');
    expect(diagnosis.fault?.hint).toMatch(/Enable .*REST API/);
  });

  it('warns about plain HTTP and about another API generation', async () => {
    const simulator = await simulate({ https: false, apiVersion: '20.05.013' });
    expect(statuses(await diagnoseSimulator(simulator))).toBe('resolve, connect, tls warning, login, api, generation warning, slots, instances');
  });

  it('copes with a device that only knows the whole status', async () => {
    const simulator = await simulate({ subPaths: false });
    const diagnosis = await diagnoseSimulator(simulator);
    expect(diagnosis.fault).toBeUndefined();
    expect(diagnosis.psxSlots).toHaveLength(2);
  });

  it('says which configured slots the device does not list', async () => {
    const diagnosis = await diagnoseSimulator(await simulate(), { slotIds: ['io9'] });
    expect(diagnosis.steps.find(({ id }) => id === 'slots')).toMatchObject({ status: 'warning', detail: expect.stringContaining('io9') as string });
  });

  it('says when there is no PSX card', async () => {
    const diagnosis = await diagnoseSimulator(await simulate({ psxCards: 0 }));
    expect(statuses(diagnosis)).toBe('resolve, connect, tls, login, api, generation, slots warning, instances skipped');
  });

  it('stops at a name that does not exist', async () => {
    const diagnosis = await diagnose(optionsFor('https://gm1.invalid:443', undefined));
    expect(diagnosis.steps[0]).toMatchObject({ id: 'resolve', status: 'fault' });
    expect(diagnosis.steps.slice(1).every(({ status }) => status === 'skipped')).toBe(true);
  });

  it('stops at a port that nobody listens on', async () => {
    const server = await listen();
    const port = portOf(server);
    await new Promise((resolve) => server.close(resolve));
    const diagnosis = await diagnose(optionsFor(`https://127.0.0.1:${port}`, undefined));
    expect(diagnosis.fault?.kind).toBe('refused');
  });

  it('says that something on the port does not speak TLS', async () => {
    const server = await listen();
    server.on('connection', (socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n'));
    cleanups.push(() => server.close());
    const diagnosis = await diagnose(optionsFor(`https://127.0.0.1:${portOf(server)}`, undefined));
    expect(diagnosis.steps[2]).toMatchObject({ id: 'tls', status: 'fault' });
  });

  it('leaves name and connection to the proxy', async () => {
    const diagnosis = await diagnoseSimulator(await simulate({ https: false }), { proxy: new URL('http://proxy.example.com:3128') });
    expect(diagnosis.steps[0]).toMatchObject({ status: 'skipped', detail: 'The proxy proxy.example.com:3128 resolves the name.' });
    expect(diagnosis.steps[1]?.status).toBe('skipped');
  });

  it.each([
    ['auto', 2],
    ['s', 2e9],
  ] as const)('decodes as the polling does: a bare offset with the unit %s', async (offsetUnit, offsetFromMasterNs) => {
    const module = { info: psxInfo, ptp: [{ 'port-state': 9, domain: 1, offset: 2 }] };
    const body = envelope({ 'object-id': 'status', chassis0: { slots: [{ 'object-id': 'io3', 'slot-id': 'io3', module }] } });
    const client: LtosApi = {
      get: (path) => Promise.resolve({ path, body, bodyBytes: 1, timeSpanMs: 1 }),
      reset: () => undefined,
      dispose: () => undefined,
    };
    const proxy = new URL('http://proxy.example.com:3128');
    const diagnosis = await diagnose({ origin: 'http://gm1:80', client, pins: { get: () => undefined }, proxy, decoding: { offsetUnit } });
    expect(diagnosis.fault).toBeUndefined();
    expect(diagnosis.psxSlots[0]?.module?.ptpInstances[0]?.offsetFromMasterNs).toBe(offsetFromMasterNs);
  });

  it('can be cancelled while a device does not answer', async () => {
    const simulator = await simulate();
    simulator.setFault({ kind: 'noAnswer' });
    const abort = new AbortController();
    const diagnosis = await diagnose({ ...optionsFor(new URL(simulator.url).origin, simulator.fingerprint256), signal: abort.signal }, ({ id }) => {
      if (id === 'tls') {
        setImmediate(() => abort.abort());
      }
    });
    expect(diagnosis.fault?.kind).toBe('cancelled');
  });

  it('does nothing when it is cancelled from the beginning', async () => {
    const simulator = await simulate();
    const diagnosis = await diagnoseSimulator(simulator, { signal: AbortSignal.abort() });
    expect(diagnosis.fault?.kind).toBe('cancelled');
    expect(simulator.requests).toHaveLength(0);
  });
});

async function listen(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
