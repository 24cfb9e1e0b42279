import type { CodeTable } from '../../model/codeTable';
import { unknownCode } from '../../model/codeTable';
import { isJsonObject, type Json } from '../../model/json';
import { isAbsentText } from './absence';
import { clip, member } from './jsonMember';

const longestWord = 80;

/** A value of an enumeration, taken apart: `slave [9]` has both a word and a code. */
export interface EnumerationValue {
  readonly code?: number;
  readonly word?: string;
}

/**
 * Takes an enumeration apart: a number, its text, `0x21`, a word, `word [n]` (as Meinberg's command line writes it),
 * `{value, name}`, `{object-id, value, description}`, or a boolean. `'absent'` for no value, `undefined` for anything else.
 */
export function enumerationValue(value: Json): EnumerationValue | 'absent' | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? { code: value } : undefined;
    case 'boolean':
      return { word: String(value) };
    case 'string':
      return ofText(value);
    default:
      return value === null ? 'absent' : isJsonObject(value) ? ofObject(value) : undefined;
  }
}

/**
 * The word that a table gives for a value. Words win over numbers, because Meinberg's lists of numbers contradict
 * each other in places; what the table does not know is shown as `12 (unknown)`, never hidden.
 */
export function wordIn(table: CodeTable, value: EnumerationValue): string {
  const code = codeIn(table, value);
  return code === undefined ? unknownCode(value.word ?? value.code ?? '') : table.describe(code);
}

/** The code of a value; `undefined` when the table knows neither its word nor its code. */
export function codeIn(table: CodeTable, { word, code }: EnumerationValue): number | undefined {
  const byWord = word === undefined ? undefined : table.codeOf(word);
  return byWord ?? (code !== undefined && table.wordOf(code) !== undefined ? code : undefined);
}

function ofText(text: string): EnumerationValue | 'absent' {
  const trimmed = text.trim();
  if (/^(?:[+-]?\d{1,9}|0x[0-9a-f]{1,6})$/i.test(trimmed)) {
    return { code: Number(trimmed) };
  }
  if (isAbsentText(trimmed)) {
    return 'absent';
  }
  const [, word, code] = /^([^[\]]{1,80})\[(-?\d{1,9})\]$/.exec(trimmed) ?? [];
  return word === undefined ? { word: clip(trimmed, longestWord) } : { word: word.trim(), code: Number(code) };
}

function ofObject(object: Parameters<typeof member>[0]): EnumerationValue | 'absent' | undefined {
  const word = simple(member(object, 'name', 'objectid', 'description', 'text', 'label'));
  const code = simple(member(object, 'value', 'code', 'id', 'number'));
  if (word === undefined && code === undefined) {
    return undefined;
  }
  const merged: EnumerationValue = { ...(code === 'absent' ? {} : code), ...(word === 'absent' ? {} : word) };
  return merged.code === undefined && merged.word === undefined ? 'absent' : merged;
}

/** Objects do not nest here, so that hostile nesting ends. */
function simple(value: Json | undefined): EnumerationValue | 'absent' | undefined {
  return value === undefined || (value !== null && typeof value === 'object') ? undefined : enumerationValue(value);
}
