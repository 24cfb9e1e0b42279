import type { Json } from '../model/json';

/** One good answer of the REST API: HTTP 200 with a JSON body. */
export interface LtosAnswer {
  readonly path: string;
  readonly body: Json;
  readonly bodyBytes: number;
  /** From the moment the request left the queue to the last byte. */
  readonly timeSpanMs: number;
}

export interface RequestOptions {
  /** Gives up this request (also while it is still queued): rejects with kind `cancelled`. */
  readonly signal?: AbortSignal;
  /** Overrides the client's request timeout. */
  readonly timeoutMs?: number;
}

/**
 * What polling and commands need of a device: reads of its REST API, one in flight at a time whoever asks.
 * Rejects with {@link LtosError} only.
 */
export interface LtosApi {
  /** `path` begins with `/api`, e.g. `/api/status/chassis0/slots/io3/module`. */
  get(path: string, options?: RequestOptions): Promise<LtosAnswer>;
  /**
   * Says that credentials or certificate pins may have changed: a client that refused to send (after 401, or after a
   * changed certificate) tries again with the next request; tokens and open connections are dropped.
   */
  reset(): void;
  /** Aborts what is under way, closes the sockets. Later requests reject with kind `cancelled`. */
  dispose(): void;
}

/** The client of a device as its poller has it. */
export interface PolledApi extends LtosApi {
  /**
   * Whether the stored log-in, or the trusted certificate, is another one than the requests since the last reset are made with; `undefined` when that is not
   * known, as when there were none. Never rejects.
   */
  isAccessChanged(): Promise<boolean | undefined>;
}
