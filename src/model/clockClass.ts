import { CodeTable, unknownCode } from './codeTable';
import type { Severity } from './severity';

/** Clock classes: IEEE 1588-2019 table 4; 135 to 165 from ITU-T G.8275.1 table 2. */
const clockClasses = new CodeTable([
  [6, 'locked to a primary reference'],
  [7, 'holdover, within specification'],
  [13, 'locked to an application-specific reference'],
  [14, 'holdover on an application-specific reference'],
  [52, 'degraded, alternative A (was 7)'],
  [58, 'degraded, alternative A (was 14)'],
  [135, 'boundary clock in holdover, within specification'],
  [140, 'grandmaster in holdover, out of specification, category 1'],
  [150, 'grandmaster in holdover, out of specification, category 2'],
  [160, 'grandmaster in holdover, out of specification, category 3'],
  [165, 'boundary clock in holdover, out of specification'],
  [187, 'degraded, alternative B (was 7)'],
  [193, 'degraded, alternative B (was 14)'],
  [248, 'free running'],
  [255, 'slave only'],
]);

/** ITU-T G.8265.1 carries the SSM quality level in the even classes of this range. */
const qualityLevelClasses = { first: 80, last: 110 } as const;

/** `6 (locked to a primary reference)`. */
export function describeClockClass(clockClass: number): string {
  const word = clockClasses.wordOf(clockClass);
  if (word !== undefined) {
    return `${clockClass} (${word})`;
  }
  const { first, last } = qualityLevelClasses;
  const isQualityLevel = clockClass >= first && clockClass <= last && clockClass % 2 === 0;
  return isQualityLevel ? `${clockClass} (telecom quality level)` : unknownCode(clockClass);
}

const severities = new Map<number, Severity>([
  [7, 'minor'],
  [135, 'minor'],
  [52, 'major'],
  [58, 'major'],
  [140, 'major'],
  [150, 'major'],
  [160, 'major'],
  [165, 'major'],
  [187, 'major'],
  [193, 'major'],
  [248, 'critical'],
  [255, 'critical'],
]);

/** How bad it is when a port in the MASTER state announces this class as its own. */
export function severityOfMasterClass(clockClass: number | undefined): Severity {
  return clockClass === undefined ? 'normal' : (severities.get(clockClass) ?? 'normal');
}
