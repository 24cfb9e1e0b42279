/** Devices, proxies and JSON libraries spell compound names in their own ways. */
const gap = '[-_ .]?';

/** Parts of a name which say that its value is a secret. In lower case; `gap` stands between the words of a compound. */
const secretWords: readonly string[] = [
  `pass${gap}(?:w(?:or[dt]|d)|phrase|code|key)`,
  'pwd',
  'kennwort',
  'secret',
  'token',
  'communit(?:y|ies)',
  `(?:priv(?:ate)?|auth|api|access|shared|symmetric|encryption|session|signing)${gap}key`,
  'psk',
  'credential',
  'authorization',
  'cookie',
  `session${gap}id`,
  'bearer',
];

/** Source of a regular expression, to be used with the flag `i`, that finds the secret part of a name in any text. */
export const secretWordSource = `(?:${secretWords.join('|')})`;

const secretWord = new RegExp(secretWordSource, 'i');
/** Headers that carry secrets under an innocent name. */
const secretHeaders: ReadonlySet<string> = new Set(['authentication-info', 'proxy-authentication-info']);

/** True when a name (of a JSON member, a header, a query parameter) says that its value is a secret, however it is spelled. */
export function isSecretName(name: string): boolean {
  return secretWord.test(name) || secretHeaders.has(name.toLowerCase());
}
