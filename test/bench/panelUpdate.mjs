// @ts-check
import { median } from './median.mjs';
import { rowsAreSettled } from './panelProbe.mjs';
import { spreadOf, withTarget } from './target.mjs';

const rounds = 15;

/**
 * @typedef {Record<string, number>} Metrics those of CDP's Performance domain
 *
 * @typedef {object} Measured
 * @property {import('@playwright/test').Browser} browser
 * @property {import('@playwright/test').Frame} frame
 * @property {() => Promise<Metrics>} metrics
 * @property {() => Promise<Metrics>} cpuMetrics of the CPU time of the main thread
 *
 * @typedef {{script: number, layout: number, paint: number, cpu: number}} Update milliseconds; `cpu` is the main thread's time for the other three
 */

/** @param {Update} update */
const workOf = ({ script, layout, paint }) => script + layout + paint;

/**
 * While the view is paused requests are recorded; resuming shows them all at once. For comparison also with none: what resuming costs by itself.
 * @param {Measured} measured
 * @param {() => Promise<unknown>} record100
 */
export async function measureUpdates(measured, record100) {
  /** @type {Update[]} */
  const updates = [];
  /** @type {Update[]} */
  const empty = [];
  for (let round = 0; round < rounds; round++) {
    updates.push(await measureResuming(measured, record100));
    empty.push(await measureResuming(measured));
  }
  const work = updates.map(workOf);
  const of = (/** @type {keyof Update} */ part) => `${median(updates.map((update) => update[part])).toFixed(1)} ms`;
  console.log(`  update of 100 rows, script, style, layout and paint: ${withTarget(median(work), 16, 'ms')}, ${spreadOf(work)}`);
  console.log(`    script ${of('script')}, style and layout ${of('layout')}, paint ${of('paint')}; CPU of all three ${of('cpu')}`);
  console.log(`    the same without new rows: ${median(empty.map(workOf)).toFixed(1)} ms, CPU ${median(empty.map(({ cpu }) => cpu)).toFixed(1)} ms`);
}

/**
 * @param {Measured} measured
 * @param {() => Promise<unknown>} [record] what happens during the pause
 * @returns {Promise<Update>}
 */
async function measureResuming({ browser, frame, metrics, cpuMetrics }, record) {
  const firstRow = () => frame.locator('.grid-body .grid-row').first().textContent();
  await frame.getByRole('button', { name: 'Pause' }).click();
  const resume = await frame.getByRole('button', { name: 'Resume' }).elementHandle();
  const rowBefore = await firstRow();
  await record?.();
  await frame.evaluate(rowsAreSettled);
  await browser.startTracing(frame.page(), { categories: ['devtools.timeline'] });
  const [before, cpuBefore] = [await metrics(), await cpuMetrics()];
  // Not by the mouse, nor by waiting for the button: both repaint for the sake of the bench.
  await resume?.dispatchEvent('click');
  await frame.evaluate(rowsAreSettled);
  const [after, cpuAfter] = [await metrics(), await cpuMetrics()];
  const paint = paintOf(await browser.stopTracing());
  if (record !== undefined && rowBefore === (await firstRow())) throw new Error('Resuming showed no new rows.');
  const [script, cpuScript] = [scriptMs(before, after), scriptMs(cpuBefore, cpuAfter)];
  const [layout, cpuLayout] = [layoutMs(before, after), layoutMs(cpuBefore, cpuAfter)];
  return { script, layout, paint: paint.ms, cpu: cpuScript + cpuLayout + paint.cpuMs };
}

/** @param {Metrics} before @param {Metrics} after @param {string} name */
const millisecondsOf = (before, after, name) => ((after[name] ?? Number.NaN) - (before[name] ?? Number.NaN)) * 1000;

/** @param {Metrics} before @param {Metrics} after */
const scriptMs = (before, after) => millisecondsOf(before, after, 'ScriptDuration');

/** @param {Metrics} before @param {Metrics} after */
const layoutMs = (before, after) => millisecondsOf(before, after, 'LayoutDuration') + millisecondsOf(before, after, 'RecalcStyleDuration');

/** What the renderer's main thread does after the layout. @param {Buffer} trace */
function paintOf(trace) {
  /** @type {{traceEvents: {name: string, ph: string, dur?: number, tdur?: number}[]}} */
  const { traceEvents } = JSON.parse(trace.toString('utf8'));
  const steps = traceEvents.filter(({ name, ph }) => ph === 'X' && ['PrePaint', 'Paint', 'Layerize', 'Commit'].includes(name));
  if (steps.length === 0) throw new Error('The trace names no step of painting.');
  const sum = (/** @type {(step: typeof steps[number]) => number} */ of) => steps.reduce((total, step) => total + of(step), 0) / 1000;
  return { ms: sum(({ dur = 0 }) => dur), cpuMs: sum(({ tdur = 0 }) => tdur) };
}
