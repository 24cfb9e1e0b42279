import { membersOf, textOf } from '../commands/commandArgument';

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

/** Reads the argument of `command`; a tree node or nothing at all gives an empty one. Throws an error whose message is a sentence to show. */
export function parseAddDeviceArgument(argument: unknown, command = 'psx.addDevice'): AddDeviceArgument {
  if (argument === undefined || argument === null) {
    return {};
  }
  if (typeof argument !== 'object' || Array.isArray(argument)) {
    throw new Error(`${command} takes one object: {"host": "10.0.4.20", "user": "info", "password": "…"}.`);
  }
  const members = membersOf(argument);
  const text = (key: string): string | undefined => textOf(command, argument, key);
  const host = text('host');
  if (host?.trim() === '') {
    throw new Error(`The argument "host" of ${command} is empty. Give an IP address, a host name or a URL.`);
  }
  return compact({
    host,
    port: portOf(command, members.port),
    busAddress: text('busAddress'),
    name: text('name'),
    slotIds: slotIdsOf(command, members.slotIds),
    user: userOf(command, text('user')),
    password: text('password'),
    fingerprint: text('fingerprint'),
  });
}

function portOf(command: string, value: unknown): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535) {
    return value;
  }
  throw new Error(`The argument "port" of ${command} must be a whole number from 1 to 65535.`);
}

/** A list of slot ids, trimmed, each once; `undefined` for `undefined`. Throws a sentence for anything else. */
export function slotIdsOf(command: string, value: unknown): readonly string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string' && item.trim() !== '')) {
    return [...new Set(value.map((item) => item.trim()))];
  }
  throw new Error(`The argument "slotIds" of ${command} must be a list of texts such as "io3".`);
}

/** Checks a user name for HTTP's Basic scheme, where a colon ends it. Throws a sentence. */
export function userOf(command: string, user: string | undefined): string | undefined {
  const problem = user === undefined ? undefined : userProblem(user);
  if (problem !== undefined) {
    throw new Error(`The argument "user" of ${command} cannot be used. ${problem}`);
  }
  return user;
}

/** What is wrong with a user name as it is typed, or `undefined`. */
export function userProblem(user: string): string | undefined {
  if (user.trim() === '') {
    return 'Enter the user name.';
  }
  return user.includes(':') ? 'A user name cannot contain ":".' : undefined;
}

type Compact<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
