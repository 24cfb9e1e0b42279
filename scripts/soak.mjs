// @ts-check
import { parseArgs } from 'node:util';
import { soak } from '../test/soak/soak.mjs';
import { exitOnSignal } from './lib/process.mjs';

const usage = 'Usage: npm run soak -- [--minutes 60] [--seed N]';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: process.env.PSX_SOAK_MINUTES ?? '60' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error(usage);
  process.exit(2);
}
const interruption = new AbortController();
console.log(`Soak run of ${minutes} min with seed ${seed}.`);
const running = soak({ minutes, seed, signal: interruption.signal });
// The report of what there is by then is written first.
exitOnSignal(async () => {
  interruption.abort(new Error('It was interrupted.'));
  await running;
});
process.exitCode = (await running) ? 0 : 1;
