import type { Fault } from './fault';
import type { RequestTiming } from './httpRequest';

/**
 * One HTTP request and what became of it. Frozen; a session is replaced by its completed form when the request is over.
 * Holds no secret. Until the answer is there, and for ever when none came, everything about the response is absent.
 */
export interface HttpSession {
  /** Increasing; unique over all devices while VS Code runs. */
  readonly id: number;
  readonly deviceId: string;
  readonly method: string;
  /** Path and query. */
  readonly uri: string;
  /** Milliseconds since the epoch. */
  readonly requestTime: number;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** Body of a write, perhaps cut. */
  readonly requestData?: string;
  /** Milliseconds since the epoch. */
  readonly responseTime?: number;
  /** From the request to the last byte of its answer, in milliseconds. */
  readonly timeSpanMs?: number;
  readonly status?: number;
  /** Reason phrase. */
  readonly statusText?: string;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** Body of the answer, perhaps cut. */
  readonly responseData?: string;
  /** Size of the whole body, unpacked. */
  readonly responseBytes?: number;
  /** Why a body is not whole: longer than the limit of one row, or given up in favour of newer ones. Absent when it is whole. */
  readonly responseDataCut?: 'rowLimit' | 'totalLimit';
  readonly requestDataCut?: 'rowLimit' | 'totalLimit';
  /** Absent while the request is under way. */
  readonly timing?: RequestTiming;
  /** The session that made this one necessary: a repeat, a redirect, a token. */
  readonly repeatOf?: number;
  readonly error?: Fault;
}

/** True while the request is neither answered nor given up. */
export function isPending(session: HttpSession): boolean {
  return session.timing === undefined;
}
