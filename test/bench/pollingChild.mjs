// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { clientOptions } from './simulatorProcess.mjs';

const require = createRequire(import.meta.url);
const { LtosClient, SessionLogs, FleetStore, PollingFeed, defaultPollingSettings } = require(path.resolve('out/bench/core.js'));

/** @typedef {{simulator: Parameters<typeof clientOptions>[0], isRecording: boolean}} Setup */

/** @type {{refresh(deviceId: string): Promise<unknown>} | undefined} */
let feed;

/** The first message says what to poll, each further one how often. @param {Setup | {polls: number}} message */
async function receive(message) {
  if ('polls' in message) {
    const cpu = process.cpuUsage();
    for (let i = 0; i < message.polls; i++) {
      await feed?.refresh('bench');
    }
    const { user, system } = process.cpuUsage(cpu);
    process.send?.({ 'CPU ms': (user + system) / 1000 / message.polls });
    return;
  }
  const { simulator, isRecording } = message;
  const logs = isRecording ? new SessionLogs() : undefined;
  const polling = new PollingFeed({
    store: new FleetStore(),
    createClient: () => new LtosClient({ ...clientOptions(simulator), observer: () => logs }),
    settings: () => defaultPollingSettings,
  });
  const { origin } = new URL(simulator.url);
  polling.setDevices([{ id: 'bench', name: 'Bench', origin, busAddress: 'bypassproxy', bypassProxy: true, slotIds: [], intervalMs: 3_600_000 }]);
  feed = polling;
  // The first poll reads the whole status and gets a token; those that follow are alike.
  await polling.refresh('bench');
  process.send?.({ sessions: logs?.sessions().length ?? 0 });
}

process.on('message', (message) => void receive(/** @type {Setup | {polls: number}} */ (message)));
process.once('disconnect', () => process.exit());
