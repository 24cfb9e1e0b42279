// @ts-check
import { theilSenSlope } from './theilSen.mjs';

/** What the live heap, with the buffers outside of it, may grow by, MB in an hour, once all that is bounded is full. */
export const heapLimit = 10;
/** A shorter run tells nothing about it. */
export const judgedMinutes = 30;
/** What is bounded is filled first. */
const warmUpMinutes = 5;

/** @typedef {{minute: number, megabytes: number}} HeapValue */
/** @typedef {{deviceId: string, uri: string, at: number}} Request */

/**
 * @typedef {object} SoakResult
 * @property {number} minutes
 * @property {number} seed
 * @property {number} devices
 * @property {number} windows
 * @property {number} requests that the devices have seen
 * @property {number} recorded HTTP sessions
 * @property {number} unarrived HTTP sessions whose requests came to no device
 * @property {number} untold requests of a window that went away
 * @property {readonly Request[]} lost
 * @property {readonly Request[]} stuck HTTP sessions that never ended
 * @property {Record<string, number>} faults how often each was injected
 * @property {readonly number[]} recoveriesMs
 * @property {readonly string[]} unrecovered
 * @property {number} reloads
 * @property {number} panels opened
 * @property {readonly string[]} errors
 * @property {readonly (readonly HeapValue[])[]} heaps of each window, since the last reload of any
 * @property {string} [brokenOff] why the run ended early
 */

/**
 * MB in an hour; `undefined` for too few values.
 * @param {readonly HeapValue[]} heap
 * @param {number} minutes of the whole run
 */
export function heapSlope(heap, minutes) {
  const from = (heap[0]?.minute ?? 0) + Math.min(warmUpMinutes, minutes / 5);
  return theilSenSlope(heap.filter(({ minute }) => minute >= from).map(({ minute, megabytes }) => ({ x: minute / 60, y: megabytes })));
}

/** What is wrong with a run; nothing when it passed. @param {SoakResult} result */
export function problemsOf({ minutes, devices, requests, untold, lost, stuck, unrecovered, errors, heaps, recoveriesMs, reloads, brokenOff }) {
  const problems = [
    ...(brokenOff === undefined ? [] : [`The run broke off, and what is above is not all: ${brokenOff}`]),
    ...(lost.length > 0 ? [`${lost.length} HTTP sessions are lost, the first ${JSON.stringify(lost[0])}`] : []),
    ...(stuck.length > 0 ? [`${stuck.length} HTTP sessions never end, the first ${JSON.stringify(stuck[0])}`] : []),
    // One request of each device is under way.
    ...(untold > reloads * devices ? [`${untold} requests of windows that were reloaded are in no record, more than can have been under way`] : []),
    ...unrecovered,
    ...errors.map((error) => `Unhandled: ${error}`),
    ...(recoveriesMs.length === 0 ? ['Nothing recovered from anything: the run was too short'] : []),
    ...(requests === 0 ? ['The devices have seen no request'] : []),
  ];
  if (minutes >= judgedMinutes) {
    const slopes = heaps.map((heap) => heapSlope(heap, minutes));
    for (const slope of heaps.length === 0 ? [undefined] : slopes) {
      if (!((slope ?? Number.NaN) <= heapLimit)) problems.push(`The live memory grows by ${slope?.toFixed(1) ?? '?'} MB in an hour, more than ${heapLimit}`);
    }
  }
  return problems;
}

/** @param {SoakResult} result */
export function reportText(result) {
  const { minutes, seed, devices, windows, requests, recorded, unarrived, untold, lost, stuck, faults, recoveriesMs, unrecovered, reloads, panels, errors, heaps } = result;
  const injected = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const sorted = recoveriesMs.toSorted((a, b) => a - b);
  const quantile = (/** @type {number} */ share) => ((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / 1000).toFixed(1);
  const problems = problemsOf(result);
  return [
    `Soak run of ${minutes} min, seed ${seed}, ${devices} devices, ${windows} windows`,
    `requests seen by the devices: ${requests}; HTTP sessions recorded: ${recorded}, ${unarrived} of them came to no device; of windows that were reloaded and in no record: ${untold}`,
    `lost sessions: ${lost.length}; sessions that never end: ${stuck.length}`,
    `faults injected: ${injected} of ${Object.keys(faults).length} kinds`,
    `recoveries: ${recoveriesMs.length}, median ${quantile(0.5)} s, p95 ${quantile(0.95)} s, longest ${quantile(1)} s; not recovered: ${unrecovered.length}`,
    `windows reloaded: ${reloads}; panels opened: ${panels}; unhandled errors: ${errors.length}`,
    ...heaps.flatMap((heap, index) => heapLines(`window ${index + 1}`, heap, minutes)),
    ...(problems.length === 0 ? ['Passed.'] : ['FAILED:', ...problems.map((problem) => `- ${problem}`)]),
  ].join('\n');
}

/** @param {string} name @param {readonly HeapValue[]} heap @param {number} minutes */
function heapLines(name, heap, minutes) {
  const slope = heapSlope(heap, minutes);
  return [
    `live memory of ${name}, heap and buffers: ${heap.map(({ megabytes }) => megabytes.toFixed(0)).join(' ')} MB`,
    `  slope (Theil–Sen, since the last reload, with the panels closed and the tree hidden): ${slope === undefined ? 'too few values' : `${slope.toFixed(1)} MB in an hour`}${minutes < judgedMinutes ? ` (judged from ${judgedMinutes} min on)` : ''}`,
  ];
}
