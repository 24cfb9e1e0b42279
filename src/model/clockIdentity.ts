/** A PTP port: the EUI-64 of its clock and its number (IEEE 1588-2019, 5.3.5). */
export interface PortIdentity {
  /** `EC-46-70-FF-FE-00-11-22` */
  readonly clockIdentity: string;
  readonly portNumber?: number;
}

const longestText = 64;
const clockDigits = 16;
const macDigits = 12;
const portDigits = 20;
const shownIdentity = /^([0-9A-F]{2}(?:-[0-9A-F]{2}){7})(?:-(\d{1,5}))?$/;
const largestPort = 0xffff;
const noClock = /^(?:[0-]+|[F-]+)$/;
const macAddress = /^(?:[0-9a-f]{12}|[0-9a-f]{2}(?:[-: ][0-9a-f]{2}){5})$/i;
const separators = /[-:._,/ ]+/g;

/**
 * Reads a clock or port identity in any of the usual spellings: with `-`, `:` or `.`, plain, with `0x`;
 * a MAC address becomes an EUI-64 by FF-FE in its middle (IEEE 1588-2019, 7.5.2.2.2).
 * `'absent'` for all zeros or all ones, which devices send when there is no clock; `undefined` when it is no identity.
 */
export function parsePortIdentity(text: string): PortIdentity | 'absent' | undefined {
  // Most identities come as they are shown, and several times per instance.
  const [, shown, port] = shownIdentity.exec(text) ?? [];
  if (shown !== undefined && !noClock.test(shown)) {
    return withPort(shown, port === undefined ? undefined : Number(port));
  }
  const trimmed = text.trim();
  if (trimmed.length > longestText) {
    return undefined;
  }
  const plain = trimmed.replace(/^0x/i, '');
  const digits = plain.replace(separators, '').toUpperCase();
  if (!/^[0-9A-F]{12,21}$/.test(digits)) {
    return undefined;
  }
  const split = /^(.*)[-:._,/ ](\d{1,5})$/.exec(plain);
  const head = (split?.[1] ?? '').replace(separators, '').toUpperCase();
  const tail = Number(split?.[2]);
  if (head.length === clockDigits) {
    return portIdentity(head, tail);
  }
  // Groups of four (`EC46.70FF.FE00.1122`) also look like a MAC address and a port number, so whole lengths come first.
  switch (digits.length) {
    case clockDigits:
      return macAddress.test(split?.[1] ?? '') ? portIdentity(head, tail) : portIdentity(digits);
    case macDigits:
      return portIdentity(digits);
    case portDigits:
      return portIdentity(digits.slice(0, clockDigits), parseInt(digits.slice(clockDigits), 16));
    default:
      return head.length === macDigits ? portIdentity(head, tail) : undefined;
  }
}

/** `EC-46-70-FF-FE-00-11-22`, whatever the spelling; see {@link parsePortIdentity}. A port number is dropped. */
export function parseClockIdentity(text: string): string | undefined {
  const parsed = parsePortIdentity(text);
  return typeof parsed === 'object' ? parsed.clockIdentity : undefined;
}

/** `EC-46-70-FF-FE-00-11-22-1` */
export function formatPortIdentity({ clockIdentity, portNumber }: PortIdentity): string {
  return portNumber === undefined ? clockIdentity : `${clockIdentity}-${portNumber}`;
}

function portIdentity(digits: string, portNumber?: number): PortIdentity | 'absent' | undefined {
  if (/^(?:0+|F+)$/.test(digits)) {
    return 'absent';
  }
  const eui64 = digits.length === macDigits ? `${digits.slice(0, 6)}FFFE${digits.slice(6)}` : digits;
  return withPort((eui64.match(/../g) ?? []).join('-'), portNumber);
}

function withPort(clockIdentity: string, portNumber: number | undefined): PortIdentity | undefined {
  if (portNumber === undefined) {
    return { clockIdentity };
  }
  return portNumber > largestPort ? undefined : { clockIdentity, portNumber };
}
