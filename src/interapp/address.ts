import { createHash } from 'node:crypto';
import type { Address } from '../model/interApp';
import { wellFormed } from '../model/wellFormed';

/** An address in its parts, decoded. See {@link Address}. */
export type ParsedAddress =
  | { readonly kind: 'chassis'; readonly deviceId: string }
  | { readonly kind: 'card'; readonly deviceId: string; readonly slotId: string }
  | { readonly kind: 'ptp'; readonly deviceId: string; readonly slotId: string; readonly instanceId: string }
  | { readonly kind: 'extension'; readonly extensionId: string }
  | { readonly kind: 'uri' }
  | { readonly kind: 'user' };

const longestAddress = 1000;
/** Three of them have room in an address. */
const longestEncodedId = 320;

/** Reads an address; `undefined` for a text that is none. */
export function parseAddress(text: string): ParsedAddress | undefined {
  return readAddress(text)?.address;
}

/**
 * Reads an address, and gives the one spelling that all texts with its meaning share: `chassis/%61` is `chassis/a`. Ids of extensions are
 * in lower case, since VS Code makes no difference. `undefined` for a text that is no address.
 */
export function readAddress(text: string): { readonly address: ParsedAddress; readonly canonical: string } | undefined {
  if (text.length > longestAddress) {
    return undefined;
  }
  const [kind = '', ...encoded] = text.split('/');
  try {
    // Throws for what is wrongly encoded, and for half a character, which cannot be encoded again.
    const parts = encoded.map((part, index) => {
      const decoded = decodeURIComponent(part);
      return kind === 'extension' && index === 0 ? decoded.toLowerCase() : decoded;
    });
    const address = parts.includes('') ? undefined : addressOf(kind, parts);
    return address && { address, canonical: [kind, ...parts.map(encodeURIComponent)].join('/') };
  } catch {
    return undefined;
  }
}

export function chassisAddress(deviceId: string): Address {
  return `chassis/${encodeId(deviceId)}`;
}

export function cardAddress(deviceId: string, slotId: string): Address {
  return `card/${encodeId(deviceId)}/${encodeId(slotId)}`;
}

export function ptpAddress(deviceId: string, slotId: string, instanceId: string): Address {
  return `ptp/${encodeId(deviceId)}/${encodeId(slotId)}/${encodeId(instanceId)}`;
}

/**
 * An id as a part of an address, whatever a device calls its parts: half characters are replaced, and of an id that no address has room for
 * there is the beginning and a hash. Nothing can be sent to such an address, but its events have one.
 */
function encodeId(id: string): string {
  const encoded = encodeURIComponent(wellFormed(id));
  return encoded.length <= longestEncodedId ? encoded : `${encodeURIComponent(wellFormed(id.slice(0, 40)))}~${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}

function addressOf(kind: string, parts: readonly string[]): ParsedAddress | undefined {
  const [first, second, third] = parts;
  switch (kind) {
    case 'chassis':
      return first !== undefined && parts.length === 1 ? { kind, deviceId: first } : undefined;
    case 'card':
      return first !== undefined && second !== undefined && parts.length === 2 ? { kind, deviceId: first, slotId: second } : undefined;
    case 'ptp':
      return first !== undefined && second !== undefined && third !== undefined && parts.length === 3
        ? { kind, deviceId: first, slotId: second, instanceId: third }
        : undefined;
    case 'extension':
      return first === undefined ? undefined : { kind, extensionId: first };
    case 'uri':
    case 'user':
      return parts.length === 0 ? { kind } : undefined;
    default:
      return undefined;
  }
}
