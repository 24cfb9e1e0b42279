// @ts-check
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../../scripts/lib/chromium.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { chartsHost } from './chartsHost.mjs';
import { median } from './median.mjs';
import { withTarget } from './target.mjs';

const origin = 'http://bench.test';
const dayMs = 86_400_000;
const rounds = 15;

/** How long the page of a PTP instance takes to draw both charts of a day: from the answer of the host to the picture. */
export async function benchCharts() {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs });
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = { '/page.js': 'dist/instancePage.js', '/instancePage.css': 'media/instancePage.css', '/tablePage.css': 'media/tablePage.css' }[pathname];
      if (file === undefined) {
        await route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><link rel="stylesheet" href="/instancePage.css"><body data-subject="bench"><script src="/page.js"></script></body>' });
      } else {
        await route.fulfill({ contentType: file.endsWith('.css') ? 'text/css' : 'text/javascript', body: await readFile(path.join(root, file)) });
      }
    });
    await page.addInitScript(chartsHost, dayMs);
    /** @type {number[]} */
    const times = [];
    let points = 0;
    for (let round = 0; round < rounds; round += 1) {
      await page.goto(`${origin}/`);
      const handle = await page.waitForFunction(() => /** @type {{painted?: {ms: number, points: number}}} */ (globalThis).painted);
      const painted = await handle.jsonValue();
      times.push(painted?.ms ?? Number.NaN);
      points = painted?.points ?? 0;
    }
    const sorted = times.toSorted((one, other) => one - other);
    console.log(`  first picture of two charts of 24 h, ${points} points each, with limits and 200 events: median ${withTarget(median(times), 150, 'ms')}, fastest ${sorted[0]?.toFixed(1)} ms, slowest ${sorted.at(-1)?.toFixed(1)} ms, of ${rounds}`);
  } finally {
    await browser.close();
  }
}
