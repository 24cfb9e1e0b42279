import path from 'node:path';
import type { Credentials } from '../model/credentials';
import { isObject } from './configMembers';
import type { ExporterConfig, ExporterDevice } from './exporterConfig';
import { findJsonError } from './jsonPosition';
import { readSecretFile } from './secretFile';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The credentials of a device, or what is wrong with the place they were looked for. Neither: nobody has said any. */
export interface FoundCredentials {
  readonly credentials?: Credentials;
  /** One sentence, without a secret. */
  readonly problem?: string;
}

/**
 * Looks the credentials of a device up, anew each time, so that a changed file takes effect: the environment for this device
 * (`PSX_<ID>_USER`, `PSX_<ID>_PASSWORD`), its `passwordFile`, its entry in `credentialsFile`, the environment for all (`PSX_USER`, `PSX_PASSWORD`).
 * A place that is named but cannot be used ends the search: the device should not get another place's password instead.
 */
export function findCredentials(device: ExporterDevice, config: Pick<ExporterConfig, 'credentialsFile'>, folder: string, env: Environment): FoundCredentials {
  const own = fromEnvironment(env, `${environmentPrefix(device)}_`);
  if (own !== undefined) {
    return own;
  }
  const { user, passwordFile } = device;
  if (user !== undefined && passwordFile !== undefined) {
    return fromPasswordFile(user, path.resolve(folder, passwordFile));
  }
  if (config.credentialsFile !== undefined) {
    const listed = fromCredentialsFile(device, path.resolve(folder, config.credentialsFile));
    if (listed !== undefined) {
      return listed;
    }
  }
  return fromEnvironment(env, 'PSX_') ?? {};
}

/** `PSX_GM_NORTH` for the id `gm-north`; a device without an id of its own goes by its name. */
export function environmentPrefix({ config: { id, name, origin } }: Pick<ExporterDevice, 'config'>): string {
  const word = id === origin ? name : id;
  return `PSX_${word.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '')}`;
}

function fromEnvironment(env: Environment, prefix: string): FoundCredentials | undefined {
  const user = nonEmpty(env[`${prefix}USER`]);
  const password = nonEmpty(env[`${prefix}PASSWORD`]);
  if (user === undefined && password === undefined) {
    return undefined;
  }
  return user === undefined || password === undefined
    ? { problem: `${prefix}USER and ${prefix}PASSWORD go together: the environment holds only ${prefix}${user === undefined ? 'PASSWORD' : 'USER'}.` }
    : { credentials: { user, password } };
}

function fromPasswordFile(user: string, file: string): FoundCredentials {
  const read = readSecretFile(file);
  if (!read.ok) {
    return { problem: read.problem };
  }
  // Editors end a file with a line break, which is not part of the password.
  const password = read.text.replace(/\r?\n$/, '');
  return password === '' ? { problem: `${file} is empty.` } : { credentials: { user, password } };
}

/** The file holds `{ "<id or name>": { "user", "password" } }`; one that does not name the device leaves it to the environment. */
function fromCredentialsFile({ config: { id, name } }: ExporterDevice, file: string): FoundCredentials | undefined {
  const read = readSecretFile(file);
  if (!read.ok) {
    return { problem: read.problem };
  }
  const text = read.text.replace(/^\uFEFF/, '');
  const error = findJsonError(text);
  if (error !== undefined) {
    return { problem: `${file}, line ${error.line}, column ${error.column}: This is not JSON.` };
  }
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) {
    return { problem: `${file} must hold an object: { "${id}": { "user": "…", "password": "…" } }.` };
  }
  const key = [id, name].find((candidate) => Object.hasOwn(value, candidate));
  if (key === undefined) {
    return undefined;
  }
  const entry = value[key];
  const { user, password } = isObject(entry) ? entry : {};
  return typeof user === 'string' && user !== '' && typeof password === 'string' && password !== ''
    ? { credentials: { user, password } }
    : { problem: `${file}: The entry "${key}" needs the texts "user" and "password".` };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
