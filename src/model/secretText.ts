import { redacted, Redactions } from './redactedValue';
import { redactMarkup } from './secretMarkup';
import { redactMembers } from './secretMembers';
import { isSecretName, secretHintSource } from './secretName';
import { redactPairs } from './secretPairs';

export { redacted } from './redactedValue';

/** Without one of these a text has no names, log-ins or web tokens. */
const namesSomething = /[=:@<.]/;
const secretHint = new RegExp(secretHintSource, 'i');
/** Characters that a JSON text spells as escapes could hide a name; quotes and backslashes stay as they are, whatever level they are of. */
const escapedCharacter = /\\+u00(2[013-689a-f]|[346][0-9a-f]|5[0-9abd-f]|7[0-9a-e])/gi;
/** Up to the last `@` before the path: a password may have some as well. */
const logIn = /((?:\\{0,7}\/){2})(?:[^\s"'<>/\\]|\\+[^\s"'<>/\\])*@/g;
/** The end may have been cut off. */
const privateKey = /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY[^-]*-----)[^"'<]*?(\\*(?:-----END|["'<]|$))/g;
/** A JSON web token tells what it is by its first letters, `{"` in base64, whatever the name beside it. */
const webToken = /(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g;

/**
 * A text without its secrets: the values of members and parameters whose names say so, in JSON, forms, XML and plain text; pairs such as
 * `{"name": "password", "value": "…"}`; log-ins in addresses; private keys; web tokens. Works on broken and cut texts, in linear time. Empty values, `true`,
 * `false` and `null` stay, and so do numbers and dates under names such as `token-lifetime`.
 */
export function redactText(text: string): string {
  const source = text.includes('\\u00') ? text.replace(escapedCharacter, characterOf) : text;
  let safe = withoutLogIns(source);
  if (safe.includes('PRIVATE KEY')) {
    safe = safe.replace(privateKey, `$1${redacted}$2`);
  }
  if (safe.includes('eyJ')) {
    safe = safe.replace(webToken, redacted);
  }
  if (secretHint.test(safe)) {
    for (const redact of safe.includes('<') ? [redactMarkup, redactPairs, redactMembers] : [redactPairs, redactMembers]) {
      const redactions = new Redactions(safe);
      redact(redactions);
      safe = redactions.text();
    }
  }
  return safe === source ? text : safe;
}

/** A path and query without the values of parameters that are secrets, also where names are percent-encoded, and without log-ins. */
export function redactUri(uri: string): string {
  const safe = withoutLogIns(uri);
  const question = safe.indexOf('?');
  const path = question < 0 ? safe : safe.slice(0, question);
  const query = question < 0 ? '' : safe.slice(question).replace(/[^?&#]+/g, redactParameter);
  return redactText(path) + query;
}

/** Headers without secrets, by their names and by what is in them. */
export function redactHeaderValues(headers: Readonly<Record<string, string>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    result[name] = isSecretName(name, value) ? redacted : namesSomething.test(value) ? redactText(redactUri(value)) : value;
  }
  return result;
}

function withoutLogIns(text: string): string {
  return text.includes('@') ? text.replace(logIn, `$1${redacted}@`) : text;
}

function redactParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals < 0 || equals === parameter.length - 1) {
    return parameter;
  }
  const value = decoded(parameter.slice(equals + 1));
  const isSecret = isSecretName(decoded(parameter.slice(0, equals)).replaceAll('+', ' '), value) || redactText(value) !== value;
  return isSecret ? `${parameter.slice(0, equals + 1)}${redacted}` : parameter;
}

/** ASCII decides here; the rest may stay encoded, so that no input is malformed. Twice, since proxies encode again. */
function decoded(text: string): string {
  const decodeOnce = (part: string): string => part.replace(/%([0-7][0-9a-f])/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return text.includes('%') ? decodeOnce(decodeOnce(text)) : text;
}

function characterOf(_escape: string, hex: string): string {
  return String.fromCharCode(parseInt(hex, 16));
}
