// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { sideBySide } from './median.mjs';

const require = createRequire(import.meta.url);

/** Decoding a whole `/api/status` against `JSON.parse` of the same text. */
export async function benchDecoding() {
  const { decodeChassis, decodeSystem } = require(path.resolve('out/bench/core.js'));
  const { startSimulator } = require(path.resolve('dist/simulator.js'));
  // A small chassis, about 31 kB as a real M600's answer, and a full one, about 300 kB.
  for (const size of [
    { psxCards: 1, instancesPerCard: 1 },
    { psxCards: 18, instancesPerCard: 4 },
  ]) {
    const simulator = await startSimulator(size);
    const text = await fetchStatus(simulator);
    await simulator.stop();
    const repeats = Math.ceil(6_000_000 / text.length);
    const results = await sideBySide(
      15,
      () => timeEach(repeats, () => (decodeSystem(JSON.parse(text)), decodeChassis(JSON.parse(text)))),
      () => timeEach(repeats, () => JSON.parse(text)),
    );
    const { a, b, ratio } = /** @type {{a: number, b: number, ratio: number}} */ (results.ms);
    console.log(
      `  ${(text.length / 1000).toFixed(0)} kB: parse and decode ${a.toFixed(3)} ms, JSON.parse alone ${b.toFixed(3)} ms, ratio ${ratio.toFixed(2)}`,
    );
  }
}

/** @param {{url: string, user: string, password: string}} simulator */
async function fetchStatus({ url, user, password }) {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const response = await fetch(new URL('/api/status', url), { headers: { authorization } });
  return response.text();
}

/**
 * @param {number} repeats
 * @param {() => unknown} run
 */
function timeEach(repeats, run) {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) {
    run();
  }
  return { ms: (performance.now() - start) / repeats };
}
