// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A simulated chassis in a process of its own, so that its CPU time is not that of what is measured. */
export async function startSimulatorProcess() {
  const child = spawn(process.execPath, ['scripts/simulator.mjs', '--https', '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { .../** @type {{url: string, user: string, password: string, fingerprint: string}} */ (JSON.parse(line)), stop: () => child.kill() };
}

/**
 * The options of a client for that chassis.
 * @param {Awaited<ReturnType<typeof startSimulatorProcess>>} simulator
 */
export function clientOptions(simulator) {
  const { user, password, fingerprint } = simulator;
  return {
    deviceId: 'bench',
    origin: new URL(simulator.url).origin,
    bypassProxy: true,
    credentials: async () => ({ user, password }),
    pins: { get: () => fingerprint },
    proxy: () => ({ proxySupport: 'off', proxy: '', noProxy: [], env: {} }),
    timeoutMs: () => 15_000,
  };
}
