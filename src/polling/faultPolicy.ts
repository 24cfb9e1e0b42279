import { LtosError } from '../ltos/ltosError';
import type { Fault, FaultKind } from '../model/fault';

/**
 * What a fault means for the polling of the device:
 * - `stop`: nothing more is sent until credentials or trusted certificates change;
 * - `recheck`: the same, but what stands in the way may go away by itself, so it is looked at now and then;
 * - `throttle`: the device wants to be left alone for a while;
 * - `path`: something is wrong with what was asked for, and other paths may well answer;
 * - `device`: the device cannot be reached, asking for other paths is pointless now.
 */
export type FaultMeaning = 'stop' | 'recheck' | 'throttle' | 'path' | 'device';

/** A new kind of fault does not compile until it is decided here. */
const meanings = {
  unauthorized: 'stop',
  credentialsMissing: 'stop',
  tlsChanged: 'stop',
  tlsUntrusted: 'recheck',
  credentialsUnreadable: 'recheck',
  throttled: 'throttle',
  // A card that does not answer may hang the one request about it while the chassis answers all others.
  timeout: 'path',
  notFound: 'path',
  forbidden: 'path',
  serverError: 'path',
  notJson: 'path',
  truncated: 'path',
  tooLarge: 'path',
  unexpectedShape: 'path',
  internal: 'path',
  cannotResolve: 'device',
  refused: 'device',
  unreachable: 'device',
  connectionLost: 'device',
  tlsFailed: 'device',
  apiDisabled: 'device',
  redirected: 'device',
  proxyFailed: 'device',
  cancelled: 'device',
} as const satisfies Readonly<Record<FaultKind, FaultMeaning>>;

type HaltingMeaning = Extract<FaultMeaning, 'stop' | 'recheck'>;

/** A fault of a kind that means `stop` or `recheck`. */
export type HaltingFault = Fault & { readonly kind: { [K in FaultKind]: (typeof meanings)[K] extends HaltingMeaning ? K : never }[FaultKind] };

/** How a failed request looks to a cycle. */
export interface RequestFailure {
  readonly fault: Fault;
  readonly meaning: FaultMeaning;
  readonly retryAfterMs?: number;
}

/** A failure after which nothing, or next to nothing, is sent until a person acts. */
export type HaltingFailure = RequestFailure & { readonly fault: HaltingFault; readonly meaning: HaltingMeaning };

/** True when polling stops over the failure. */
export function isHalting(failure: RequestFailure): failure is HaltingFailure {
  return failure.meaning === 'stop' || failure.meaning === 'recheck';
}

/** The failure that an error stands for; whatever is not an {@link LtosError} is a fault of this program. */
export function failureOf(error: unknown): RequestFailure {
  if (!(error instanceof LtosError)) {
    return { fault: internalFault(error), meaning: 'path' };
  }
  const { fault, retryAfterMs } = error;
  return { ...failureFor(fault), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** The failure that a request with this fault was. */
export function failureFor(fault: Fault): RequestFailure {
  return { fault, meaning: meanings[fault.kind] };
}

/** The sentence for an error that nobody expected. */
export function internalFault(error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    kind: 'internal',
    message: `Something unexpected went wrong in this extension: ${reason.slice(0, 300)}`,
    hint: 'Polling goes on. Please report this with a device report (PSX: Copy Device Report).',
  };
}

/** The sentence for a device that has been silent for the element timeout, while no request has failed yet. */
export function silentFault(elementTimeoutMs: number): Fault {
  return {
    kind: 'timeout',
    message: `No answer for more than ${Math.round(elementTimeoutMs / 1000)} s.`,
    hint: 'Check that the device is switched on and reachable from here. PSX: Diagnose shows where the way ends.',
  };
}
