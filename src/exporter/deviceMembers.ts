import { reportUnknown, type Report } from './configMembers';

/** What an entry of the configuration file says beside what an entry of `psx.devices` does. */
export interface DeviceExtras {
  /** SHA-256 of the certificate to trust, `AA:BB:…`. */
  readonly fingerprint?: string;
  readonly user?: string;
  /** As written; relative to the configuration file. */
  readonly passwordFile?: string;
}

const knownMembers = ['id', 'name', 'host', 'port', 'busAddress', 'slotIds', 'interval', 'fingerprint', 'user', 'passwordFile'] as const;

/** Reads the members of one entry that the extension's setting has not; `place` is its path, e.g. `devices[0]`. */
export function readDeviceMembers(entry: Readonly<Record<string, unknown>>, place: string, report: Report): DeviceExtras {
  const { password, ...members } = entry;
  if (password !== undefined) {
    report(`${place}.password`, 'A password does not belong here, where it would be shown and copied. Use passwordFile, credentialsFile or the environment.');
  }
  reportUnknown(members, knownMembers, `${place}.`, report);
  const fingerprint = readFingerprint(members.fingerprint, `${place}.fingerprint`, report);
  const user = readText(members.user, `${place}.user`, report);
  const passwordFile = readText(members.passwordFile, `${place}.passwordFile`, report);
  if ((user === undefined) !== (passwordFile === undefined)) {
    report(`${place}.${user === undefined ? 'user' : 'passwordFile'}`, 'user and passwordFile go together: one of them is missing.');
  }
  return {
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(user === undefined ? {} : { user }),
    ...(passwordFile === undefined ? {} : { passwordFile }),
  };
}

/** Hexadecimal digits, with colons, blanks or nothing between them, as browsers and OpenSSL show them. */
function readFingerprint(value: unknown, field: string, report: Report): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const digits = typeof value === 'string' ? value.replace(/^sha-?256[:=\s]+/i, '').replace(/[:\s]/g, '') : '';
  if (!/^[0-9a-f]{64}$/i.test(digits)) {
    report(field, 'This must be the SHA-256 fingerprint of the certificate: 64 hexadecimal digits, "AA:BB:…".');
    return undefined;
  }
  return (digits.toUpperCase().match(/../g) ?? []).join(':');
}

function readText(value: unknown, field: string, report: Report): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== 'string' || value.trim() === '') {
    report(field, 'This must be a text.');
    return undefined;
  }
  return value;
}
