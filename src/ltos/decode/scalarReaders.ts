import { formatPortIdentity, parsePortIdentity, type PortIdentity } from '../../model/clockIdentity';
import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';
import { isAbsentText } from './absence';
import { clip, isJsonList, member } from './jsonMember';
import type { ReadContext } from './options';
import { absent, expected, read, type Reading, unwrapped } from './reading';

const longestText = 200;

/** A text; a number counts, because ids and port names are sent as either, and of a node its name. */
export function readText(json: Json): Reading<string> {
  const node = unwrapped(json);
  const value = isJsonObject(node) ? (member(node, 'objectid', 'name') ?? node) : node;
  if (typeof value === 'number') {
    return read(String(value));
  }
  if (typeof value !== 'string') {
    return value === null ? absent : expected('a text');
  }
  return isAbsentText(value) ? absent : read(clip(value.trim(), longestText));
}

/** A reader of whole numbers in a range, as numbers or as decimal or hexadecimal text. */
export function wholeNumber(min: number, max: number): (json: Json) => Reading<number> {
  const wanted = `a whole number from ${min} to ${max}`;
  return (json) => {
    const value = unwrapped(json);
    let number = value;
    if (typeof value === 'string') {
      const text = value.trim();
      if (isAbsentText(text)) {
        return absent;
      }
      number = /^(?:[+-]?\d{1,16}|0x[0-9a-f]{1,13})$/i.test(text) ? Number(text) : text;
    }
    if (number === null) {
      return absent;
    }
    // `+ 0` turns -0 into 0.
    return typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max ? read(number + 0) : expected(wanted);
  };
}

const readWholeCount = wholeNumber(0, 0xffff_ffff);

/** How many there are: a number, or a list or a map of them. */
export function readCount(json: Json): Reading<number> {
  const value = unwrapped(json);
  if (isJsonList(value)) {
    return read(value.length);
  }
  return isJsonObject(value) && Object.values(value).every(isJsonObject) ? read(Object.keys(value).length) : readWholeCount(value);
}

/** A number that is not negative, such as a rate; a text may end with what it counts. */
export function readAmount(json: Json): Reading<number> {
  const value = unwrapped(json);
  if (value === null || (typeof value === 'string' && isAbsentText(value))) {
    return absent;
  }
  const text = typeof value === 'string' ? /^\+?(\d{1,16}(?:\.\d{1,16})?) ?(?:%|\/s)?$/.exec(value.trim())?.[1] : undefined;
  const number = text === undefined ? value : Number(text);
  return typeof number === 'number' && number >= 0 && Number.isFinite(number) ? read(number + 0) : expected('a number from 0');
}

const flagWords = new Map<string, boolean>([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['enabled', true],
  ['up', true],
  ['valid', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
  ['disabled', false],
  ['down', false],
  ['invalid', false],
]);

/** A boolean, 0 or 1, or a word such as `yes` or `disabled`. */
export function readFlag(json: Json): Reading<boolean> {
  return readWord(unwrapped(json), flagWords, 'true or false');
}

const runStateWords = new Map<string, boolean>([
  ['running', true],
  ['started', true],
  ['stopped', false],
  ['notrunning', false],
]);
const looseRunStateWords = new Map([...flagWords, ...runStateWords, ['active', true], ['inactive', false], ['available', true]]);

/** Whether something runs. A key such as `state` counts only when it says so beyond doubt. */
export function readRunState(json: Json, { mustFit = false }: ReadContext): Reading<boolean> {
  const value = unwrapped(json);
  return mustFit && typeof value !== 'string'
    ? expected('running or stopped')
    : readWord(value, mustFit ? runStateWords : looseRunStateWords, 'running or stopped');
}

const timescaleWords = new Map<string, boolean>([
  ['true', true],
  ['yes', true],
  ['ptp', true],
  ['tai', true],
  ['false', false],
  ['no', false],
  ['arb', false],
  ['arbitrary', false],
]);

/** Whether the timescale is PTP. Meinberg's own lists contradict each other on 0 and 1, so that a number says nothing. */
export function readTimescale(json: Json): Reading<boolean> {
  const value = unwrapped(json);
  return typeof value === 'number' || value === '0' || value === '1' ? absent : readWord(value, timescaleWords, 'PTP or arbitrary');
}

function readWord(value: Json, words: ReadonlyMap<string, boolean>, wanted: string): Reading<boolean> {
  if (value === null || (typeof value === 'string' && isAbsentText(value))) {
    return absent;
  }
  const known = typeof value === 'object' ? undefined : words.get(normalKey(withoutCode(String(value))));
  return known === undefined ? expected(wanted) : read(known);
}

/** `yes [1]`, as Meinberg's command line writes it, is `yes`. */
function withoutCode(text: string): string {
  return text.length <= 80 ? text.replace(/\[\d{1,9}\]\s*$/, '') : text;
}

/** The EUI-64 of a clock; a port number behind it is left out. */
export function readClockIdentity(json: Json): Reading<string> {
  const identity = readIdentity(json);
  return identity.is === 'read' ? read(identity.value.clockIdentity) : identity;
}

/** The EUI-64 of a clock and the number of its port. */
export function readPortIdentity(json: Json): Reading<string> {
  const identity = readIdentity(json);
  return identity.is === 'read' ? read(formatPortIdentity(identity.value)) : identity;
}

const readPortNumber = wholeNumber(0, 0xffff);
const wantedIdentity = 'a clock identity (EUI-64)';

function readIdentity(json: Json): Reading<PortIdentity> {
  const value = unwrapped(json);
  return isJsonObject(value) ? readIdentityObject(value) : readIdentityText(value);
}

/** `{"clock-identity": …, "port-number": 1}`, as IEEE 1588 structures it. Objects do not nest here, so that hostile nesting ends. */
function readIdentityObject(object: JsonObject): Reading<PortIdentity> {
  const clock = member(object, 'clockidentity', 'clockid', 'identity', 'uuid');
  const identity = clock === undefined || isJsonObject(clock) ? expected(wantedIdentity) : readIdentityText(clock);
  const portNumber = identity.is === 'read' ? readPortNumber(member(object, 'portnumber', 'portnum') ?? null) : absent;
  return identity.is === 'read' && portNumber.is === 'read' ? read({ clockIdentity: identity.value.clockIdentity, portNumber: portNumber.value }) : identity;
}

function readIdentityText(value: Json): Reading<PortIdentity> {
  const text = isJsonList(value) ? hexOfOctets(value) : value;
  if (text === null) {
    return absent;
  }
  if (typeof text !== 'string') {
    return expected(wantedIdentity);
  }
  if (isAbsentText(text)) {
    return absent;
  }
  const identity = parsePortIdentity(text);
  return identity === 'absent' ? absent : identity === undefined ? expected(wantedIdentity) : read(identity);
}

/** An identity may come as a list of its octets, as the array that it is in Meinberg's C structures. */
function hexOfOctets(list: readonly Json[]): string | undefined {
  const areOctets = list.length <= 10 && list.every((octet) => typeof octet === 'number' && Number.isInteger(octet) && octet >= 0 && octet <= 0xff);
  return areOctets ? list.map((octet) => Number(octet).toString(16).padStart(2, '0')).join('') : undefined;
}
