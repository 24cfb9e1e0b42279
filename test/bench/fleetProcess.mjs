// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const password = 'bench-password';

/** @typedef {{origins: string[], fingerprint: string, user: string, password: string}} Fleet */

/**
 * Many simulated chassis with two PSX cards of four instances each, over HTTPS with one certificate, in a process of their own.
 * @param {number} count
 * @returns {Promise<Fleet & {requestCount: () => Promise<number>, stop: () => void}>}
 */
export async function startFleetProcess(count) {
  const child = fork(fileURLToPath(import.meta.url), [String(count)]);
  const [fleet] = await once(child, 'message');
  return {
    .../** @type {Fleet} */ (fleet),
    requestCount: async () => {
      child.send('count');
      const [requests] = await once(child, 'message');
      return Number(requests);
    },
    stop: () => void child.kill(),
  };
}

/** The process itself. @param {number} count */
async function serve(count) {
  const { createCertificate, startSimulator } = createRequire(import.meta.url)(path.resolve('dist/simulator.js'));
  const certificate = await createCertificate();
  const options = { https: true, certificate, password, psxCards: 2, instancesPerCard: 4 };
  const simulators = await Promise.all(Array.from({ length: count }, () => startSimulator(options)));
  let counted = 0;
  process.on('message', () => {
    for (const simulator of simulators) {
      counted += simulator.requests.length;
      simulator.clearRequests();
    }
    process.send?.(counted);
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ origins: simulators.map(({ url }) => new URL(url).origin), fingerprint: simulators[0].fingerprint256, user: simulators[0].user, password });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(Number(process.argv[2]));
