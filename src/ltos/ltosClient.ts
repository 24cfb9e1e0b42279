import type tls from 'node:tls';
import type { CertificatePins } from '../model/certificatePins';
import type { CredentialsSource } from '../model/credentials';
import type { Fault, FaultKind } from '../model/fault';
import type { RequestObserver } from '../model/httpRequest';
import type { Json } from '../model/json';
import { Authenticator } from './authenticator';
import { Deadline } from './deadline';
import { cancelled, internal, redirected, timedOut, whereIs } from './faults';
import type { LtosAnswer, PolledApi, RequestOptions } from './ltosApi';
import { LtosError } from './ltosError';
import type { ProxySettings } from './proxy';
import { RequestQueue } from './requestQueue';
import type { RequestSlots} from './requestSlots';
import { type LeaveSlot } from './requestSlots';
import { Transport, type Incoming } from './transport';
import { systemTrust } from './trust';

const mostRedirects = 3;
const defaultTimeoutMs = 15_000;

/** What a client is made of. The functions are asked again for every request, so that changed settings take effect at once. */
export interface LtosClientOptions {
  /** `scheme://host:port`, see `parseDeviceAddress`. */
  readonly origin: string;
  readonly deviceId: string;
  /** Never a proxy for this device. */
  readonly bypassProxy: boolean;
  readonly credentials: CredentialsSource;
  readonly pins: CertificatePins;
  /** Without it: no proxy. */
  readonly proxy?: () => ProxySettings;
  /** Limit for one request, from the queue to the last byte, in milliseconds; default 15 s. */
  readonly timeoutMs?: () => number;
  /** Ask for numbers instead of texts in enumerations (`?raw`). */
  readonly raw?: () => boolean;
  /** Who watches the next request, if anybody does. */
  readonly observer?: () => RequestObserver | undefined;
  /** Shared by the clients of all devices; without it there is no limit. */
  readonly slots?: RequestSlots;
  /** The authorities to trust; default: this computer's. */
  readonly trust?: () => tls.SecureContext;
}

/** What lasts until the next reset. */
interface Session {
  readonly login: Authenticator;
  /** The certificate that was trusted when it began. */
  readonly pin: string | undefined;
  /** Once set, nothing is sent any more. */
  refusal?: Fault;
  /** A good answer has come. */
  isApiKnown: boolean;
}

/** What one call of `get` carries along. */
interface Turn {
  readonly session: Session;
  readonly deadline: Deadline;
  readonly queuedMs: number;
  /** The last request of this call, which the next one repeats. */
  repeatOf?: number;
}

/** Faults that a reset may have cured while their request was under way. */
const curable: ReadonlySet<FaultKind> = new Set<FaultKind>(['unauthorized', 'tlsChanged', 'tlsUntrusted', 'credentialsMissing', 'credentialsUnreadable']);

/** Faults of the token request that tell about that request only; with the others the next one would fail as well. */
const endsTokens: ReadonlySet<FaultKind> = new Set<FaultKind>(['timeout', 'connectionLost', 'truncated', 'tooLarge']);

/** The REST API of one device: one request in flight, whoever asks. */
export class LtosClient implements PolledApi {
  readonly #options: LtosClientOptions;
  readonly #transport: Transport;
  readonly #queue = new RequestQueue();
  #session: Session;
  #running: Deadline | undefined;
  #isDisposed = false;
  /** The last request was answered, whatever the answer said. */
  #isAnswering = false;
  readonly #disposal = new AbortController();

  constructor(options: LtosClientOptions) {
    this.#options = options;
    const { origin, deviceId, bypassProxy, pins, proxy, observer, trust = systemTrust } = options;
    this.#transport = new Transport({ origin, deviceId, bypassProxy, pins, proxy, observer, trust });
    this.#session = this.#newSession();
  }

  async get(path: string, options: RequestOptions = {}): Promise<LtosAnswer> {
    if (!/^\/api(?:[/?]|$)/.test(path)) {
      throw new LtosError(internal('its path does not begin with /api'));
    }
    const askedAt = performance.now();
    await this.#queue.enter(options.signal, () => new LtosError(cancelled()));
    try {
      const leave = await this.#enterSlot(options.signal);
      try {
        return await this.#getInTurn(path, options, askedAt);
      } finally {
        leave();
      }
    } finally {
      this.#queue.leave();
    }
  }

  async isAccessChanged(): Promise<boolean | undefined> {
    const { login, pin } = this.#session;
    if (this.#options.pins.get(this.#options.origin) !== pin) {
      return true;
    }
    const deadline = new Deadline(this.#options.timeoutMs?.() ?? defaultTimeoutMs, this.#disposal.signal);
    try {
      return await deadline.race(login.isOutdated());
    } catch {
      return undefined;
    } finally {
      deadline.clear();
    }
  }

  reset(): void {
    this.#session = this.#newSession();
    this.#transport.dropConnections();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#queue.close(new LtosError(cancelled()));
    this.#disposal.abort();
    this.#running?.cancel();
    this.#transport.dispose();
  }

  async #enterSlot(signal: AbortSignal | undefined): Promise<LeaveSlot> {
    const { slots } = this.#options;
    if (slots === undefined) {
      return () => undefined;
    }
    const ends = [this.#disposal.signal, ...(signal === undefined ? [] : [signal])];
    try {
      return await slots.enter(this.#isAnswering, () => AbortSignal.any(ends));
    } catch {
      throw new LtosError(cancelled());
    }
  }

  async #getInTurn(path: string, options: RequestOptions, askedAt: number): Promise<LtosAnswer> {
    const startedAt = performance.now();
    const deadline = new Deadline(options.timeoutMs ?? this.#options.timeoutMs?.() ?? defaultTimeoutMs, options.signal);
    this.#running = deadline;
    try {
      const { verdictBody, bodyBytes } = await this.#getNow(this.#uri(path), deadline, startedAt - askedAt);
      this.#isAnswering = true;
      return { path, body: verdictBody, bodyBytes, timeSpanMs: performance.now() - startedAt };
    } catch (error) {
      const told = this.#asLtosError(error, deadline);
      if (told.fault.kind !== 'cancelled') {
        this.#isAnswering = told.status !== undefined;
      }
      throw told;
    } finally {
      deadline.clear();
      this.#running = undefined;
    }
  }

  async #getNow(uri: string, deadline: Deadline, queuedMs: number): Promise<GoodAnswer> {
    for (;;) {
      const session = this.#session;
      try {
        return await this.#getInSession({ session, deadline, queuedMs }, uri);
      } catch (error) {
        // The user has just changed the password or trusted the certificate: what came of the old ones is of no interest.
        const isStale = session !== this.#session && error instanceof LtosError && curable.has(error.fault.kind);
        if (!isStale || this.#isDisposed) {
          throw error;
        }
        deadline.restart();
      }
    }
  }

  async #getInSession(turn: Turn, uri: string): Promise<GoodAnswer> {
    const { session } = turn;
    for (let refusedTokens = 0; ; ) {
      this.#throwRefusal(session);
      const authorization = await this.#authorization(turn);
      const isBearer = authorization === session.login.bearer();
      const answer = await this.#follow(turn, uri, authorization);
      if (answer.verdict.kind === 'good') {
        session.isApiKnown = true;
        session.login.accepted(answer.verdict.body, answer.recordId);
        return { verdictBody: answer.verdict.body, bodyBytes: answer.bodyBytes };
      }
      if (answer.status === 401 && isBearer) {
        session.login.dropToken(answer.recordId);
        refusedTokens += 1;
        if (refusedTokens > 1) {
          session.login.giveUpTokens();
        }
        turn.repeatOf = answer.recordId;
        turn.deadline.restart();
        continue;
      }
      throw this.#failed(session, answer);
    }
  }

  /** The Authorization header to use; fetches a token when the device offers one. */
  async #authorization(turn: Turn): Promise<string> {
    const { login } = turn.session;
    const known = login.bearer();
    if (known !== undefined) {
      return known;
    }
    const basic = await login.basic(turn.deadline);
    if (login.needsToken) {
      await this.#fetchToken(turn, basic);
    }
    return login.bearer() ?? basic;
  }

  /** Fetches a token, in a time of its own: a device that chokes on this request still answers to Basic. */
  async #fetchToken({ session, deadline }: Turn, basic: string): Promise<void> {
    const { login } = session;
    const ownDeadline = new Deadline(deadline.timeoutMs, deadline.signal);
    deadline.suspend();
    try {
      const answer = await this.#transport.send({
        method: 'PUT',
        uri: '/api/get-token',
        authorization: basic,
        deadline: ownDeadline,
        queuedMs: 0,
        repeatOf: login.tokenCause,
        isApiKnown: true,
        secrets: login.secrets,
        isAnswerSecret: true,
      });
      if (answer.status === 401 && login.isRenewal) {
        throw this.#failed(session, answer);
      }
      if (answer.verdict.kind === 'good') {
        login.takeToken(answer.verdict.body);
      } else {
        login.giveUpTokens();
      }
    } catch (error) {
      if (!(error instanceof LtosError) || !endsTokens.has(error.fault.kind)) {
        this.#remember(session, error);
        throw error;
      }
      login.giveUpTokens();
    } finally {
      ownDeadline.clear();
      deadline.restart();
    }
  }

  /** Sends a GET and follows its redirects within the origin. */
  async #follow(turn: Turn, uri: string, authorization: string): Promise<Incoming> {
    const { session, deadline } = turn;
    let target = uri;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      let answer: Incoming;
      try {
        answer = await this.#transport.send({
          method: 'GET',
          uri: target,
          authorization,
          deadline,
          queuedMs: turn.repeatOf === undefined ? turn.queuedMs : 0,
          repeatOf: turn.repeatOf,
          isApiKnown: session.isApiKnown,
          secrets: session.login.secrets,
          isAnswerSecret: false,
        });
      } catch (error) {
        this.#remember(session, error);
        throw error;
      }
      if (answer.verdict.kind !== 'redirect') {
        return answer;
      }
      target = answer.verdict.uri;
      turn.repeatOf = answer.recordId;
    }
    throw new LtosError(redirected(whereIs(this.#options.origin), undefined));
  }

  /** Error of an answer that is not good; after a refused log-in nothing more is sent, since LTOS bans users who keep failing. */
  #failed(session: Session, { status, verdict }: Incoming): LtosError {
    if (verdict.kind !== 'fault') {
      return new LtosError(internal('an answer without a verdict'));
    }
    const { fault, retryAfterMs } = verdict;
    const error = new LtosError(fault, retryAfterMs === undefined ? { status } : { status, retryAfterMs });
    this.#remember(session, error);
    return error;
  }

  /** Keeps the faults after which sending again would do harm. */
  #remember(session: Session, error: unknown): void {
    if (error instanceof LtosError && (error.fault.kind === 'unauthorized' || error.fault.kind === 'tlsChanged')) {
      session.refusal = error.fault;
    }
  }

  #throwRefusal({ refusal }: Session): void {
    if (refusal !== undefined) {
      throw new LtosError(refusal);
    }
  }

  #uri(path: string): string {
    if (this.#options.raw?.() !== true) {
      return path;
    }
    return `${path}${path.includes('?') ? '&' : '?'}raw`;
  }

  #asLtosError(error: unknown, deadline: Deadline): LtosError {
    switch (deadline.end) {
      case 'timeout':
        return new LtosError(timedOut(whereIs(this.#options.origin), deadline.timeoutMs));
      case 'cancelled':
        return new LtosError(cancelled());
      case undefined:
        return error instanceof LtosError ? error : new LtosError(internal('an unexpected failure'), { cause: error });
    }
  }

  #newSession(): Session {
    const { origin, credentials, pins } = this.#options;
    return { login: new Authenticator(origin, credentials), pin: pins.get(origin), isApiKnown: false };
  }
}

interface GoodAnswer {
  readonly verdictBody: Json;
  readonly bodyBytes: number;
}
