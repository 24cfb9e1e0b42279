import { isSecretName, secretWordSource } from '../model/secretName';

/** What stands where a secret was. */
export const redacted = '[redacted]';

/** Words that tell whether there is a secret, not which. */
const harmlessWords: ReadonlySet<string> = new Set(['', 'true', 'false', 'null']);
/** What a name in quotes may go on with behind its secret word, and a name without quotes. */
const quotedName = /[^"'\\:=,;&{}[\]<>\r\n]*/y;
const bareName = /[\w.%-]*/y;
const whitespace = /\s*/y;
const backslashes = /\\*/y;
/** A value without quotes: in JSON or in a form, and in plain text, where it may have spaces. */
const wordValue = /[^\s,;&<>"'\\{}[\]]*/y;
const lineValue = /[^\r\n<>"'\\{}[\]]*/y;
const secretWord = new RegExp(secretWordSource, 'gi');
/** Without one of these a text has no names, nor log-ins. */
const namesSomething = /[=:@]/;
/** Letters that a JSON text spells as escapes could hide a name; other escapes stay as they are. */
const escapedLetter = /\\(?:u00(4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])|[^])/gi;

/**
 * A text without the values of members and parameters whose names say that they are secrets: `"password": "…"`, `token=…`, in JSON within JSON
 * and in lists and objects under such a name as well. Works on broken and cut texts, in linear time. Empty values, `true`, `false` and `null` stay.
 */
export function redactText(text: string): string {
  const source = text.includes('\\u00') ? text.replace(escapedLetter, letterOf) : text;
  const word = secretWord;
  word.lastIndex = 0;
  if (!word.test(source)) {
    return text;
  }
  word.lastIndex = 0;
  const output = new Output(source);
  // Up to here it is known that the name does not lead to a value: a name of many secret words is looked at once.
  let quotedTo = -1;
  let bareTo = -1;
  while (word.test(source)) {
    const from = word.lastIndex;
    if (from > quotedTo) {
      quotedTo = endOf(quotedName, source, from);
      const quote = quoteAt(source, quotedTo);
      const value = quote === undefined ? undefined : startOfValue(source, quotedTo + quote.level + 1);
      if (value !== undefined) {
        word.lastIndex = redactValue(output, value, 'json');
        continue;
      }
    }
    if (from > bareTo) {
      bareTo = endOf(bareName, source, from);
      const value = startOfValue(source, bareTo);
      if (value !== undefined) {
        word.lastIndex = redactValue(output, value, source[skipWhitespace(source, bareTo)] === '=' ? 'form' : 'plain');
      }
    }
  }
  return output.isChanged ? output.text() : text;
}

/** A path and query without the values of parameters that are secrets, also where names are percent-encoded, and without log-ins. */
export function redactUri(uri: string): string {
  const question = uri.indexOf('?');
  const path = question < 0 ? uri : uri.slice(0, question);
  const query = question < 0 ? '' : uri.slice(question).replace(/[^?&#]+/g, redactParameter);
  return redactText(path.replace(/\/\/[^/@\s#]*@/g, `//${redacted}@`)) + query;
}

/** Headers without secrets, by their names and by what is in them. */
export function redactHeaderValues(headers: Readonly<Record<string, string>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    result[name] = isSecretName(name) ? redacted : namesSomething.test(value) ? redactText(redactUri(value)) : value;
  }
  return result;
}

function redactParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals < 0 || equals === parameter.length - 1) {
    return parameter;
  }
  const value = decoded(parameter.slice(equals + 1));
  const isSecret = isSecretName(decoded(parameter.slice(0, equals)).replaceAll('+', ' ')) || redactText(value) !== value;
  return isSecret ? `${parameter.slice(0, equals + 1)}${redacted}` : parameter;
}

/** ASCII decides here; the rest may stay encoded, so that no input is malformed. Twice, since proxies encode again. */
function decoded(text: string): string {
  const decodeOnce = (part: string): string => part.replace(/%([0-7][0-9a-f])/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return text.includes('%') ? decodeOnce(decodeOnce(text)) : text;
}

function letterOf(escape: string, hex: string | undefined): string {
  return hex === undefined ? escape : String.fromCharCode(parseInt(hex, 16));
}

/** Collects a copy of a text in which parts are replaced, from its beginning to its end. */
class Output {
  readonly source: string;
  readonly #parts: string[] = [];
  #copiedTo = 0;

  constructor(source: string) {
    this.source = source;
  }

  get isChanged(): boolean {
    return this.#parts.length > 0;
  }

  replace(from: number, to: number, replacement: string): void {
    this.#parts.push(this.source.slice(this.#copiedTo, from), replacement);
    this.#copiedTo = to;
  }

  text(): string {
    return [...this.#parts, this.source.slice(this.#copiedTo)].join('');
  }
}

/** Where the value begins when a name ends at `from` and has one. */
function startOfValue(text: string, from: number): number | undefined {
  const separator = skipWhitespace(text, from);
  if (text[separator] !== ':' && text[separator] !== '=') {
    return undefined;
  }
  return skipWhitespace(text, text[separator + 1] === '>' ? separator + 2 : separator + 1);
}

/** Replaces what is secret in the value and returns where it ends. */
function redactValue(output: Output, start: number, style: 'json' | 'form' | 'plain'): number {
  const { source } = output;
  if (source.startsWith(redacted, start)) {
    return start + redacted.length;
  }
  if (quoteAt(source, start) !== undefined) {
    return redactString(output, start);
  }
  if (source[start] === '{' || source[start] === '[') {
    return redactContainer(output, start);
  }
  return redactUnquoted(output, start, style);
}

/** Replaces strings and numbers up to the bracket that closes the one at `start`; names stay. */
function redactContainer(output: Output, start: number): number {
  const { source } = output;
  let depth = 0;
  let position = start;
  while (position < source.length) {
    const character = source.charAt(position);
    if (quoteAt(source, position) !== undefined) {
      const next = skipWhitespace(source, endOfString(source, position).end);
      position = source[next] === ':' ? next + 1 : redactString(output, position);
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
      position = endOf(backslashes, source, position);
    } else if (/[\s,:;&<>]/.test(character)) {
      position += 1;
    } else {
      position = redactUnquoted(output, position, 'json');
    }
  }
  return position;
}

function redactString(output: Output, start: number): number {
  const { contentStart, contentEnd, end } = endOfString(output.source, start);
  if (contentEnd > contentStart) {
    output.replace(contentStart, contentEnd, redacted);
  }
  return end;
}

function redactUnquoted(output: Output, start: number, style: 'json' | 'form' | 'plain'): number {
  const { source } = output;
  let end = endOf(style === 'plain' ? lineValue : wordValue, source, start);
  if (/^(?:basic|bearer|digest)$/i.test(source.slice(start, end))) {
    end = endOf(wordValue, source, skipWhitespace(source, end));
  }
  if (!harmlessWords.has(source.slice(start, end).trim())) {
    output.replace(start, end, style === 'json' ? `"${redacted}"` : redacted);
  }
  return end;
}

/** Where the match of a sticky pattern that may be empty ends. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  pattern.test(text);
  return pattern.lastIndex;
}

function skipWhitespace(text: string, from: number): number {
  return endOf(whitespace, text, from);
}

/** The quote at `start`; its level is the number of backslashes before it: JSON within a JSON string has escaped quotes. */
function quoteAt(text: string, start: number): { readonly quote: string; readonly level: number } | undefined {
  const position = text[start] === '\\' ? endOf(backslashes, text, start) : start;
  const quote = text[position];
  return quote === '"' || quote === "'" ? { quote, level: position - start } : undefined;
}

/** A string ends at a quote of its own level, with the string around it, or with the text. */
function endOfString(text: string, start: number): { readonly contentStart: number; readonly contentEnd: number; readonly end: number } {
  const { quote, level } = quoteAt(text, start) ?? { quote: '"', level: 0 };
  const contentStart = start + level + 1;
  for (let position = text.indexOf(quote, contentStart); position >= 0; position = text.indexOf(quote, position + 1)) {
    let count = 0;
    while (position - count > contentStart && text[position - count - 1] === '\\') {
      count += 1;
    }
    // An even number leaves the quote unescaped, and every level doubles the backslashes of the one within.
    if (count % 2 === 0 || count < level || ((count - level) / (level + 1)) % 2 === 0) {
      return { contentStart, contentEnd: position - Math.min(count, level), end: position + 1 };
    }
  }
  return { contentStart, contentEnd: text.length, end: text.length };
}
