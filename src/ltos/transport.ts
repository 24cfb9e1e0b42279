import type { Socket } from 'node:net';
import type tls from 'node:tls';
import type Fetch from 'node-fetch';
import type { CertificatePins } from '../model/certificatePins';
import type { Fault } from '../model/fault';
import type { RequestObserver } from '../model/httpRequest';
import { judgeAnswer, type AnswerVerdict, type RawAnswer } from './answerVerdict';
import { openConnection } from './connection';
import type { Deadline } from './deadline';
import { DeviceAgent } from './deviceAgent';
import { errorCode, exchangeFault, isHttpError } from './errorFaults';
import { cancelled, internal, timedOut, tooLarge, whereIs } from './faults';
import { LtosError } from './ltosError';
import { resolveRoute, type ProxyRoute, type ProxySettings } from './proxy';
import { redact, redactBody } from './redaction';
import { RequestRecord } from './requestRecord';
import { RequestWatch } from './requestWatch';
import { BodyTooLarge, readBody } from './responseBody';

/** Loaded with the first request, as it would cost more than all the rest while VS Code starts. */
let nodeFetch: typeof Fetch | undefined;

/** Larger answers are given up: a LANTIME's whole status has some 100 KB. */
export const answerLimitBytes = 16 * 1024 * 1024;

export interface TransportOptions {
  readonly origin: string;
  readonly deviceId: string;
  readonly bypassProxy: boolean;
  readonly pins: CertificatePins;
  readonly proxy: (() => ProxySettings) | undefined;
  readonly trust: () => tls.SecureContext;
  /** Who watches the next request; `undefined` costs nothing. */
  readonly observer: (() => RequestObserver | undefined) | undefined;
}

/** One request to send. */
export interface Outgoing {
  readonly method: 'GET' | 'PUT';
  /** Path and query. */
  readonly uri: string;
  /** Value of the Authorization header. */
  readonly authorization: string;
  readonly deadline: Deadline;
  readonly queuedMs: number;
  readonly repeatOf: number | undefined;
  readonly isApiKnown: boolean;
  /** What must not appear in a record. */
  readonly secrets: readonly string[];
  /** The answer is a secret itself. */
  readonly isAnswerSecret: boolean;
}

/** An answer with its verdict. */
export interface Incoming {
  readonly recordId: number;
  readonly status: number;
  readonly verdict: AnswerVerdict;
  readonly bodyBytes: number;
}

/** Sends single requests to one device over its one kept-alive connection, and tells the observer about each. */
export class Transport {
  readonly #options: TransportOptions;
  #agent: DeviceAgent | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /**
   * Sends a request; one that dies on a socket which the device had just closed is repeated once, at once. Rejects with {@link LtosError} only.
   */
  async send(outgoing: Outgoing): Promise<Incoming> {
    const first = await this.#sendOnce(outgoing);
    if (!('lostRecordId' in first)) {
      return first;
    }
    const second = await this.#sendOnce({ ...outgoing, queuedMs: 0, repeatOf: first.lostRecordId });
    if ('lostRecordId' in second) {
      throw second.error;
    }
    return second;
  }

  /** Closes the idle connection; one in use is closed when its request is done. */
  dropConnections(): void {
    this.#agent?.retire();
    this.#agent = undefined;
  }

  dispose(): void {
    this.#agent?.destroy();
    this.#agent = undefined;
  }

  async #sendOnce(outgoing: Outgoing): Promise<Incoming | Lost> {
    const { method, uri, authorization, deadline } = outgoing;
    const { origin, observer, deviceId } = this.#options;
    const headers = { Authorization: authorization, Accept: 'application/json', 'Accept-Encoding': 'gzip', 'User-Agent': 'PSX-Explorer' };
    const { repeatOf, queuedMs, secrets, isAnswerSecret } = outgoing;
    const record = new RequestRecord(observer?.(), { deviceId, origin, method, uri, secrets, headers, repeatOf, queuedMs });
    const watch = new RequestWatch(deadline.signal);
    try {
      const agent = this.#agentFor();
      agent.expect(watch);
      nodeFetch ??= (await import('node-fetch')).default;
      const response = await nodeFetch(origin + uri, {
        method,
        agent,
        redirect: 'manual',
        signal: deadline.signal,
        headers,
      });
      const body = response.body === null ? Buffer.alloc(0) : await readBody(response.body, answerLimitBytes);
      if (isHttpError(watch.error)) {
        // What follows the answer is not HTTP: the body may have been cut or lost, and reads as if it were whole.
        throw watch.error;
      }
      const { location, ...others } = watch.response?.headers ?? {};
      // A redirect to an address with the log-in in it: that would be asked for, and told.
      const answerHeaders = location === undefined ? others : { ...others, location: redact(location, secrets) };
      const answer: RawAnswer = { status: response.status, headers: answerHeaders, text: body.toString('utf8') };
      const verdict = judgeAnswer(answer, { origin, uri: redact(uri, secrets), route: agent.route, isApiKnown: outgoing.isApiKnown });
      if (verdict.kind === 'good' && !isAnswerSecret) {
        redactBody(verdict.body, answer.text, secrets);
      }
      record.answered(watch, answer, response.statusText, body.length, verdict, isAnswerSecret);
      await watch.released();
      return { recordId: record.id, status: response.status, verdict, bodyBytes: body.length };
    } catch (error) {
      const isDeadSocket = method === 'GET' && deadline.end === undefined && watch.reusedSocket && watch.response === undefined && isConnectionEnd(watch.error);
      const failure = this.#failure(error, watch, deadline);
      record.failed(watch, failure.fault);
      watch.abandon();
      if (isDeadSocket) {
        return { lostRecordId: record.id, error: failure };
      }
      throw failure;
    } finally {
      this.#agent?.forget();
    }
  }

  #failure(error: unknown, watch: RequestWatch, deadline: Deadline): LtosError {
    const original = watch.error ?? error;
    if (deadline.end !== undefined) {
      return new LtosError(this.#endFault(deadline));
    }
    if (original instanceof LtosError) {
      return original;
    }
    const { origin } = this.#options;
    if (error instanceof BodyTooLarge) {
      return new LtosError(tooLarge(whereIs(origin), answerLimitBytes));
    }
    if (watch.sentAt === undefined) {
      return new LtosError(internal('it was not accepted'), { cause: original });
    }
    const hasAnswer = watch.response !== undefined;
    return new LtosError(exchangeFault(origin, hasAnswer && !isHttpError(original) ? error : original, hasAnswer), { cause: original });
  }

  #endFault(deadline: Deadline): Fault {
    return deadline.end === 'timeout' ? timedOut(whereIs(this.#options.origin), deadline.timeoutMs) : cancelled();
  }

  /** The proxy settings may have changed since the connection was opened. */
  #agentFor(): DeviceAgent {
    const { origin, bypassProxy, proxy } = this.#options;
    const route = resolveRoute(origin, bypassProxy ? undefined : proxy?.(), bypassProxy);
    if (this.#agent !== undefined && !isSameRoute(this.#agent.route, route)) {
      this.dropConnections();
    }
    this.#agent ??= new DeviceAgent(origin, route, (watch) => this.#connect(watch, route));
    return this.#agent;
  }

  async #connect(watch: RequestWatch, route: ProxyRoute | undefined): Promise<Socket> {
    const { origin, pins, trust } = this.#options;
    const socket = await openConnection({ origin, route, signal: watch.signal, trust, timing: watch.timing }, pins.get(origin));
    watch.connected();
    return socket;
  }
}

/** A request that died on a socket which had served before. */
interface Lost {
  readonly lostRecordId: number;
  readonly error: LtosError;
}

function isConnectionEnd(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(errorCode(error));
}

function isSameRoute(one: ProxyRoute | undefined, other: ProxyRoute | undefined): boolean {
  return one?.url.href === other?.url.href && one?.authorization === other?.authorization;
}
