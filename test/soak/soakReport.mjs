// @ts-check

/** What the live heap may grow by, MB in an hour, once all that is bounded is full. */
export const heapLimit = 10;
/** A shorter run tells nothing about it. */
export const judgedMinutes = 30;

/**
 * @typedef {object} SoakResult
 * @property {number} minutes
 * @property {number} seed
 * @property {number} devices
 * @property {number} requests that the devices have seen
 * @property {number} recorded HTTP sessions
 * @property {number} untold requests while a window was reloading
 * @property {readonly {deviceId: string, uri: string, at: number}[]} lost
 * @property {Record<string, number>} faults how often each was injected
 * @property {readonly number[]} recoveriesMs
 * @property {readonly string[]} unrecovered
 * @property {number} reloads
 * @property {number} panels opened
 * @property {readonly string[]} errors
 * @property {readonly {minute: number, megabytes: number}[]} heap
 * @property {number} [heapSlope] MB in an hour
 */

/** What is wrong with a run; nothing when it passed. @param {SoakResult} result */
export function problemsOf({ minutes, lost, unrecovered, errors, heapSlope, recoveriesMs }) {
  const problems = [
    ...(lost.length > 0 ? [`${lost.length} HTTP sessions are lost, the first ${JSON.stringify(lost[0])}`] : []),
    ...unrecovered,
    ...errors.map((error) => `Unhandled: ${error}`),
    ...(recoveriesMs.length === 0 ? ['Nothing recovered from anything: the run was too short'] : []),
  ];
  if (minutes >= judgedMinutes && !((heapSlope ?? Number.NaN) <= heapLimit)) {
    problems.push(`The live heap grows by ${heapSlope?.toFixed(1) ?? '?'} MB in an hour, more than ${heapLimit}`);
  }
  return problems;
}

/** @param {SoakResult} result */
export function reportText(result) {
  const { minutes, seed, devices, requests, recorded, untold, lost, faults, recoveriesMs, unrecovered, reloads, panels, errors, heap, heapSlope } = result;
  const injected = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const sorted = recoveriesMs.toSorted((a, b) => a - b);
  const quantile = (/** @type {number} */ share) => ((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / 1000).toFixed(1);
  const problems = problemsOf(result);
  return [
    `Soak run of ${minutes} min, seed ${seed}, ${devices} devices`,
    `requests seen by the devices: ${requests}; HTTP sessions recorded: ${recorded}; while a window was reloading: ${untold}`,
    `lost sessions: ${lost.length}`,
    `faults injected: ${injected} of ${Object.keys(faults).length} kinds`,
    `recoveries: ${recoveriesMs.length}, median ${quantile(0.5)} s, p95 ${quantile(0.95)} s, longest ${quantile(1)} s; not recovered: ${unrecovered.length}`,
    `windows reloaded: ${reloads}; panels opened: ${panels}; unhandled errors: ${errors.length}`,
    `live heap: ${heap.map(({ megabytes }) => megabytes.toFixed(0)).join(' ')} MB`,
    `heap slope (Theil–Sen, since the last reload): ${heapSlope === undefined ? 'too few values' : `${heapSlope.toFixed(1)} MB in an hour`}${minutes < judgedMinutes ? ` (judged from ${judgedMinutes} min on)` : ''}`,
    ...(problems.length === 0 ? ['Passed.'] : ['FAILED:', ...problems.map((problem) => `- ${problem}`)]),
  ].join('\n');
}
