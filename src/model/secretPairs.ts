import { quoteAt, skipBackslashes, skipWhitespace, stringAt } from './quotedText';
import { redactValue, type Redactions } from './redactedValue';
import { isSecretValue } from './secretMembers';
import { meaningOfName } from './secretName';

/** Members that name a value, and those that hold it, in lower case and without signs. */
export const namingMembers: ReadonlySet<string> = new Set(['name', 'key', 'id', 'label', 'field', 'param', 'parameter', 'property', 'attribute', 'option', 'setting', 'variable']);
export const valueMembers: ReadonlySet<string> = new Set(['value', 'values', 'val', 'content', 'contents', 'v']);

const namedSecret = new RegExp(`["'][@$]?(?:${[...namingMembers].join('|')})\\\\{0,64}["']\\s*[:=]\\s*\\\\{0,64}["']([^"'\\\\]*)`, 'gi');

/** An object in the text: what it names, and where its values begin. */
interface Pair {
  name: string | undefined;
  readonly values: number[];
}

/** Replaces the values of pairs whose names are secrets: `{"name": "password", "value": "…"}`, in any order of the members. */
export function redactPairs(redactions: Redactions): void {
  const { source } = redactions;
  if (![...source.matchAll(namedSecret)].some(([, name = '']) => meaningOfName(name) !== 'other')) {
    return;
  }
  const pairs: Pair[] = [];
  collectPairs(pairs, source, 0, source.length);
  const named = pairs.flatMap(({ name, values }) => (name === undefined ? [] : values.map((value) => ({ name, value }))));
  // A value may hold other pairs, which go with it: nothing is looked at twice.
  let redactedTo = 0;
  for (const { name, value } of named.sort((one, other) => one.value - other.value)) {
    if (value >= redactedTo && isSecretValue(source, name, value, 'json')) {
      redactedTo = redactValue(redactions, value, 'json');
    }
  }
}

function collectPairs(pairs: Pair[], source: string, from: number, to: number): void {
  const open: Pair[] = [];
  let position = from;
  while (position < to) {
    const character = source.charAt(position);
    if (character === '{') {
      const pair: Pair = { name: undefined, values: [] };
      open.push(pair);
      pairs.push(pair);
      position += 1;
    } else if (character === '}') {
      open.pop();
      position += 1;
    } else if (quoteAt(source, position) !== undefined) {
      position = collectString(pairs, source, position, open.at(-1));
    } else {
      position = character === '\\' ? skipBackslashes(source, position) : position + 1;
    }
  }
}

/** Looks at the string at `start`, which is the name of a member or a value; returns where to go on. */
function collectString(pairs: Pair[], source: string, start: number, pair: Pair | undefined): number {
  const { contentStart, contentEnd, end } = stringAt(source, start);
  const separator = skipWhitespace(source, end);
  if (source[separator] !== ':') {
    // JSON within a string has its quotes escaped.
    if (source.slice(contentStart, contentEnd).includes('\\"')) {
      collectPairs(pairs, source, contentStart, contentEnd);
    }
    return end;
  }
  const value = skipWhitespace(source, separator + 1);
  const member = source.slice(contentStart, contentEnd).replace(/^[@$#]/, '').toLowerCase();
  if (pair !== undefined && namingMembers.has(member) && quoteAt(source, value) !== undefined) {
    const named = stringAt(source, value);
    const name = source.slice(named.contentStart, named.contentEnd);
    if (meaningOfName(name) !== 'other') {
      pair.name = name;
    }
    return named.end;
  }
  if (valueMembers.has(member)) {
    pair?.values.push(value);
  }
  return value;
}
