// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import https from 'node:https';
import { fileURLToPath } from 'node:url';

/** @typedef {{origins: string[], user: string, password: string, perSecond: number, milliseconds: number}} Task */

/** @typedef {{cpuShare: number, rssGrowthBytes: number}} Cost of one core; since before the first request */

/**
 * What it costs a process of its own to ask the chassis as often, over connections that stay open, and to do no more with the answers than `JSON.parse`.
 * @param {Task} task
 * @returns {Promise<Cost>}
 */
export async function bareLoop(task) {
  const child = fork(fileURLToPath(import.meta.url));
  try {
    child.send(task);
    const [cost] = await once(child, 'message');
    return /** @type {Cost} */ (cost);
  } finally {
    child.kill();
  }
}

/** The process itself. @param {Task} task */
async function run({ origins, user, password, perSecond, milliseconds }) {
  const rssBefore = process.memoryUsage.rss();
  const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  /** @param {number} index @returns {Promise<void>} */
  const get = (index) =>
    new Promise((resolve, reject) => {
      https
        .get(`${origins[index % origins.length]}/api/status/chassis0/slots/io${3 + (index % 2)}/module`, { agent, headers: { authorization } }, (response) => {
          /** @type {Buffer[]} */
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
          response.on('error', reject);
        })
        .on('error', reject);
    });
  // The connections are there already when it counts, as those of the extension are.
  await Promise.all(origins.map((_, index) => get(index)));
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  let asked = 0;
  /** @type {Set<Promise<void>>} */
  const underWay = new Set();
  while (performance.now() - start < milliseconds) {
    for (; asked < ((performance.now() - start) / 1000) * perSecond; asked++) {
      const answered = get(asked).finally(() => underWay.delete(answered));
      underWay.add(answered);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(underWay);
  const { user: userTime, system } = process.cpuUsage(cpu);
  process.send?.({ cpuShare: (userTime + system) / 1000 / (performance.now() - start), rssGrowthBytes: process.memoryUsage.rss() - rssBefore });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.once('message', (task) => void run(/** @type {Task} */ (task)));
