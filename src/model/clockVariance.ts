import { formatNs } from './duration';

const unknownVariance = 0xffff;
/** What a primary reference time clock announces while it is locked (ITU-T G.8275.1). */
const primaryReferenceVariance = 0x4e5d;
/** The logarithm is scaled by 2^8 and offset by 0x8000 (IEEE 1588-2019, 7.6.3.5); half of it is that of the deviation. */
const offset = 0x8000;
const stepsPerOctave = 2 * 2 ** 8;
const nsPerSecond = 1e9;

/** An offsetScaledLogVariance with what it says: `0x34FB (PTP deviation 5.11 ps)`. */
export function describeClockVariance(offsetScaledLogVariance: number): string {
  const code = `0x${offsetScaledLogVariance.toString(16).toUpperCase().padStart(4, '0')}`;
  if (offsetScaledLogVariance === unknownVariance) {
    return `${code} (unknown)`;
  }
  const deviation = `PTP deviation ${formatDeviation(2 ** ((offsetScaledLogVariance - offset) / stepsPerOctave) * nsPerSecond)}`;
  return offsetScaledLogVariance === primaryReferenceVariance ? `${code} (${deviation}, primary reference locked)` : `${code} (${deviation})`;
}

/** Good oscillators are far below a nanosecond. */
function formatDeviation(ns: number): string {
  return ns < 1 ? `${Number((ns * 1e3).toPrecision(3))} ps` : formatNs(ns);
}
