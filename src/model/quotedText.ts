const whitespace = /\s*/y;
const backslashes = /\\*/y;

/** Where the match of a sticky pattern that may be empty ends. */
export function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  pattern.test(text);
  return pattern.lastIndex;
}

export function skipWhitespace(text: string, from: number): number {
  return endOf(whitespace, text, from);
}

export function skipBackslashes(text: string, from: number): number {
  return endOf(backslashes, text, from);
}

/** The quote at `start`; its level is the number of backslashes before it: JSON within a JSON string has escaped quotes. */
export function quoteAt(text: string, start: number): { readonly quote: string; readonly level: number } | undefined {
  const position = text[start] === '\\' ? skipBackslashes(text, start) : start;
  const quote = text[position];
  return quote === '"' || quote === "'" ? { quote, level: position - start } : undefined;
}

/** A string in a text: its content from and to, and the position behind its closing quote. */
export interface QuotedString {
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

/** The string whose quote is at `start`. It ends at a quote of its own level, with the string around it, or with the text. */
export function stringAt(text: string, start: number): QuotedString {
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

/** Where the value begins when a name ends at `from` and has one. */
export function startOfValue(text: string, from: number): number | undefined {
  const separator = skipWhitespace(text, from);
  if (text[separator] !== ':' && text[separator] !== '=') {
    return undefined;
  }
  return skipWhitespace(text, text[separator + 1] === '>' ? separator + 2 : separator + 1);
}
