import type { Json } from '../model/json';

/** A JSON text as read: the value, or why there is none. */
export type ReadJson = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly reason: 'empty' | 'html' | 'cutShort' | 'notJson' };

/** What a number has that may be too large: three digits of exponent, or more digits than the largest one. */
const maybeTooLarge = /\d[eE]\+?\d{3}|(?<!\d)\d{309}/;

/**
 * Reads JSON as LTOS sends it: perhaps with a byte order mark, blank lines around it and NULs at the end. A number that is too large for one (`1e999`) becomes
 * a text: it could be neither calculated with nor written as JSON again.
 */
export function readJson(text: string): ReadJson {
  try {
    return { ok: true, value: parse(text) };
  } catch {
    // Only then look closer: nearly every answer is read above.
  }
  const trimmed = text.replace(/^[\uFEFF\s\0]+/, '').replace(/[\s\0]+$/, '');
  if (trimmed === '') {
    return { ok: false, reason: 'empty' };
  }
  try {
    return { ok: true, value: parse(trimmed) };
  } catch {
    if (trimmed.startsWith('<')) {
      return { ok: false, reason: 'html' };
    }
    return { ok: false, reason: isCutShort(trimmed) ? 'cutShort' : 'notJson' };
  }
}

/** Throws what JSON.parse throws, and a RangeError for a text that is far too deep and may hold such a number. */
function parse(text: string): Json {
  return JSON.parse(text, maybeTooLarge.test(text) ? finite : undefined) as Json;
}

function finite(_key: string, value: unknown): unknown {
  return value === Infinity || value === -Infinity ? String(value) : value;
}

/** True when the text begins as an object or a list and ends inside of it. */
function isCutShort(text: string): boolean {
  if (!/^[[{]/.test(text)) {
    return false;
  }
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') {
        index += 1;
      } else if (character === '"') {
        isInString = false;
      }
    } else if (character === '"') {
      isInString = true;
    } else if (character === '{' || character === '[') {
      depth += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
    }
  }
  return isInString || depth > 0;
}
