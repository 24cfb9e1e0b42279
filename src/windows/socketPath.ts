import { createHash, randomBytes } from 'node:crypto';
import * as os from 'node:os';
import * as path from 'node:path';

/** What a local socket's address can hold on macOS, less a little; Linux takes a few bytes more. */
const longestPathBytes = 100;

/**
 * An address for a local socket that nobody else has: in the folder, unless that is too deep for what systems accept; on Windows a named pipe, which has
 * no place in any folder.
 */
export function newSocketPath(folder: string, platform: NodeJS.Platform = process.platform): string {
  const name = `psx-${randomBytes(8).toString('hex')}`;
  if (platform === 'win32') {
    return `\\\\.\\pipe\\${name}`;
  }
  const file = path.join(folder, `${name}.sock`);
  return Buffer.byteLength(file) <= longestPathBytes ? file : path.join(os.tmpdir(), `${name}.sock`);
}

/**
 * Where it is written which window polls. Windows of another version go their own way: they may not understand each other. A folder in a home directory
 * on the network is shared by computers, whose windows cannot reach each other.
 */
export function claimPath(folder: string, version: string): string {
  return path.join(folder, `poller-${version}-${hostMark()}.json`);
}

/** Whether it is the name of a local socket as {@link newSocketPath} gives it. */
export function isSocketName(name: string): boolean {
  return /^psx-[0-9a-f]{16}\.sock$/.test(name);
}

/** The computer whose windows write the file of this name, in whatever version; `undefined` when it is none of {@link claimPath}. */
export function claimOwner(name: string): 'thisComputer' | 'another' | undefined {
  const [, mark] = /^poller-.+-([0-9a-f]{12})\.json$/.exec(name) ?? [];
  return mark === undefined ? undefined : mark === hostMark() ? 'thisComputer' : 'another';
}

function hostMark(): string {
  return createHash('sha256').update(os.hostname()).digest('hex').slice(0, 12);
}
