import { createHash } from 'node:crypto';

/** The log-in that the tests plant; special characters tell its forms apart. */
export const user = 'info';
export const password = 'pl4nted "Pa55word"/ü+%';

/** The password and the log-in as files, links, JSON, scripts and protocols would hold them. */
export const plantedForms: ReadonlyMap<string, string> = new Map([
  ['plain', password],
  ['as JSON', JSON.stringify(password).slice(1, -1)],
  ['as ASCII JSON', JSON.stringify(password).slice(1, -1).replace('ü', '\\u00fc')],
  ['URL-encoded', encodeURIComponent(password)],
  ['as a form', new URLSearchParams({ p: password }).toString().slice(2)],
  ['doubled quotes', password.replaceAll('"', '""')],
  ['as HTML', password.replaceAll('"', '&quot;')],
  ['log-in, base64', Buffer.from(`${user}:${password}`).toString('base64')],
  ['log-in, base64url', Buffer.from(`${user}:${password}`).toString('base64url')],
  // Wherever in an encoded text it stands, two of its three offsets lose a character at either end.
  ...[0, 1, 2].map((offset) => [`base64 at ${offset}`, Buffer.from(`${'x'.repeat(offset)}${password}`).toString('base64').slice(offset === 0 ? 0 : 4, -4)] as const),
  ['hexadecimal', Buffer.from(password).toString('hex')],
  ['a recognisable part', 'pl4nted'],
  ...['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) =>
    [password, `${user}:${password}`].flatMap((text) =>
      (['hex', 'base64', 'base64url'] as const).map((encoding) => [`${algorithm}, ${encoding}`, createHash(algorithm).update(text).digest(encoding)] as const),
    ),
  ),
]);

/** The forms in which the planted password is in the text. */
export function plantedIn(text: string): readonly string[] {
  return [...plantedForms].filter(([, form]) => text.includes(form)).map(([name]) => name);
}
