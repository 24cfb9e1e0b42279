import { parseDurationText, toNanoseconds } from '../../model/duration';
import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { isAbsentText } from './absence';
import { member } from './jsonMember';
import type { OffsetUnit } from './options';
import { absent, read, unfit, type Reading } from './reading';

/** Which unit a time has that does not say it itself. */
export interface DurationContext {
  /** The unit that the key names (`offset-us`). */
  readonly unit?: string | undefined;
  readonly offsetUnit?: OffsetUnit;
}

const expectation = 'a time such as "12 ns", or a number';
/** Below this, a bare fraction is taken for seconds: no clock reports fractions of a nanosecond that small. */
const largestSeconds = 1e-3;

/** Reads a time in nanoseconds: a unit in the text wins, then one in the key, then the setting, then the form of the number. */
export function readDuration(value: Json, context: DurationContext): Reading<number> {
  if (value === null) {
    return absent;
  }
  if (typeof value === 'number') {
    return reading(numberNs(value, context));
  }
  if (typeof value === 'string') {
    if (isAbsentText(value)) {
      return absent;
    }
    const text = parseDurationText(value);
    return reading(text === undefined ? undefined : text.unit === undefined ? numberNs(text.amount, context) : toNanoseconds(text.amount, text.unit));
  }
  return isJsonObject(value) ? reading(objectNs(value, context)) : unfit(expectation);
}

function reading(ns: number | undefined): Reading<number> {
  return ns === undefined ? unfit(expectation) : read(ns);
}

function numberNs(amount: number, { unit, offsetUnit }: DurationContext): number | undefined {
  const known = unit ?? (offsetUnit === 'auto' ? undefined : offsetUnit);
  const isSeconds = !Number.isInteger(amount) && Math.abs(amount) < largestSeconds;
  return toNanoseconds(amount, known ?? (isSeconds ? 's' : 'ns'));
}

/** `{secs, nano-secs}` as in Meinberg's NANO_TIME, or `{value, unit}`. */
function objectNs(object: JsonObject, context: DurationContext): number | undefined {
  const seconds = member(object, 'secs', 'sec', 'seconds');
  const nanoseconds = member(object, 'nanosecs', 'nsec', 'nanoseconds', 'ns');
  if (typeof seconds === 'number' || typeof nanoseconds === 'number') {
    return toNanoseconds((typeof seconds === 'number' ? seconds : 0) * 1e9 + (typeof nanoseconds === 'number' ? nanoseconds : 0), 'ns');
  }
  const amount = member(object, 'value');
  const unit = member(object, 'unit');
  return typeof amount === 'number' ? numberNs(amount, typeof unit === 'string' ? { unit: unit.trim().toLowerCase() } : context) : undefined;
}
