import type { Json, JsonObject } from './json';
import { canonical, Placeholders, type SensitiveKind } from './placeholders';
import { findSensitive, isPublicAddress, type SensitiveValue } from './sensitiveText';

/**
 * What a key says about its value. `secret` values are removed, and so is `prose`, in which anything may be told; `shaped` ones are addresses or
 * identities, mostly in a form that is known.
 */
type KeyKind = SensitiveKind | 'secret' | 'shaped' | 'prose';

const keyKinds: readonly (readonly [RegExp, KeyKind])[] = [
  [/password|passwd|passphrase|secret|token|privatekey|authkey|authorization|cookie|community/, 'secret'],
  [/serial/, 'serial'],
  [/^(?:lat|lon|long|latitude|longitude|altitude|height)$|coordinate|^gpspos/, 'position'],
  [/^(?:(?:gps|gnss|gns|antenna|receiver|device|site)?(?:position|location)|(?:sys|system|snmp|rack)location|place)[a-z]?$/, 'position'],
  [/hostname|^host$|fqdn|domainname|^(?:dns|name|ntp|time|syslog)server|searchdomain/, 'host'],
  [/desc(?:ription|r)?$|^(?:remark|note|memo|banner|motd|info|free)s?text$|^(?:remark|note|memo|banner|motd)s?$|^customer|^department$|^building$|^rack$|^room$/, 'prose'],
  [/^(?:full|real|first|last|given|family)name$/, 'label'],
  [/^user(?:name)?$|^login(?:name)?$|contact|owner|e?mail$|^alias$|^label$|^sysname$|comment|^site|^name$|^subject$|^issuer$/, 'label'],
  [/address$|hwaddr$|^ip(?:v4|v6)?$|gateway$|identity$|^(?:gm|grandmaster|clock|parent|port)?(?:clock)?(?:u?uid)$|^(?:gm|grandmaster|master|clock)id$/, 'shaped'],
];

/** Texts under a sensitive key that say "nothing" and stay. */
const emptyWords = new Set(['', 'na', 'none', 'unknown', 'localhost', 'default', 'null', 'undefined', 'auto', 'any', 'manual', 'dhcp', 'static', 'disabled', 'enabled']);

/**
 * Words of the protocol and of the product: when somebody named a device or an instance after one, the name is replaced
 * where a key says that it is a name, and the word stays everywhere else.
 */
const vocabulary = new Set(
  ('lantime meinberg psx psx210 ptp ptpv2 ntp gps gnss master slave passive listening uncalibrated faulty disabled initializing premaster grandmaster ' +
    'timetransmitter timereceiver module status system chassis chassis0 slot slots info instance instances port port0 port1 clock time true false https http api data ' +
    // The usual names of redundant networks are the colours of the lamps as well.
    'red green blue yellow orange amber primary secondary backup main left right').split(' '),
);

/**
 * A copy of `value` without host names, serial numbers, addresses, clock identities, positions, names and secrets: each is
 * replaced by a placeholder of its shape, the same one wherever it occurs, in keys and in the middle of texts as well.
 * `known` are names and hosts that only the caller can tell (the device's name, its host, the user).
 */
export function anonymise(value: Json, known: readonly SensitiveValue[] = []): Json {
  const found = new Collection();
  for (const item of known) {
    found.add(item.kind, item.text);
  }
  collect(value, undefined, found);
  const placeholders = new Placeholders((text) => found.has(text));
  return replace(value, undefined, found.replacer(placeholders), placeholders);
}

/** The sensitive values of one report, by their canonical text. */
class Collection {
  readonly #values = new Map<string, SensitiveValue>();

  has(canonicalText: string): boolean {
    return this.#values.has(canonicalText);
  }

  add(kind: SensitiveKind, text: string): void {
    const trimmed = text.trim();
    const key = canonical(trimmed);
    if (key.length < 3 || emptyWords.has(key) || vocabulary.has(key) || this.#values.has(key)) {
      return;
    }
    this.#values.set(key, { kind, text: trimmed });
    const [label, ...domain] = kind === 'host' ? trimmed.split('.') : [];
    if (label !== undefined && domain.length > 0) {
      this.add('host', label);
    }
  }

  /** One pass over a text replaces every value in whichever case and with whichever separators it is written. */
  replacer(placeholders: Placeholders): (text: string) => string {
    const keys = [...this.#values.keys()].sort((a, b) => b.length - a.length);
    if (keys.length === 0) {
      return (text) => text;
    }
    const alternatives = keys.map((key) => spellings(this.#values.get(key)?.kind, key, this.#values.get(key)?.text ?? key));
    const pattern = new RegExp(`(?<=(?:^|[^0-9a-z])(?:0x)?)(?:${alternatives.join('|')})(?![0-9a-z])`, 'gi');
    return (text) =>
      text.replace(pattern, (match) => {
        const value = this.#values.get(canonical(match));
        // Identities keep their spelling; a host or an address is always written in its own.
        return value === undefined ? match : placeholders.of(value.kind, value.kind === 'hex' || value.kind === 'position' ? match : value.text);
      });
  }
}

/** A pattern for all the ways in which a value may be written. */
function spellings(kind: SensitiveKind | undefined, key: string, text: string): string {
  if (kind === 'hex') {
    return Array.from(key).join('[^0-9a-z\\s]?');
  }
  // A short value without its separators could be any word or number.
  return text
    .toLowerCase()
    .split(/[^0-9a-z]+/)
    .filter((part) => part !== '')
    .join(key.length < 6 ? '[^0-9a-z]{1,3}' : '[^0-9a-z]{0,3}');
}

function collect(value: Json | undefined, kind: KeyKind | undefined, found: Collection): void {
  if (typeof value === 'string') {
    collectText(value, kind, found);
  } else if (typeof value === 'number' && (kind === 'serial' || kind === 'position')) {
    collectText(String(value), kind, found);
  } else if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((item) => collect(item, kind, found));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value as JsonObject)) {
      findSensitive(key).forEach((item) => found.add(item.kind, item.text));
      collect(member, kindOfKey(key) ?? inherited(kind), found);
    }
  }
}

function collectText(text: string, kind: KeyKind | undefined, found: Collection): void {
  const values = findSensitive(text);
  values.forEach((item) => found.add(item.kind, item.text));
  if (kind === undefined || kind === 'secret' || kind === 'prose') {
    return;
  }
  if (kind === 'position') {
    // Few digits are no position, and hiding them everywhere would hide other values.
    (text.match(/\d+\.\d{3,}/g) ?? []).forEach((number) => found.add('position', number));
  } else if (kind !== 'shaped') {
    if (!isPublicAddress(text) && (values.length !== 1 || values[0]?.text !== text.trim())) {
      found.add(kind, text);
    }
  } else if (/^(?:0x)?[0-9a-f]{12,20}$/i.test(text.trim())) {
    found.add('hex', text.trim().replace(/^0x/i, ''));
  } else if (values.length === 0 && !isPublicAddress(text)) {
    found.add('label', text);
  }
}

function replace(value: Json | undefined, kind: KeyKind | undefined, replaceText: (text: string) => string, placeholders: Placeholders): Json {
  if (typeof value === 'string') {
    return replaceString(value, kind, replaceText, placeholders);
  }
  if (typeof value === 'number') {
    return replaceNumber(value, kind, replaceText);
  }
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => replace(item, kind, replaceText, placeholders));
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value as JsonObject).filter(([, member]) => member !== undefined);
    return Object.fromEntries(
      members.map(([key, member]) => {
        const memberKind = kindOfKey(key) ?? inherited(kind);
        return [replaceText(key), replace(member, memberKind, replaceText, placeholders)];
      }),
    );
  }
  return value ?? null;
}

function replaceString(text: string, kind: KeyKind | undefined, replaceText: (text: string) => string, placeholders: Placeholders): string {
  if (kind === 'secret' || kind === 'prose') {
    return text === '' || (kind === 'prose' && emptyWords.has(canonical(text))) ? text : '(removed)';
  }
  if (kind === 'position') {
    // A place in words ("Rack 4, Frankfurt") has no shape to keep; coordinates and compass letters have.
    const isProse = /\p{L}{2}/u.test(text) && !emptyWords.has(canonical(text));
    return isProse ? '(removed)' : placeholders.of('position', text);
  }
  const replaced = replaceText(text);
  const isWhole = kind === undefined || replaced !== text || emptyWords.has(canonical(text)) || isPublicAddress(text);
  return isWhole ? replaced : placeholders.of(kind === 'shaped' ? 'label' : kind, text.trim());
}

function replaceNumber(value: number, kind: KeyKind | undefined, replaceText: (text: string) => string): Json {
  if (kind === 'secret' || kind === 'position') {
    return 0;
  }
  const text = String(value);
  const replaced = replaceText(text);
  return replaced === text ? value : /^\d+(?:\.\d+)?$/.test(replaced) ? Number(replaced) : replaced;
}

function kindOfKey(key: string): KeyKind | undefined {
  const name = canonical(key);
  return keyKinds.find(([pattern]) => pattern.test(name))?.[1];
}

/** What a key says of a list or an object it says of everything in it. */
function inherited(kind: KeyKind | undefined): KeyKind | undefined {
  return kind === 'secret' || kind === 'position' || kind === 'prose' ? kind : undefined;
}
