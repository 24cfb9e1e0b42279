import { describeClockAccuracy } from './clockAccuracy';
import type { TimePropertiesDataSet } from './ptpDataSets';
import { ptpPortStates } from './ptpPortState';
import { timeSources } from './timeSource';

/** Shown for what the device does not tell. */
export const absentText = '–';

const delayMechanisms = new Map([
  ['E2E', 'E2E (end to end)'],
  ['P2P', 'P2P (peer to peer)'],
]);

/** A port state with its code: `MASTER (6)`. */
export function portStateWords(portState: string): string {
  return withCode(portState, ptpPortStates.codeOf(portState), String);
}

/** A clock accuracy with its code: `<100 ns (0x21)`; the limits are upper ones. */
export function clockAccuracyWords(code: number): string {
  const words = describeClockAccuracy(code);
  const isLimit = /^\d[\d.]* [a-zµ]+$/.test(words);
  return words.endsWith('(unknown)') ? `${hex(code)} (unknown)` : `${isLimit ? '<' : ''}${words} (${hex(code)})`;
}

/** A time source with its code: `GNSS (0x20)`. */
export function timeSourceWords(timeSource: string): string {
  return withCode(timeSource, timeSources.codeOf(timeSource), hex);
}

/** `E2E (end to end)`. Without the code: that of Meinberg and that of IEEE 1588 differ. */
export function delayMechanismWords(delayMechanism: string): string {
  return delayMechanisms.get(delayMechanism) ?? delayMechanism;
}

/** `37 s (valid)`. */
export function utcOffsetWords({ currentUtcOffsetSeconds: seconds, currentUtcOffsetValid: isValid }: TimePropertiesDataSet): string {
  const validity = isValid === undefined ? '' : isValid ? 'valid' : 'not valid';
  if (seconds === undefined) {
    return validity === '' ? absentText : validity;
  }
  const shown = `${seconds < 0 ? '−' : ''}${Math.abs(seconds)} s`;
  return validity === '' ? shown : `${shown} (${validity})`;
}

/** What is announced for the last minute of the UTC day (IEEE 1588-2019, 8.2.4). */
export function leapWords({ leap59, leap61 }: TimePropertiesDataSet): string {
  if (leap59 === true && leap61 === true) {
    return 'insertion and removal at once';
  }
  if (leap61 === true) {
    return 'insertion (61 s)';
  }
  if (leap59 === true) {
    return 'removal (59 s)';
  }
  return leap59 === undefined && leap61 === undefined ? absentText : 'none';
}

/** `time and frequency`, `frequency only`, `not traceable`; `frequency not traceable` where nothing is told about the time. */
export function traceabilityWords({ timeTraceable, frequencyTraceable }: TimePropertiesDataSet): string {
  if (timeTraceable === undefined && frequencyTraceable === undefined) {
    return absentText;
  }
  if (timeTraceable === true) {
    return frequencyTraceable === true ? 'time and frequency' : frequencyTraceable === false ? 'time only' : 'time';
  }
  if (frequencyTraceable === true) {
    return timeTraceable === false ? 'frequency only' : 'frequency';
  }
  return timeTraceable === undefined ? 'frequency not traceable' : frequencyTraceable === undefined ? 'time not traceable' : 'not traceable';
}

/** `PTP (TAI)` or `arbitrary`. */
export function timescaleWords(ptpTimescale: boolean): string {
  return ptpTimescale ? 'PTP (TAI)' : 'arbitrary';
}

/** `yes`, `no`. */
export function flagWords(flag: boolean): string {
  return flag ? 'yes' : 'no';
}

/** A word outside the table holds its code already. */
function withCode(word: string, code: number | undefined, spell: (code: number) => string): string {
  return code === undefined ? word : `${word} (${spell(code)})`;
}

function hex(code: number): string {
  return `0x${code.toString(16).toUpperCase().padStart(2, '0')}`;
}
