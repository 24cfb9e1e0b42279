import { expandAddress6, type SensitiveKind } from './placeholders';

/** A sensitive value as found in a text. */
export interface SensitiveValue {
  readonly kind: SensitiveKind;
  readonly text: string;
}

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const address4 = new RegExp(`(?<![0-9A-Za-z.])${octet}(?:\\.${octet}){3}(?![0-9A-Za-z]|\\.\\d)`, 'g');
const address6 = /(?<![0-9A-Za-z:.])[0-9a-f:]*:[0-9a-f:]*:[0-9a-f]*(?![0-9A-Za-z:])/gi;
/** `EC-46-70-…`, `ec:46:70:…`: six pairs or more (MAC address, EUI-64, fingerprint). */
const hexPairs = /(?<![0-9A-Za-z])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4,}[0-9a-f]{2}(?![0-9A-Za-z])/gi;
/** `ec46.70ff.fe00.1122`, `ec46-7000-1122`. */
const hexQuads = /(?<![0-9A-Za-z])[0-9a-f]{4}([.-])[0-9a-f]{4}\1[0-9a-f]{4}(?:\1[0-9a-f]{4})?(?![0-9A-Za-z])/gi;
/** `ec4670.fffe.001122`. */
const hexSplit = /(?<![0-9A-Za-z])[0-9a-f]{6}([.:-])[0-9a-f]{4}\1[0-9a-f]{6}(?![0-9A-Za-z])/gi;
/** Plain digits need a letter among them, else they may be a date or a counter. */
const hexPlain = /(?<=(?:^|[^0-9A-Za-z])(?:0x)?)(?=[0-9]*[a-f])(?:[0-9a-f]{12}|[0-9a-f]{16,})(?![0-9A-Za-z])/gi;
const mail = /[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+/g;
const urlHost = /(?<=:\/\/(?:[^/@\s"]*@)?)[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?/g;
/** Host names that are recognisable as such in free text; others are known by their key or given by the caller. */
const hostName =
  /(?<![0-9A-Za-z.-])(?:[0-9a-z](?:[0-9a-z-]*[0-9a-z])?\.)+(?:com|net|org|edu|gov|mil|local|lan|internal|intranet|corp|home|example|test|invalid|de|at|ch|eu|uk|fr|nl|se|jp|cn)(?![0-9A-Za-z-])/gi;

/** Addresses that say something about a protocol and nothing about a network. */
const publicAddress4 = /^(?:0\.0\.0\.0|127\.|255\.|224\.0\.[01]\.)/;
const publicHex = /^(?:0+|f+)$/i;

/** Everything in a text that looks like an address, an identity or a host name. */
export function findSensitive(text: string): readonly SensitiveValue[] {
  const found: SensitiveValue[] = [];
  const collect = (kind: SensitiveKind, pattern: RegExp, isSensitive: (match: string) => boolean = () => true): void => {
    for (const [match] of text.matchAll(pattern)) {
      if (isSensitive(match)) {
        found.push({ kind, text: match });
      }
    }
  };
  collect('mail', mail);
  collect('address4', address4, (match) => !publicAddress4.test(match));
  collect('address6', address6, isSensitiveAddress6);
  for (const pattern of [hexPairs, hexQuads, hexSplit, hexPlain]) {
    collect('hex', pattern, (match) => !publicHex.test(match.replace(/[^0-9a-f]/gi, '')));
  }
  collect('host', urlHost, isSensitiveHost);
  collect('host', hostName, isSensitiveHost);
  return found;
}

/** True for a whole text that is an address or identity of everybody's, such as 0.0.0.0, 127.0.0.1, ::1 or 00:00:00:00:00:00. */
export function isPublicAddress(text: string): boolean {
  const [address = ''] = text.trim().split('/', 1);
  const isAddress4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`).test(address);
  const isPairs = /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5,}$/i.test(address);
  return (
    (isAddress4 && publicAddress4.test(address)) ||
    (isPairs && publicHex.test(address.replace(/[:-]/g, ''))) ||
    (expandAddress6(address) !== undefined && !isSensitiveAddress6(address))
  );
}

/** An EUI-64 with colons has the form of an IPv6 address and is left to the identities. */
function isSensitiveAddress6(match: string): boolean {
  const groups = expandAddress6(match);
  return groups !== undefined && !/^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i.test(match) && !/^(?:0:){7}[01]$/.test(groups) && !/^ff0.:(?:0:){6}/.test(groups);
}

function isSensitiveHost(match: string): boolean {
  return match.toLowerCase() !== 'localhost' && !/^[\d.]+$/.test(match);
}
