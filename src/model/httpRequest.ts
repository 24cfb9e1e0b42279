import type { Fault } from './fault';

/** How long the phases of a request took, in milliseconds. The connection's phases are absent on a socket that was open already. */
export interface RequestTiming {
  /** Waiting for the requests before it to the same device. */
  readonly queuedMs: number;
  readonly dnsMs?: number;
  /** TCP handshake, with the device or the proxy. */
  readonly tcpMs?: number;
  /** Tunnel and TLS handshakes. */
  readonly tlsMs?: number;
  /** From the moment it could be sent to the first byte of the answer. */
  readonly firstByteMs?: number;
  /** From the first byte to the last. */
  readonly bodyMs?: number;
  readonly reusedSocket: boolean;
}

/** A request that goes out. Holds no secret. */
export interface StartedRequest {
  /** Increasing, unique in this process. */
  readonly id: number;
  readonly deviceId: string;
  /** Where it is sent: `scheme://host:port`. */
  readonly origin: string;
  readonly method: string;
  /** Path and query. */
  readonly uri: string;
  /** Milliseconds since the epoch. */
  readonly requestTime: number;
  /** Headers as they were sent; the value of a secret one is `[redacted]`. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Body of a write; absent for a read. */
  readonly requestBody?: string;
  /** The request that made this one necessary: a repeat, a redirect, a token. */
  readonly repeatOf?: number;
}

/** A request that is over: answered, failed or given up. Holds no secret. */
export interface FinishedRequest extends StartedRequest {
  readonly timing: RequestTiming;
  /** Milliseconds from request to last byte; absent when no complete answer came. */
  readonly timeSpanMs?: number;
  /** Milliseconds from request until it failed or was given up; absent when a complete answer came. */
  readonly waitedMs?: number;
  /** Milliseconds since the epoch; absent when no complete answer came. */
  readonly responseTime?: number;
  readonly status?: number;
  readonly statusText?: string;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Size of the body, unpacked. */
  readonly bytes?: number;
  readonly error?: Fault;
}

/** Watches every single request that is sent, repeats, redirects and token requests included. Must not throw. */
export interface RequestObserver {
  started(record: StartedRequest): void;
  finished(record: FinishedRequest): void;
}
