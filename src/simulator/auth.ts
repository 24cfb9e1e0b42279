import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How a request tried to log in. */
export type AuthorizationKind = 'none' | 'basic' | 'bearer';

/** The one log-in of a simulated device, and the tokens that it issued. */
export class Auth {
  readonly user: string;
  #password: string;
  readonly #tokens = new Set<string>();

  constructor(user: string, password: string) {
    this.user = user;
    this.#password = password;
  }

  get password(): string {
    return this.#password;
  }

  /** Changes the password and ends all tokens. */
  setPassword(password: string): void {
    this.#password = password;
    this.expireTokens();
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  /** A new token: long, upper-case hexadecimal. */
  issueToken(): string {
    const token = randomBytes(48).toString('hex').toUpperCase();
    this.#tokens.add(token);
    return token;
  }

  /** True for the right Basic log-in or for a token in force. */
  accepts(header: string | undefined): boolean {
    return this.acceptsBasic(header) || this.#acceptsBearer(header);
  }

  /** True for the right Basic log-in. */
  acceptsBasic(header: string | undefined): boolean {
    const encoded = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1];
    if (encoded === undefined) {
      return false;
    }
    return isSame(Buffer.from(encoded, 'base64').toString('utf8'), `${this.user}:${this.#password}`);
  }

  #acceptsBearer(header: string | undefined): boolean {
    const token = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    return token !== undefined && this.#tokens.has(token);
  }
}

/** Which scheme an `Authorization` header uses. */
export function authorizationKind(header: string | undefined): AuthorizationKind {
  const scheme = header?.trim().split(' ', 1)[0]?.toLowerCase();
  return scheme === 'basic' || scheme === 'bearer' ? scheme : 'none';
}

/** A password for one run. */
export function randomPassword(): string {
  return randomBytes(9).toString('base64url');
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
