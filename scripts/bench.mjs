// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { build } from 'esbuild';
import esbuildConfig from '../esbuild.js';
import { benchActivation } from '../test/bench/activation.mjs';
import { benchCharts } from '../test/bench/charts.mjs';
import { benchDecoding } from '../test/bench/decoding.mjs';
import { benchHistory } from '../test/bench/history.mjs';
import { benchInterApp } from '../test/bench/interApp.mjs';
import { benchPanel } from '../test/bench/panel.mjs';
import { benchPolling } from '../test/bench/polling.mjs';
import { benchScale } from '../test/bench/scale.mjs';
import { benchScrape } from '../test/bench/scrape.mjs';
import { benchSessions } from '../test/bench/sessions.mjs';
import { benchSizes } from '../test/bench/sizes.mjs';
import { missedTargets } from '../test/bench/target.mjs';

/** Runs every bench, or those named on the command line: `npm run bench -- decoding polling`. */
const benches = {
  sizes: benchSizes,
  decoding: benchDecoding,
  polling: benchPolling,
  sessions: benchSessions,
  history: benchHistory,
  charts: benchCharts,
  interApp: benchInterApp,
  panel: benchPanel,
  scale: benchScale,
  scrape: benchScrape,
  activation: benchActivation,
};

const chosen = process.argv.slice(2).filter((name) => name !== '--');
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`Unknown bench: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

spawnSync(process.execPath, ['esbuild.js'], { stdio: 'inherit' });
mkdirSync('out/bench', { recursive: true });
await build({
  entryPoints: { core: 'test/bench/core.ts' },
  outdir: 'out/bench',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  plugins: [esbuildConfig.ownNodeFetchParts],
  alias: esbuildConfig.nodeHasWebStreams,
});

for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length === 0 || chosen.includes(name)) {
    console.log(`\n${name}`);
    await bench();
  }
}

const missed = missedTargets();
if (missed > 0) {
  console.log(`\n${missed} ${missed === 1 ? 'target was' : 'targets were'} missed.`);
  // A busy machine misses some: who looks at the figures only says so.
  process.exitCode = process.env.PSX_BENCH_TOLERATE === '1' ? 0 : 1;
}
