// @ts-check
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { spawnTree, stopTree, tailOf } from './process.mjs';

/**
 * @typedef {object} SimulatedDevice
 * @property {string} url
 * @property {string} host with its scheme, as a device's `host` may be written: without one, only port 443 means HTTPS
 * @property {number} port
 * @property {string} user
 * @property {string} password
 * @property {string} [fingerprint] the SHA-256 fingerprint of its certificate
 * @property {() => string} log its last output
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a simulated chassis as a process of its own, with a password that only this run knows.
 * @param {string[]} [args] further arguments for scripts/simulator.mjs
 * @returns {Promise<SimulatedDevice>}
 */
export async function startSimulatedDevice(args = []) {
  const password = randomBytes(9).toString('base64url');
  const script = path.join(root, 'scripts', 'simulator.mjs');
  const child = spawnTree(process.execPath, [script, '--https', '--port', '0', '--user', 'demo', `--password=${password}`, '--json', ...args]);
  const output = tailOf(child);
  const stop = () => stopTree(child);
  try {
    const line = await new Promise((resolve, reject) => {
      if (child.stdout === null) throw new Error('The simulator has no output.');
      createInterface(child.stdout).once('line', resolve);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The simulator ended with ${code}.\n${output()}`)));
    });
    /** @type {{url: string, user: string, password: string, fingerprint?: string}} */
    const { url, user, fingerprint } = JSON.parse(line);
    const { hostname, port, protocol } = new URL(url);
    return { url, host: `${protocol}//${hostname}`, port: Number(port) || (protocol === 'https:' ? 443 : 80), user, password, fingerprint, log: output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
