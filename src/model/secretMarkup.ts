import { redacted, type Redactions } from './redactedValue';
import { isSecretName, meaningOfName } from './secretName';
import { namingMembers, valueMembers } from './secretPairs';

/** Elements of HTML that have no content, and so no end. */
const emptyElements: ReadonlySet<string> = new Set(['input', 'meta', 'param', 'br', 'hr', 'img', 'link', 'area', 'base', 'col', 'embed', 'source', 'wbr']);
/** A longer one is no tag that a device writes; what lies beyond is looked at as text. */
const longestTag = 2048;
const openTag = /<([a-z][\w:.-]*)/gi;
const closeTag = /<\\*\/([a-z][\w:.-]*)/gi;
const attribute = /([\w:.-]+)\s*=\s*(\\{0,64})(["'])([^]*?)\2\3/g;
const lineContent = /(?:<!\[CDATA\[[^\]]*|[^<"]*)/y;

interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly valueStart: number;
}

/**
 * Replaces secrets in XML and HTML: the contents of elements with such a name, and of elements and their values which an attribute names:
 * `<password>…</password>`, `<entry key="password">…</entry>`, `<input name="password" value="…">`.
 */
export function redactMarkup(redactions: Redactions): void {
  const { source } = redactions;
  const closeTags = new CloseTags(source);
  openTag.lastIndex = 0;
  for (let match = openTag.exec(source); match !== null; match = openTag.exec(source)) {
    const [, element = ''] = match;
    const attributesStart = openTag.lastIndex;
    const end = endOfTag(source, attributesStart);
    openTag.lastIndex = end;
    const attributes = attributesIn(source, attributesStart, end);
    const name = secretNameOf(element, attributes);
    if (name === undefined) {
      continue;
    }
    for (const { name: member, value, valueStart } of attributes) {
      if (valueMembers.has(member.toLowerCase()) && value !== '' && isSecretName(name, value)) {
        redactions.replace(valueStart, valueStart + value.length, redacted);
      }
    }
    const hasContent = source[end - 1] === '>' && !/\\?\/>$/.test(source.slice(end - 3, end)) && !emptyElements.has(element.toLowerCase());
    if (hasContent) {
      openTag.lastIndex = redactContent(redactions, name, end, closeTags.after(end, element));
    }
  }
}

function secretNameOf(element: string, attributes: readonly Attribute[]): string | undefined {
  const naming = attributes.filter(({ name }) => name.toLowerCase() === 'type' || namingMembers.has(name.toLowerCase()));
  return [element, ...naming.map(({ value }) => value)].find((name) => meaningOfName(name) !== 'other');
}

/** Returns where to go on: behind what was replaced, or at the elements within one that is only about a secret. */
function redactContent(redactions: Redactions, name: string, start: number, closeAt: number | undefined): number {
  const { source } = redactions;
  lineContent.lastIndex = start;
  const end = closeAt ?? start + (lineContent.exec(source)?.[0].replace(/\\+$/, '').length ?? 0);
  const content = source.slice(start, end).trim();
  if (/^(?:true|false|null)?$/.test(content) || (meaningOfName(name) === 'aboutSecret' && (/^<[^!]/.test(content) || !isSecretName(name, content)))) {
    return start;
  }
  redactions.replace(start, end, redacted);
  return end;
}

/** Behind the `>` of a tag, which may have others within its quotes; where the next tag begins, or the text ends, when there is none. */
function endOfTag(text: string, from: number): number {
  const last = Math.min(text.length, from + longestTag);
  let quote: string | undefined;
  for (let position = from; position < last; position += 1) {
    const character = text[position];
    if (character === quote) {
      quote = undefined;
    } else if (quote === undefined) {
      if (character === '>') {
        return position + 1;
      }
      if (character === '<') {
        return position;
      }
      quote = character === '"' || character === "'" ? character : undefined;
    }
  }
  // The quotes are not in pairs, or a value is very long.
  const end = text.indexOf('>', from);
  return end < 0 || end > from + 16 * longestTag ? last : end + 1;
}

function attributesIn(text: string, from: number, to: number): readonly Attribute[] {
  return [...text.slice(from, to).matchAll(attribute)].map((match) => {
    const [whole, name = '', level = '', , value = ''] = match;
    return { name, value, valueStart: from + match.index + whole.length - level.length - 1 - value.length };
  });
}

/** Where elements end; asked with increasing positions. */
class CloseTags {
  readonly #positions = new Map<string, number[]>();

  constructor(text: string) {
    for (const match of text.matchAll(closeTag)) {
      const name = (match[1] ?? '').toLowerCase();
      const positions = this.#positions.get(name) ?? [];
      positions.push(match.index);
      this.#positions.set(name, positions);
    }
    this.#positions.forEach((positions) => positions.reverse());
  }

  after(from: number, element: string): number | undefined {
    const positions = this.#positions.get(element.toLowerCase()) ?? [];
    while ((positions.at(-1) ?? Infinity) < from) {
      positions.pop();
    }
    return positions.at(-1);
  }
}
