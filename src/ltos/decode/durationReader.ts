import { parseDurationText, toNanoseconds } from '../../model/duration';
import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';
import { isAbsentText } from './absence';
import { idText, member } from './jsonMember';
import type { ReadContext } from './options';
import { absent, expected, read, type Reading } from './reading';

const wanted = 'a time such as 12, "12 ns" or "-1.2e-8 s"';

/** NTP values of the same API are fractions of a second; no offset of a PTP clock in ns is that small. */
const largestFractionOfASecond = 1e-3;

/**
 * A time in nanoseconds. In which unit the PSX sends it is not public, hence: a unit in the text wins, then one in
 * the key, then the user's setting; without any a whole number is ns and a small fraction is seconds.
 */
export function readDuration(value: Json, context: ReadContext): Reading<number> {
  if (value === null) {
    return absent;
  }
  if (isJsonObject(value)) {
    return ofObject(value, context);
  }
  if (typeof value === 'number') {
    return ofNumber(value, context);
  }
  if (typeof value !== 'string') {
    return expected(wanted);
  }
  if (isAbsentText(value)) {
    return absent;
  }
  const parsed = parseDurationText(value);
  return parsed === undefined ? expected(wanted) : ofNumber(parsed.amount, { ...context, unit: parsed.unit ?? context.unit });
}

function ofNumber(amount: number, { unit, offsetUnit = 'auto' }: ReadContext): Reading<number> {
  const isFraction = !Number.isInteger(amount) && Math.abs(amount) < largestFractionOfASecond;
  const ns = toNanoseconds(amount, unit ?? (offsetUnit === 'auto' ? (isFraction ? 's' : 'ns') : offsetUnit));
  return ns === undefined ? expected(wanted) : read(ns);
}

const nsPerSecond = 1e9;

/** A time in seconds that is not negative, as a grant has it: a bare number is seconds. */
export function readSeconds(value: Json): Reading<number> {
  const reading = readDuration(value, { offsetUnit: 's' });
  if (reading.is !== 'read') {
    return reading.is === 'absent' ? absent : expected('a time such as 240 or "240 s"');
  }
  return reading.value >= 0 ? read(reading.value / nsPerSecond) : expected('a time that is not negative');
}

/** `{secs, nano-secs}` adds up; `{value, unit}` is the time in it. */
function ofObject(object: JsonObject, context: ReadContext): Reading<number> {
  const value = member(object, 'value');
  if (value !== undefined && (value === null || typeof value !== 'object')) {
    return readDuration(value, { ...context, unit: idText(member(object, 'unit'))?.toLowerCase() ?? context.unit });
  }
  let sum: number | undefined;
  let isAbsent = false;
  for (const key of Object.keys(object)) {
    const part = object[key];
    isAbsent ||= part === null || (typeof part === 'string' && isAbsentText(part));
    const amount = typeof part === 'string' ? parseDurationText(part)?.amount : part;
    const ns = typeof amount === 'number' ? toNanoseconds(amount, normalKey(key)) : undefined;
    if (ns !== undefined) {
      sum = (sum ?? 0) + ns;
    }
  }
  return sum !== undefined ? read(sum) : isAbsent ? absent : expected(wanted);
}
