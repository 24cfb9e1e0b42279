/** Devices, proxies and JSON libraries spell compound names in their own ways. */
const gap = '[-_ .]?';

/** Parts of a name that speak of a secret wherever they stand. In lower case; `gap` stands between the words of a compound. */
const plainParts: readonly string[] = [
  `pass${gap}(?:w(?:or[dt]|d)|phrase|code|key)`,
  'pwd',
  'kennwort',
  'secret',
  'token',
  'communit(?:y|ies)',
  `(?:priv(?:ate)?|auth(?:entication)?|api|access|shared|symmetric|encryption|session|signing|hmac|ntp|snmp|md5|sha${gap}\\d+)${gap}key`,
  'credential',
  'authorization',
  'cookie',
  `sess(?:ion)?${gap}id`,
  'bearer',
];

/** Too short to be looked for within words; see {@link isShortSecret}. */
const shortParts: readonly string[] = ['pass', 'pw', 'pin', 'psk', 'jwt', 'sid', 'otp', 'csrf', 'xsrf', 'session', `x${gap}auth`, `authentication${gap}info`];

/** Source of a regular expression, to be used with the flag `i`, that finds a part of every secret name in any text, and of some others. */
export const secretHintSource = `(?:${[...plainParts, ...shortParts].join('|')})`;

const plainSecret = new RegExp(plainParts.join('|'), 'i');
const shortHint = new RegExp(shortParts.join('|'), 'i');
const shortWord = /^(?:(?:auth|priv|user|usr|admin|root|db|my|login|snmp|ftp|http|proxy)?(?:pass|pw)|[a-z\d]*psk|pin|jwt|sid|t?otp|[cx]srf)$/;
/** Headers that carry secrets under an innocent name. */
const secretHeaders: ReadonlySet<string> = new Set(['authentication info', 'proxy authentication info', 'x auth']);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
/** What may follow a short word that still is the secret. */
const trailers = words('value val hash old new current previous confirm confirmation repeat again plain plaintext clear cleartext encrypted text string hex base md sha');
/** Filters and turns: a low-pass is no password. */
const otherPasses = words('low high band all by first second last single multi one two each per');
/** Sessions that people or programs log in to; those of protocols are no secret. */
const loginWords = words('x http https user login web auth api rest php asp net current');
/** Last words of names that speak about a secret and do not hold it. */
const aboutWords = words(
  'lifetime life expires expire expired expiry expiration ttl timeout interval period duration delay age count counter total length len size bits bytes ' +
    'min max minimum maximum limit history retries attempts tries failures errors policy policies enabled enable disabled required allowed supported available ' +
    'configured present changed valid active used status state strength version in at since until after before date time days hours minutes seconds secs sec ms',
);

const quantity = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*(?:%|m?s|m|h|d|(?:sec(?:ond)?|min(?:ute)?|hour|day|week|month|year|bit|byte|character|digit)s?)?$/i;
const stateWord = /^(?:true|false|null|yes|no|on|off|enabled|disabled|none|never)?$/i;
const date = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** What a name says of its value: that it is a secret, that it is about one (a lifetime, a length, a policy), or nothing of that kind. */
export type NameMeaning = 'secret' | 'aboutSecret' | 'other';

/** Judges the name of a JSON member, a header, a query parameter or an element, however it is spelled. */
export function meaningOfName(name: string): NameMeaning {
  const isPlain = plainSecret.test(name);
  if (!isPlain && !shortHint.test(name)) {
    return 'other';
  }
  const parts = wordsOf(name);
  if (!isPlain) {
    return secretHeaders.has(parts.join(' ')) || isShortSecret(parts) ? 'secret' : 'other';
  }
  const last = parts.at(-1) ?? '';
  const isAbout = aboutWords.has(last) || parts.includes('policy') || (last === 'id' && parts.at(-2) === 'key');
  return isAbout ? 'aboutSecret' : 'secret';
}

/**
 * True when a name says that its value is a secret. A value lets names such as `token-lifetime` and `password-policy` pass: it must be a number, a
 * boolean, a date, nothing, or an object, whose members are to be judged by their own names. Without a value such a name counts as secret.
 */
export function isSecretName(name: string, value?: unknown): boolean {
  const meaning = meaningOfName(name);
  return meaning === 'secret' || (meaning === 'aboutSecret' && !isAbout(value));
}

/** True for what a name about a secret may well have as its value; texts are judged by what they say. */
function isAbout(value: unknown): boolean {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return true;
    case 'string':
      return [quantity, stateWord, date].some((pattern) => pattern.test(value.trim()));
    case 'object':
      return Array.isArray(value) ? value.every(isAbout) : true;
    default:
      return false;
  }
}

/** `passThrough2` has the words `pass` and `through`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}

/** A short word is the secret only as a whole word, and only at the end: `auth-pass`, not `bypass`, `pass-through` or `pin-count`. */
function isShortSecret(parts: readonly string[]): boolean {
  const index = parts.findLastIndex((word) => !trailers.has(word));
  const word = parts[index] ?? '';
  const before = parts.slice(0, index);
  if (word === 'session') {
    return before.every((other) => loginWords.has(other));
  }
  return shortWord.test(word) && !(word === 'pass' && otherPasses.has(before.at(-1) ?? ''));
}
