import { clockAccuracyOfText } from '../../model/clockAccuracy';
import { formatPortIdentity, parsePortIdentity } from '../../model/clockIdentity';
import type { CodeTable } from '../../model/codeTable';
import { meinbergDelayMechanisms } from '../../model/delayMechanism';
import type { Json } from '../../model/json';
import { networkProtocols } from '../../model/networkProtocol';
import { normalKey } from '../../model/normalKey';
import { ptpModes } from '../../model/ptpMode';
import { ptpPortStates } from '../../model/ptpPortState';
import { ptpProfileOfText, ptpProfiles } from '../../model/ptpProfile';
import { timeSources } from '../../model/timeSource';
import { type FieldKind, type FieldName, fields, type KindValues } from '../fields';
import { isAbsentText } from './absence';
import { readDuration } from './durationReader';
import { codeIn, enumerationValue, wordIn } from './enumeration';
import { clip, isJsonList } from './jsonMember';
import type { DecodeOptions } from './options';
import { absent, read, unfit, type Reading } from './reading';

/** What a reader may have to know besides the value. */
export interface ReadContext extends DecodeOptions {
  /** The unit that the key names. */
  readonly unit?: string | undefined;
  /** Only known values count, because the key may mean something else. */
  readonly mustFit?: boolean;
}

type Reader<T> = (value: Json, context: ReadContext) => Reading<T>;

const longestText = 200;

const readers: { readonly [Kind in FieldKind]: Reader<KindValues[Kind]> } = {
  text: readText,
  clockIdentity: (value) => readIdentity(value, false),
  portIdentity: (value) => readIdentity(value, true),
  byte: whole(0, 0xff),
  uint16: whole(0, 0xffff),
  logInterval: whole(-128, 127),
  integer: whole(-0x8000_0000, 0x7fff_ffff),
  counter: whole(0, Number.MAX_SAFE_INTEGER),
  count: (value, context) => (isJsonList(value) ? read(value.length) : whole(0, 0xffff_ffff)(value, context)),
  duration: readDuration,
  flag: readFlag,
  timescale: readTimescale,
  runState: readRunState,
  clockAccuracy: readClockAccuracy,
  portState: enumeration(ptpPortStates, 'a PTP port state'),
  profile: readProfile,
  mode: enumeration(ptpModes, 'a PTP mode'),
  networkProtocol: enumeration(networkProtocols, 'a network protocol'),
  delayMechanism: readDelayMechanism,
  timeSource: enumeration(timeSources, 'a time source'),
};

/** Reads the value of a field. */
export function readField(name: FieldName, value: Json, context: ReadContext): Reading<unknown> {
  return readers[fields[name].kind](value, context);
}

/** Whether the value is one that the field may have. */
export function fitsField(name: FieldName, value: Json | undefined): boolean {
  return value !== undefined && readField(name, value, { mustFit: true }).is === 'read';
}

function readText(value: Json): Reading<string> {
  if (typeof value === 'number') {
    return read(String(value));
  }
  if (typeof value !== 'string') {
    return value === null ? absent : unfit('a text');
  }
  return isAbsentText(value) ? absent : read(clip(value.trim(), longestText));
}

function readIdentity(value: Json, withPort: boolean): Reading<string> {
  if (typeof value !== 'string') {
    return value === null ? absent : unfit('a clock identity such as "EC-46-70-FF-FE-00-11-22"');
  }
  if (isAbsentText(value)) {
    return absent;
  }
  const identity = parsePortIdentity(value);
  if (identity === 'absent') {
    return absent;
  }
  return identity === undefined
    ? unfit('a clock identity such as "EC-46-70-FF-FE-00-11-22"')
    : read(withPort ? formatPortIdentity(identity) : identity.clockIdentity);
}

function whole(min: number, max: number): Reader<number> {
  const what = `a whole number from ${min} to ${max}`;
  return (value) => {
    const parts = enumerationValue(value);
    if (parts === 'absent') {
      return absent;
    }
    const code = parts?.code;
    return code !== undefined && Number.isInteger(code) && code >= min && code <= max ? read(code) : unfit(what);
  };
}

const trueWords = new Set(['true', 'yes', 'on', 'enabled', 'up', '1']);
const falseWords = new Set(['false', 'no', 'off', 'disabled', 'down', '0']);

function readFlag(value: Json): Reading<boolean> {
  const word = flagWord(value);
  if (word === undefined) {
    return unfit('yes or no');
  }
  return word === 'absent' ? absent : trueWords.has(word) ? read(true) : falseWords.has(word) ? read(false) : unfit('yes or no');
}

function flagWord(value: Json): string | undefined {
  if (typeof value === 'string' && isAbsentText(value)) {
    return 'absent';
  }
  return value === null ? 'absent' : typeof value === 'object' ? undefined : normalKey(String(value));
}

/** `ptp` or `arbitrary`, or a flag. A bare number means opposite things in Meinberg's lists, so only 0 and 1 of flags in words count. */
function readTimescale(value: Json): Reading<boolean> {
  const word = flagWord(value);
  if (word === 'ptp' || word === 'arb' || word === 'arbitrary') {
    return read(word === 'ptp');
  }
  return typeof value === 'number' ? unfit('a timescale in words') : readFlag(value);
}

function readRunState(value: Json): Reading<boolean> {
  const word = flagWord(value);
  if (word === 'running' || word === 'started' || word === 'active') {
    return read(true);
  }
  return word === 'stopped' || word === 'notrunning' || word === 'inactive' ? read(false) : readFlag(value);
}

function readClockAccuracy(value: Json): Reading<number> {
  const parts = enumerationValue(value);
  if (parts === 'absent') {
    return absent;
  }
  const byWord = parts?.word === undefined ? undefined : clockAccuracyOfText(parts.word);
  // -2 is how Meinberg's OS MIB shows 0xFE, unknown; 0 is how its NG MIB shows that there is none.
  const code = byWord ?? (parts?.code === -2 ? 0xfe : parts?.code);
  if (code === 0) {
    return absent;
  }
  return code !== undefined && Number.isInteger(code) && code > 0 && code <= 0xff ? read(code) : unfit('a clock accuracy such as "less-than-100ns" or 33');
}

function readProfile(value: Json, context: ReadContext): Reading<string> {
  const text = typeof value === 'string' ? ptpProfileOfText(value) : undefined;
  if (text !== undefined) {
    return read(text);
  }
  const parts = enumerationValue(value);
  // A profile that is not in the table goes by its own name: cards know more profiles than any list.
  return parts !== undefined && parts !== 'absent' && parts.word !== undefined && codeIn(ptpProfiles, parts) === undefined
    ? read(parts.word)
    : enumeration(ptpProfiles, 'a PTP profile')(value, context);
}

/** Meinberg's numbers contradict those of IEEE 1588: outside of raw answers only words are taken. */
function readDelayMechanism(value: Json, context: ReadContext): Reading<string> {
  const parts = enumerationValue(value);
  const isBareNumber = parts !== undefined && parts !== 'absent' && parts.word === undefined;
  return isBareNumber && context.raw === false ? unfit('a delay mechanism in words') : enumeration(meinbergDelayMechanisms, 'a delay mechanism')(value, context);
}

/** The word of a table for a number, a text or both; an unknown one is shown as such, unless it may mean something else. */
function enumeration(table: CodeTable, what: string): Reader<string> {
  return (value, { mustFit }) => {
    const parts = enumerationValue(value);
    if (parts === 'absent') {
      return absent;
    }
    if (parts === undefined || (mustFit === true && codeIn(table, parts) === undefined)) {
      return unfit(what);
    }
    return read(wordIn(table, parts));
  };
}
