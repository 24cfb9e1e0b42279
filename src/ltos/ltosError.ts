import type { Fault } from '../model/fault';

/** What is known about a failed request beside its fault. */
export interface LtosErrorDetails {
  /** HTTP status code, when an answer arrived. */
  readonly status?: number;
  /** What Retry-After asked for. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A failed request to a device: the only error that the functions of `src/ltos/` reject with. */
export class LtosError extends Error {
  override readonly name = 'LtosError';
  readonly fault: Fault;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(fault: Fault, details: LtosErrorDetails = {}) {
    super(fault.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.fault = fault;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}
