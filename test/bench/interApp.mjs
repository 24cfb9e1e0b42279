// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { sideBySide } from './median.mjs';
import { withTarget } from './target.mjs';

const require = createRequire(import.meta.url);
const destinations = Array.from({ length: 50 }, (_, index) => `extension/bench.target/${index}`);
const messagesPerDestination = 20;
const burstsPerRound = 5;

const text = 'Grandmaster changed on PTP instance 1 of the card in slot IO 3. ';
const payloads = /** @type {const} */ ([
  ['no data', undefined],
  ['small data', { interval: 10, slots: ['io3', 'io4'], note: 'from the bench', nested: { a: true, b: null } }],
  ['4 kB of data', { rows: Array.from({ length: 40 }, (_, index) => ({ id: index, text })) }],
  ['32 kB of data', { text: text.repeat(500) }],
]);

/** What the bus costs a message: CPU with recording, against a bare table of functions with a promise each; and messages per second. */
export async function benchInterApp() {
  const { InterAppBus } = require(path.resolve('out/bench/core.js'));
  for (const [what, data] of payloads) {
    const bus = new InterAppBus();
    bus.register('extension/bench.target', { name: 'bench', names: ['custom:bench'], handle: reply });
    const bare = new Map(destinations.map((destination) => [destination, reply]));
    const { cpuUs, perSecond } = await sideBySide(
      15,
      () => timeMessages((destination) => bus.send({ name: 'custom:bench', destination, source: 'user', data })),
      () => timeMessages(async (destination) => ({ result: await bare.get(destination)?.({ data }) })),
    );
    bus.dispose();
    if (cpuUs === undefined || perSecond === undefined) throw new Error('Nothing was measured.');
    console.log(
      `  ${what}: ${withTarget(cpuUs.a, 20, 'µs')} of CPU for a message with recording, ${thousands(perSecond.a)} messages a second; ` +
        `bare table and promise ${cpuUs.b.toFixed(1)} µs, ${thousands(perSecond.b)} a second`,
    );
  }
}

/** @param {{readonly data?: unknown}} request */
function reply({ data }) {
  return data === undefined ? 'none' : 'some';
}

/** Bursts to all destinations at once. @param {(destination: string) => Promise<unknown>} send */
async function timeMessages(send) {
  const count = burstsPerRound * messagesPerDestination * destinations.length;
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let burst = 0; burst < burstsPerRound; burst++) {
    const sent = [];
    for (let i = 0; i < messagesPerDestination; i++) {
      for (const destination of destinations) {
        sent.push(send(destination));
      }
    }
    await Promise.all(sent);
  }
  const elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuUs: (user + system) / count, perSecond: (count / elapsedMs) * 1000 };
}

/** @param {number} perSecond */
function thousands(perSecond) {
  return (Math.round(perSecond / 1000) * 1000).toLocaleString('en');
}
