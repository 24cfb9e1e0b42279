/** Which shape a placeholder takes. */
export type SensitiveKind = 'address4' | 'address6' | 'hex' | 'serial' | 'host' | 'label' | 'mail' | 'position';

/** The letters and digits of a text, in lower case: two spellings of one value have the same. */
export function canonical(text: string): string {
  return text.toLowerCase().replace(/[^0-9a-z]/g, '');
}

/**
 * Hands out stand-ins for sensitive values: the same value always gets the same one, of the same shape, and no stand-in
 * equals a value that is to be hidden.
 */
export class Placeholders {
  readonly #isTaken: (canonicalText: string) => boolean;
  readonly #assigned = new Map<string, string>();
  readonly #counters = new Map<string, number>();

  /** `isTaken` tells whether a canonical text is one of the values to hide. */
  constructor(isTaken: (canonicalText: string) => boolean) {
    this.#isTaken = isTaken;
  }

  /** The stand-in for `text`, with the separators and the letter case that `text` is written with. */
  of(kind: SensitiveKind, text: string): string {
    switch (kind) {
      case 'hex':
        return spellLike(text, this.#hex(canonical(text)));
      case 'address4':
        return this.#numbered('address4', canonicalAddress4(text), (n) => `198.18.${n >> 8}.${n & 0xff}`);
      case 'address6':
        return this.#numbered('address6', expandAddress6(text) ?? canonical(text), (n) => `2001:db8::${n.toString(16)}`);
      case 'serial':
        return this.#serial(text);
      case 'host':
        return this.#host(text);
      case 'label':
        return this.#numbered('label', canonicalOrSelf(text), (n) => `label-${n}`);
      case 'mail':
        return this.#numbered('mail', canonical(text), (n) => `user-${n}@example.invalid`);
      case 'position':
        return text.replace(/\d/g, '0');
    }
  }

  /** A host name stays recognisable by its first label: `gm1` and `gm1.example.com` become `host-1` and `host-1.example.invalid`. */
  #host(text: string): string {
    const [label = '', ...domain] = text.toLowerCase().split('.');
    const host = this.#numbered('host', canonicalOrSelf(label), (n) => `host-${n}`);
    return domain.length === 0 ? host : `${host}.example.invalid`;
  }

  #serial(text: string): string {
    const shape = text.replace(/[a-z]/gi, 'X').replace(/\d/g, '0');
    const digits = /0*$/.exec(shape)?.[0].length ?? 0;
    return this.#numbered('serial', canonicalOrSelf(text), (n) => {
      const suffix = String(n);
      return suffix.length <= digits ? shape.slice(0, shape.length - suffix.length) + suffix : `serial-${suffix}`;
    });
  }

  /** MAC addresses (12 digits), the EUI-64 made of them, port identities (EUI-64 and more digits), and longer hexadecimal texts. */
  #hex(digits: string): string {
    if (digits.length === 12) {
      return `020000${this.#hexNumber(digits)}`;
    }
    if (digits.length < 16) {
      return this.#numbered('hex', digits, (n) => n.toString(16).padStart(digits.length, '0'));
    }
    if (digits.length > 20) {
      return this.#numbered('hex', digits, (n) => n.toString(16).padStart(digits.length, '0'));
    }
    const [head, middle, tail, rest] = [digits.slice(0, 6), digits.slice(6, 10), digits.slice(10, 16), digits.slice(16)];
    // IEEE 1588 makes an EUI-64 by inserting FFFE into the MAC address: the two must stay recognisable as one card.
    return middle === 'fffe' ? `020000fffe${this.#hexNumber(head + tail)}${rest}` : `0200010000${this.#hexNumber(digits.slice(0, 16))}${rest}`;
  }

  #hexNumber(identity: string): string {
    const spell = (n: number): string => n.toString(16).padStart(6, '0');
    const isFree = (n: number): boolean =>
      ![`020000${spell(n)}`, `020000fffe${spell(n)}`, `0200010000${spell(n)}`].some((text) => this.#isTaken(text));
    return this.#numbered('identity', identity, spell, isFree);
  }

  #numbered(group: string, value: string, spell: (n: number) => string, isFree = (n: number) => !this.#isTaken(canonical(spell(n)))): string {
    const key = `${group}:${value}`;
    const known = this.#assigned.get(key);
    if (known !== undefined) {
      return known;
    }
    let n = (this.#counters.get(group) ?? 0) + 1;
    while (!isFree(n)) {
      n += 1;
    }
    this.#counters.set(group, n);
    const placeholder = spell(n);
    this.#assigned.set(key, placeholder);
    return placeholder;
  }
}

/** The eight groups of an IPv6 address without leading zeros, or `undefined` when the text is none. */
export function expandAddress6(text: string): string | undefined {
  const halves = text.toLowerCase().split('::');
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(text)) {
    return undefined;
  }
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) {
    return undefined;
  }
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group)) ? groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':') : undefined;
}

function canonicalAddress4(text: string): string {
  return (text.match(/\d+/g) ?? []).map(Number).join('.');
}

/** Texts without a single Latin letter or digit would otherwise all be the same. */
function canonicalOrSelf(text: string): string {
  const letters = canonical(text);
  return letters === '' ? text : letters;
}

/** Writes `digits` the way `text` is written: its separators, and upper case when it has upper-case digits. */
function spellLike(text: string, digits: string): string {
  const cased = /[A-F]/.test(text) ? digits.toUpperCase() : digits;
  let next = 0;
  return text.replace(/[0-9a-f]/gi, () => cased[next++] ?? '0');
}
