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

/** The same classes as ITU-T G.8275.1 and G.8275.2 mean them. */
const telecomClasses = new CodeTable([
  [6, 'T-GM locked to a primary reference'],
  [7, 'T-GM in holdover, within specification'],
  [135, 'T-BC in holdover, within specification'],
  [140, 'T-GM in holdover, out of specification, category 1'],
  [150, 'T-GM in holdover, out of specification, category 2'],
  [160, 'T-GM in holdover, out of specification, category 3'],
  [165, 'T-BC in holdover, out of specification'],
  [248, 'no reference since the start'],
  [255, 'slave only (T-TSC)'],
]);

/** ITU-T G.8265.1 carries the SSM quality level in the even classes of this range. */
const qualityLevelClasses = { first: 80, last: 110 } as const;
const frequencyProfile = 'ITU-T G.8265.1';
const telecomProfiles = new Set(['ITU-T G.8275.1', 'ITU-T G.8275.2']);
/** Profiles that use the classes of IEEE 1588 itself, which leaves these two ranges to others. */
const ieeeProfiles = new Set(['IEEE 1588 default E2E', 'IEEE 1588 default P2P', 'SMPTE ST 2059-2', 'AES67', 'IEEE C37.238', 'IEC/IEEE 61850-9-3']);
const rangesOfOthers = [
  { first: 68, last: 122 },
  { first: 133, last: 170 },
] as const;

/** `6 (locked to a primary reference)`; with the usual name of a profile as that profile means it. */
export function describeClockClass(clockClass: number, profile?: string): string {
  const word = wordIn(profile, clockClass);
  return word === undefined ? unknownCode(clockClass) : `${clockClass} (${word})`;
}

function wordIn(profile: string | undefined, clockClass: number): string | undefined {
  if (profile !== undefined && ieeeProfiles.has(profile) && rangesOfOthers.some(({ first, last }) => clockClass >= first && clockClass <= last)) {
    return 'left to other profiles';
  }
  const { first, last } = qualityLevelClasses;
  const isQualityLevel = clockClass >= first && clockClass <= last && clockClass % 2 === 0;
  // Without a profile any of them may be meant.
  if (isQualityLevel && (profile === undefined || !telecomProfiles.has(profile))) {
    return profile === frequencyProfile ? 'SSM quality level' : 'telecom quality level';
  }
  return (profile !== undefined && telecomProfiles.has(profile) ? telecomClasses.wordOf(clockClass) : undefined) ?? clockClasses.wordOf(clockClass);
}

const severities = new Map<number, Severity>([
  [7, 'minor'],
  [14, 'minor'],
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
