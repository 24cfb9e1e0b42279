import { endOf, quoteAt, skipBackslashes, skipWhitespace, stringAt } from './quotedText';

/** What stands where a secret was. */
export const redacted = '[redacted]';

/** How a value without quotes is written: in JSON, in a form, or in plain text, where it may have spaces. */
export type ValueStyle = 'json' | 'form' | 'plain';

/** Words that tell whether there is a secret, not which. */
const harmlessWords: ReadonlySet<string> = new Set(['', 'true', 'false', 'null']);
/** Characters between a name and its value, and some more for escapes. */
const farthestName = 200;
const wordValue = /[^\s,;&<>"'\\{}[\]]*/y;
const lineValue = /[^\r\n<>"'\\{}[\]]*/y;

/** Collects what is to be replaced in a text. */
export class Redactions {
  readonly source: string;
  #edits: { readonly from: number; readonly to: number; readonly replacement: string }[] = [];

  constructor(source: string) {
    this.source = source;
  }

  /** Replaces a part; of parts that overlap the first and longest counts. */
  replace(from: number, to: number, replacement: string): void {
    this.#edits.push({ from, to, replacement });
  }

  /** The text with everything replaced; the source itself when there was nothing to replace. */
  text(): string {
    if (this.#edits.length === 0) {
      return this.source;
    }
    const parts: string[] = [];
    let copiedTo = 0;
    for (const { from, to, replacement } of this.#edits.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
      if (from >= copiedTo) {
        parts.push(this.source.slice(copiedTo, from), replacement);
        copiedTo = to;
      }
    }
    return [...parts, this.source.slice(copiedTo)].join('');
  }
}

/** The text of the value that begins at `start`, without quotes; `undefined` for an object or a list. */
export function valueTextAt(text: string, start: number, style: ValueStyle): string | undefined {
  if (quoteAt(text, start) !== undefined) {
    const { contentStart, contentEnd } = stringAt(text, start);
    return text.slice(contentStart, contentEnd);
  }
  return text[start] === '{' || text[start] === '[' ? undefined : text.slice(start, endOf(style === 'plain' ? lineValue : wordValue, text, start));
}

/** Replaces what is secret in the value that begins at `start`, and returns where it ends. Empty values, `true`, `false` and `null` stay. */
export function redactValue(redactions: Redactions, start: number, style: ValueStyle): number {
  const { source } = redactions;
  if (source.startsWith(redacted, start)) {
    return start + redacted.length;
  }
  if (quoteAt(source, start) !== undefined) {
    return redactString(redactions, start);
  }
  if (source[start] === '{' || source[start] === '[') {
    return redactContainer(redactions, start);
  }
  return redactUnquoted(redactions, start, style === 'json' ? quoteBefore(source, start) : '', style);
}

/** Replaces strings and numbers up to the bracket that closes the one at `start`; names stay. */
function redactContainer(redactions: Redactions, start: number): number {
  const { source } = redactions;
  const quote = quoteBefore(source, start);
  let depth = 0;
  let position = start;
  while (position < source.length) {
    const character = source.charAt(position);
    if (quoteAt(source, position) !== undefined) {
      const next = skipWhitespace(source, stringAt(source, position).end);
      position = source[next] === ':' ? next + 1 : redactString(redactions, position);
    } else if (character === '{' || character === '[') {
      depth += 1;
      position += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      position += 1;
      if (depth === 0) {
        break;
      }
    } else if (character === '\\') {
      position = skipBackslashes(source, position);
    } else if (/[\s,:;&<>]/.test(character)) {
      position += 1;
    } else {
      position = redactUnquoted(redactions, position, quote);
    }
  }
  return position;
}

function redactString(redactions: Redactions, start: number): number {
  const { contentStart, contentEnd, end } = stringAt(redactions.source, start);
  if (contentEnd > contentStart) {
    redactions.replace(contentStart, contentEnd, redacted);
  }
  return end;
}

/** `quote`: what stands around its replacement. */
function redactUnquoted(redactions: Redactions, start: number, quote: string, style: ValueStyle = 'json'): number {
  const { source } = redactions;
  let end = endOf(style === 'plain' ? lineValue : wordValue, source, start);
  if (/^(?:basic|bearer|digest)$/i.test(source.slice(start, end))) {
    end = endOf(wordValue, source, skipWhitespace(source, end));
  }
  if (!harmlessWords.has(source.slice(start, end).trim())) {
    redactions.replace(start, end, `${quote}${redacted}${quote}`);
  }
  return end;
}

/** The quote that ends the name before a value, with its backslashes: those of JSON within a string are escaped. */
function quoteBefore(text: string, position: number): string {
  const before = text.slice(Math.max(0, position - farthestName), position);
  return /\\*"(?=[^"]*$)/.exec(before)?.[0] ?? '"';
}
