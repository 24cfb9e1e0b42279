import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runConsoleCommand, type Simulator, simulatorFaultKinds, startReplay, startSimulator } from '../../../src/simulator';
import { ask } from './request';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(async () => {
  await simulator.stop();
});

describe('the console', () => {
  it('switches faults', async () => {
    await runConsoleCommand(simulator, 'throttled 30 x2 /api/status');
    expect(simulator.fault).toEqual({ kind: 'throttled', retryAfterSeconds: 30, times: 2, paths: '/api/status' });
    await runConsoleCommand(simulator, 'redirect /login x3');
    expect(simulator.fault).toEqual({ kind: 'redirect', location: '/login', times: 3 });
    await runConsoleCommand(simulator, 'delay 7000');
    expect(simulator.fault).toEqual({ kind: 'delay', ms: 7000 });
    await runConsoleCommand(simulator, 'normal');
    expect(simulator.fault).toBeUndefined();
  });

  it('says what it does not understand, and changes nothing', async () => {
    for (const line of ['delay', 'delay soon', 'throttled soon', 'redirect', 'html please', 'dance']) {
      expect(await runConsoleCommand(simulator, line)).not.toMatch(/^Fault/);
    }
    expect(simulator.fault).toBeUndefined();
    expect(await runConsoleCommand(simulator, '  ')).toBe('');
    expect(await runConsoleCommand(simulator, 'renewCertificate')).toContain('--https');
  });

  it('knows every fault', async () => {
    const help = await runConsoleCommand(simulator, 'help');
    for (const kind of simulatorFaultKinds) {
      expect(help).toContain(kind);
    }
  });

  it('takes steps, changes the variant and lists requests', async () => {
    expect(await runConsoleCommand(simulator, 'holdover')).toBe('Step holdover.');
    expect(await runConsoleCommand(simulator, 'flat')).toBe('Variant flat.');
    await ask(simulator, '/api/status');
    expect(await runConsoleCommand(simulator, 'requests')).toContain('GET /api/status 200');
    expect((await ask(simulator, '/api/status')).text).toContain('"gm-clock-class": 7');
    const replay = await startReplay({ body: {} });
    expect(await runConsoleCommand(replay, 'holdover')).toContain('no steps');
    await replay.stop();
  });
});
