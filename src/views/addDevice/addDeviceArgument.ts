/** What `psx.addDevice` and `psx.editDevice` may be given. What is absent is asked for. */
export interface AddDeviceArgument {
  readonly host?: string;
  readonly port?: number;
  readonly busAddress?: string;
  readonly name?: string;
  readonly slotIds?: readonly string[];
  readonly user?: string;
  readonly password?: string;
  /** SHA-256 of the certificate to trust, `AA:BB:…`. */
  readonly fingerprint?: string;
}

/** Reads the argument; a tree node or nothing at all gives an empty one. Throws an error whose message is a sentence to show. */
export function parseAddDeviceArgument(argument: unknown): AddDeviceArgument {
  if (argument === undefined || argument === null) {
    return {};
  }
  if (typeof argument !== 'object' || Array.isArray(argument)) {
    throw new Error('psx.addDevice takes one object: {"host": "10.0.4.20", "user": "info", "password": "…"}.');
  }
  const members = argument as Record<string, unknown>;
  const host = textOf(members, 'host');
  if (host?.trim() === '') {
    throw new Error('The argument "host" of psx.addDevice is empty. Give an IP address, a host name or a URL.');
  }
  return compact({
    host,
    port: portOf(members.port),
    busAddress: textOf(members, 'busAddress'),
    name: textOf(members, 'name'),
    slotIds: slotIdsOf(members.slotIds),
    user: textOf(members, 'user'),
    password: textOf(members, 'password'),
    fingerprint: textOf(members, 'fingerprint'),
  });
}

function textOf(members: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = members[key];
  if (value === undefined || typeof value === 'string') {
    return value;
  }
  // The value itself is left out: it may be a password.
  throw new Error(`The argument "${key}" of psx.addDevice must be a text.`);
}

function portOf(value: unknown): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535) {
    return value;
  }
  throw new Error('The argument "port" of psx.addDevice must be a whole number from 1 to 65535.');
}

function slotIdsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string' && item.trim() !== '')) {
    return [...new Set(value.map((item) => item.trim()))];
  }
  throw new Error('The argument "slotIds" of psx.addDevice must be a list of texts such as "io3".');
}

type Compact<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
