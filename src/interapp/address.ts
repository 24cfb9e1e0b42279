import type { Address } from '../model/interApp';

/** An address in its parts, decoded. See {@link Address}. */
export type ParsedAddress =
  | { readonly kind: 'chassis'; readonly deviceId: string }
  | { readonly kind: 'card'; readonly deviceId: string; readonly slotId: string }
  | { readonly kind: 'ptp'; readonly deviceId: string; readonly slotId: string; readonly instanceId: string }
  | { readonly kind: 'extension'; readonly extensionId: string }
  | { readonly kind: 'uri' }
  | { readonly kind: 'user' };

const longestAddress = 1000;

/** Reads an address; `undefined` for a text that is none. */
export function parseAddress(text: string): ParsedAddress | undefined {
  if (text.length > longestAddress) {
    return undefined;
  }
  const [kind, ...encoded] = text.split('/');
  const parts = encoded.map(decodedPart);
  const [first, second, third] = parts;
  if (parts.includes(undefined)) {
    return undefined;
  }
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

export function chassisAddress(deviceId: string): Address {
  return `chassis/${encodeURIComponent(deviceId)}`;
}

export function cardAddress(deviceId: string, slotId: string): Address {
  return `card/${encodeURIComponent(deviceId)}/${encodeURIComponent(slotId)}`;
}

export function ptpAddress(deviceId: string, slotId: string, instanceId: string): Address {
  return `ptp/${encodeURIComponent(deviceId)}/${encodeURIComponent(slotId)}/${encodeURIComponent(instanceId)}`;
}

/** `undefined` for a part that is empty or wrongly encoded. */
function decodedPart(part: string): string | undefined {
  if (!part.includes('%')) {
    return part === '' ? undefined : part;
  }
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
