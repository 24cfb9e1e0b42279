import { quoteAt, endOf, skipWhitespace, startOfValue } from './quotedText';
import { redactValue, valueTextAt, type Redactions, type ValueStyle } from './redactedValue';
import { isSecretName, meaningOfName, secretHintSource } from './secretName';

/** What a name in quotes may go on with behind its secret word, and a name without quotes. */
const quotedName = /[^"'\\:=,;&{}[\]<>\r\n]*/y;
const bareName = /[\w.%-]*/y;
const quotedNameEnd = /["'\\:=,;&{}[\]<>\r\n]/;
const bareNameEnd = /[^\w.%-]/;

/**
 * Replaces the values of members and parameters whose names say that they are secrets: `"password": "…"`, `token=…`, in JSON within JSON and in
 * lists and objects under such a name as well. Works on broken and cut texts, in linear time.
 */
export function redactMembers(redactions: Redactions): void {
  const { source } = redactions;
  const hint = new RegExp(secretHintSource, 'gi');
  // Up to here it is known that the name does not lead to a value: a name of many secret words is looked at once.
  let quotedTo = -1;
  let bareTo = -1;
  for (let match = hint.exec(source); match !== null; match = hint.exec(source)) {
    const from = hint.lastIndex;
    if (from > quotedTo) {
      quotedTo = endOf(quotedName, source, from);
      const quote = quoteAt(source, quotedTo);
      const value = quote === undefined ? undefined : startOfValue(source, quotedTo + quote.level + 1);
      if (value !== undefined) {
        const name = source.slice(startOfName(source, match.index, quotedNameEnd), quotedTo);
        hint.lastIndex = redactMember(redactions, name, value, 'json');
        continue;
      }
    }
    if (from > bareTo) {
      bareTo = endOf(bareName, source, from);
      const value = startOfValue(source, bareTo);
      if (value !== undefined) {
        const name = source.slice(startOfName(source, match.index, bareNameEnd), bareTo);
        hint.lastIndex = redactMember(redactions, name, value, source[skipWhitespace(source, bareTo)] === '=' ? 'form' : 'plain');
      }
    }
  }
}

/** Replaces the value at `start` if its name says that it is a secret; returns where to go on. */
function redactMember(redactions: Redactions, name: string, start: number, style: ValueStyle): number {
  return isSecretValue(redactions.source, name, start, style) ? redactValue(redactions, start, style) : start;
}

/** True when the value that begins at `start` is a secret by its name. Members of an object about a secret are judged by their own names. */
export function isSecretValue(text: string, name: string, start: number, style: ValueStyle): boolean {
  const meaning = meaningOfName(name);
  return meaning === 'secret' || (meaning === 'aboutSecret' && text[start] !== '{' && isSecretName(name, valueTextAt(text, start, style)));
}

function startOfName(text: string, from: number, end: RegExp): number {
  let start = from;
  while (start > 0 && !end.test(text.charAt(start - 1))) {
    start -= 1;
  }
  return start;
}
