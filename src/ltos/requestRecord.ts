import type { Fault } from '../model/fault';
import type { RequestObserver, RequestTiming, StartedRequest } from '../model/httpRequest';
import type { AnswerVerdict, RawAnswer } from './answerVerdict';
import { redact, redactHeaders } from './redaction';
import { nextRequestId } from './requestId';
import type { RequestWatch } from './requestWatch';

/** What is known of a request before it is sent. */
interface RecordStart {
  readonly deviceId: string;
  readonly origin: string;
  readonly method: string;
  readonly uri: string;
  /** What must not be repeated. */
  readonly secrets: readonly string[];
  /** Headers that are sent, with their secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly repeatOf: number | undefined;
  readonly queuedMs: number;
}

/** Tells an observer about one request; without an observer it only counts. */
export class RequestRecord {
  readonly id: number;
  readonly #observer: RequestObserver | undefined;
  readonly #secrets: readonly string[];
  readonly #queuedMs: number;
  readonly #startedAt: number;
  readonly #started: StartedRequest | undefined;

  constructor(observer: RequestObserver | undefined, { deviceId, origin, method, uri, secrets, headers, repeatOf, queuedMs }: RecordStart) {
    this.id = nextRequestId();
    this.#observer = observer;
    this.#secrets = secrets;
    this.#queuedMs = queuedMs;
    if (observer === undefined) {
      this.#startedAt = 0;
      return;
    }
    this.#startedAt = performance.now();
    this.#started = {
      id: this.id,
      deviceId,
      origin,
      method,
      uri: redact(uri, secrets),
      requestTime: Date.now(),
      requestHeaders: redactHeaders(headers, []),
      ...(repeatOf === undefined ? {} : { repeatOf }),
    };
    observer.started(this.#started);
  }

  /** The whole answer is there. */
  answered(
    watch: RequestWatch,
    { status, headers, text }: RawAnswer,
    statusText: string,
    bytes: number,
    verdict: AnswerVerdict,
    isAnswerSecret: boolean,
  ): void {
    if (this.#observer === undefined || this.#started === undefined) {
      return;
    }
    const now = performance.now();
    const secrets = this.#secrets;
    this.#observer.finished({
      ...this.#started,
      timing: this.#timing(watch, now),
      timeSpanMs: now - this.#startedAt,
      responseTime: Date.now(),
      status,
      statusText: redact(statusText, secrets),
      responseHeaders: redactHeaders(headers, secrets),
      body: isAnswerSecret ? '[redacted]' : redact(text, secrets),
      bytes,
      ...(verdict.kind === 'fault' ? { error: verdict.fault } : {}),
    });
  }

  /** No complete answer will come. */
  failed(watch: RequestWatch, error: Fault): void {
    if (this.#observer === undefined || this.#started === undefined) {
      return;
    }
    const { response } = watch;
    this.#observer.finished({
      ...this.#started,
      timing: this.#timing(watch, undefined),
      waitedMs: performance.now() - this.#startedAt,
      ...(response?.statusCode === undefined ? {} : { status: response.statusCode, statusText: redact(response.statusMessage ?? '', this.#secrets) }),
      error,
    });
  }

  #timing({ timing, sentAt, firstByteAt, reusedSocket }: RequestWatch, endedAt: number | undefined): RequestTiming {
    return {
      queuedMs: this.#queuedMs,
      ...timing,
      ...(sentAt === undefined || firstByteAt === undefined ? {} : { firstByteMs: firstByteAt - sentAt }),
      ...(firstByteAt === undefined || endedAt === undefined ? {} : { bodyMs: endedAt - firstByteAt }),
      reusedSocket,
    };
  }
}
