import type { Credentials, CredentialsSource } from '../model/credentials';
import { isJsonObject, type Json } from '../model/json';
import type { Deadline } from './deadline';
import { credentialsMissing, credentialsUnreadable, whereIs } from './faults';
import { LtosError } from './ltosError';
import { formsOf } from './redaction';

/** The first API generation that knows `/api/get-token`: LTOS 7.08. */
const firstGenerationWithTokens = 16;

/**
 * What a device's client knows about logging in, until it is reset: the Basic log-in, whether the device offers tokens, and the token.
 */
export class Authenticator {
  readonly #origin: string;
  readonly #source: CredentialsSource;
  #basic: string | undefined;
  /** What the log-in in use is, or will be. */
  #lookup: Promise<Credentials | undefined> | undefined;
  #loginSecrets: readonly string[] = [];
  #tokens: 'unknown' | 'offered' | 'unavailable' = 'unknown';
  #token: string | undefined;
  /** The request that showed that a token is needed. */
  #cause: number | undefined;
  #hadToken = false;

  constructor(origin: string, source: CredentialsSource) {
    this.#origin = origin;
    this.#source = source;
  }

  /** Passwords, headers and tokens in use, in the forms that an answer may repeat them in. */
  get secrets(): readonly string[] {
    return this.#token === undefined ? this.#loginSecrets : [...this.#loginSecrets, this.#token];
  }

  /** Value of an Authorization header with a token; undefined when there is none. */
  bearer(): string | undefined {
    return this.#token === undefined ? undefined : `Bearer ${this.#token}`;
  }

  get needsToken(): boolean {
    return this.#tokens === 'offered' && this.#token === undefined;
  }

  /** True when a token was in use before: the Basic log-in that gets the next one is no longer known to be good. */
  get isRenewal(): boolean {
    return this.#hadToken;
  }

  get tokenCause(): number | undefined {
    return this.#cause;
  }

  /** Value of an Authorization header with user name and password; looked up once. */
  async basic(deadline: Deadline): Promise<string> {
    if (this.#basic !== undefined) {
      return this.#basic;
    }
    let credentials;
    try {
      this.#lookup ??= this.#source(this.#origin);
      credentials = await deadline.race(this.#lookup);
    } catch {
      this.#lookup = undefined;
      // The store's own words stay out: nobody knows what they hold.
      throw new LtosError(credentialsUnreadable(whereIs(this.#origin)));
    }
    if (credentials === undefined) {
      this.#lookup = undefined;
      throw new LtosError(credentialsMissing(whereIs(this.#origin)));
    }
    const encoded = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
    this.#basic = `Basic ${encoded}`;
    this.#loginSecrets = [...formsOf(encoded), ...formsOf(credentials.password)];
    return this.#basic;
  }

  /** Whether another log-in is stored than the one in use, or none; `undefined` when none is in use. Rejects when the store cannot be read. */
  async isOutdated(): Promise<boolean | undefined> {
    const used = await this.#lookup;
    const stored = await this.#source(this.#origin);
    return used === undefined ? undefined : stored?.user !== used.user || stored.password !== used.password;
  }

  /** A good answer to `recordId`: its envelope may show that the device offers tokens. */
  accepted(body: Json, recordId: number): void {
    if (this.#tokens === 'unknown' && apiGeneration(body) >= firstGenerationWithTokens) {
      this.#tokens = 'offered';
      this.#cause = recordId;
    }
  }

  /** Takes the token out of the answer of `/api/get-token`; without one the device is never asked again. */
  takeToken(body: Json): void {
    const token = tokenOf(body);
    if (token === undefined) {
      this.giveUpTokens();
      return;
    }
    this.#token = token;
    this.#hadToken = true;
  }

  /** Basic from now on. */
  giveUpTokens(): void {
    this.#tokens = 'unavailable';
    this.#token = undefined;
  }

  /** The token was refused in the answer to `recordId`. */
  dropToken(recordId: number): void {
    this.#token = undefined;
    this.#cause = recordId;
  }
}

function apiGeneration(body: Json): number {
  const information = isJsonObject(body) ? body['system-information'] : undefined;
  const version = isJsonObject(information) ? information['API Version'] : undefined;
  return typeof version === 'string' ? Number(/(\d+)\.\d+\.\d+/.exec(version)?.[1] ?? 0) : 0;
}

function tokenOf(body: Json): string | undefined {
  if (!isJsonObject(body)) {
    return undefined;
  }
  const token = body.token ?? (isJsonObject(body.data) ? body.data.token : undefined);
  return typeof token === 'string' && /^[\x21-\x7e]{1,8192}$/.test(token) ? token : undefined;
}
