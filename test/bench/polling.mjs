// @ts-check
import https from 'node:https';
import { createRequire } from 'node:module';
import path from 'node:path';
import { sideBySide } from './median.mjs';
import { clientOptions, startSimulatorProcess } from './simulatorProcess.mjs';

const require = createRequire(import.meta.url);
const pollsPerRound = 200;

/**
 * CPU and wall time of one poll (request, decoding) through the extension's client, against a bare keep-alive `https.request` and
 * `JSON.parse` loop on the same simulator in a process of its own. Target: within 1.5 times.
 */
export async function benchPolling() {
  const simulator = await startSimulatorProcess();
  const { decodeChassis, decodeModule, LtosClient } = require(path.resolve('out/bench/core.js'));
  const { origin } = new URL(simulator.url);
  const client = new LtosClient(clientOptions(simulator));
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const authorization = `Basic ${Buffer.from(`${simulator.user}:${simulator.password}`).toString('base64')}`;
  try {
    for (const [path, decode] of /** @type {const} */ ([
      ['/api/status/chassis0/slots/io3/module', (/** @type {unknown} */ body) => decodeModule(body, { slotId: 'io3' })],
      ['/api/status', (/** @type {unknown} */ body) => decodeChassis(body)],
    ])) {
      let bytes = 0;
      const results = await sideBySide(
        9,
        () => timePolls(async () => decode((await client.get(path)).body)),
        () =>
          timePolls(async () => {
            const text = await bareGet(new URL(path, origin), agent, authorization);
            bytes = text.length;
            JSON.parse(text);
          }),
      );
      console.log(`  ${path} (${(bytes / 1000).toFixed(0)} kB)`);
      for (const [key, { a, b, ratio }] of Object.entries(results)) {
        console.log(`    ${key}: client and decoder ${a.toFixed(2)}, bare loop ${b.toFixed(2)}, ratio ${ratio.toFixed(2)}`);
      }
    }
  } finally {
    client.dispose();
    agent.destroy();
    simulator.stop();
  }
}

/** @param {() => Promise<unknown>} poll */
async function timePolls(poll) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  for (let i = 0; i < pollsPerRound; i++) {
    await poll();
  }
  const { user, system } = process.cpuUsage(cpu);
  return { 'wall ms': (performance.now() - start) / pollsPerRound, 'CPU ms': (user + system) / 1000 / pollsPerRound };
}

/**
 * @param {URL} url
 * @param {https.Agent} agent
 * @param {string} authorization
 * @returns {Promise<string>}
 */
function bareGet(url, agent, authorization) {
  return new Promise((resolve, reject) => {
    https
      .request(url, { agent, headers: { authorization } }, (response) => {
        /** @type {Buffer[]} */
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        response.on('error', reject);
      })
      .on('error', reject)
      .end();
  });
}
