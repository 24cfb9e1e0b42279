import * as fs from 'node:fs';
import * as path from 'node:path';
import { isJsonObject, type Json } from '../model/json';
import { isSocketName } from './socketPath';

/** What the window that polls has written down for the others. */
export interface Claim {
  /** Of its local socket or named pipe. */
  readonly address: string;
  /** Whoever knows it can read this file, and is no other user of the computer. */
  readonly key: string;
}

/** The file that says which window polls. Throws what the file system throws, but for what it says of absent and present files. */
export class ClaimFile {
  readonly path: string;

  constructor(file: string) {
    this.path = file;
  }

  /** `undefined`: there is none; `unreadable`: it is being written, or damaged. */
  read(): Claim | 'unreadable' | undefined {
    let text: string;
    try {
      text = fs.readFileSync(this.path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
    return parseClaim(text) ?? 'unreadable';
  }

  /** False when there is a claim already. */
  take(claim: Claim): boolean {
    fs.mkdirSync(path.dirname(this.path), { recursive: true });
    try {
      fs.writeFileSync(this.path, JSON.stringify(claim), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        return false;
      }
      throw error;
    }
  }

  /** Whether this is the claim. */
  holds({ address, key }: Claim): boolean {
    const found = this.read();
    return typeof found === 'object' && found.address === address && found.key === key;
  }

  /** Takes the claim away when it is this one, or, for `unreadable`, no other one. A window that loses its own by a race notices, and claims anew. */
  drop(claim: Claim | 'unreadable'): void {
    if (claim === 'unreadable' ? this.read() === 'unreadable' : this.holds(claim)) {
      fs.rmSync(this.path, { force: true });
    }
  }

  /** Takes away what a window that is dead, or hangs, has left behind: its claim, as {@link drop} does, and its local socket. */
  bury(claim: Claim): void {
    this.drop(claim);
    if (isSocketName(path.basename(claim.address))) {
      fs.rmSync(claim.address, { force: true });
    }
  }
}

function parseClaim(text: string): Claim | undefined {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  if (!isJsonObject(json)) {
    return undefined;
  }
  const { address, key } = json;
  return typeof address === 'string' && address !== '' && typeof key === 'string' && key !== '' ? { address, key } : undefined;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
