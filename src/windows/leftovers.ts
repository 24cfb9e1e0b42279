import * as fs from 'node:fs';
import { connect } from 'node:net';
import * as path from 'node:path';
import { ClaimFile } from './claim';
import { claimOwner, isSocketName } from './socketPath';

/** What is younger may not be listened to yet. */
const youngMs = 60_000;
const connectMs = 1_000;

/**
 * Removes what windows that were killed have left in the folder: local sockets that nobody listens on, and claims, also of other versions, whose address is
 * dead. What belongs to another computer, whose sockets cannot be reached from here, stays; and so does whatever answers, is young, or has a name that this
 * extension does not give. Never rejects.
 */
export async function sweepLeftovers(folder: string, own: { readonly address: string; readonly claimPath: string }): Promise<void> {
  try {
    const names = await fs.promises.readdir(folder);
    const elsewhere = new Set<string>();
    for (const name of names) {
      const claim = new ClaimFile(path.join(folder, name));
      const owner = claim.path === own.claimPath ? undefined : claimOwner(name);
      if (owner === 'thisComputer') {
        await sweepClaim(claim).catch(() => undefined);
      } else if (owner === 'another') {
        const found = claim.read();
        if (found === 'unreadable') {
          // Nobody knows which socket it stands for.
          return;
        }
        // By name: that computer may have the folder at another path.
        elsewhere.add(path.basename(found?.address ?? ''));
      }
    }
    for (const name of names.filter(isSocketName)) {
      const file = path.join(folder, name);
      if (file !== own.address && !elsewhere.has(name)) {
        // One that is gone meanwhile keeps no other from being swept.
        await sweepSocket(file).catch(() => undefined);
      }
    }
  } catch {
    // The folder is gone, or cannot be read: what is left there stays.
  }
}

async function sweepClaim(file: ClaimFile): Promise<void> {
  const found = file.read();
  if (found === 'unreadable') {
    if (await isOld(file.path)) {
      file.drop(found);
    }
  } else if (found !== undefined && (await isDead(found.address))) {
    file.bury(found);
  }
}

async function sweepSocket(file: string): Promise<void> {
  if ((await isOld(file)) && (await fs.promises.lstat(file)).isSocket() && (await isDead(file))) {
    await fs.promises.rm(file, { force: true });
  }
}

async function isOld(file: string): Promise<boolean> {
  return Date.now() - (await fs.promises.lstat(file)).mtimeMs > youngMs;
}

/** Whether nobody listens there, for certain. */
function isDead(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const settle = (isNobodyThere: boolean): void => {
      clearTimeout(tooLate);
      socket.destroy();
      resolve(isNobodyThere);
    };
    const tooLate = setTimeout(() => settle(false), connectMs);
    socket.once('connect', () => settle(false));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => settle(code === 'ECONNREFUSED' || code === 'ENOENT'));
  });
}
