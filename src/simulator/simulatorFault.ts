/** What a fault does to a request. Every kind can be limited with {@link FaultLimits}. */
export type FaultEffect =
  /** 401 with `WWW-Authenticate: Basic realm="api"`, whatever the credentials. */
  | { readonly kind: 'unauthorized' }
  /** 403: the user level is too low. */
  | { readonly kind: 'forbidden' }
  /** 404 with a JSON error body. */
  | { readonly kind: 'notFound' }
  /** 429, with `Retry-After` in seconds or as an HTTP date when asked for. */
  | { readonly kind: 'throttled'; readonly retryAfterSeconds?: number; readonly retryAfterDate?: Date }
  /** 503. */
  | { readonly kind: 'unavailable' }
  /** 500 with a text body. */
  | { readonly kind: 'serverError' }
  /** 200 with the HTML of a log-in page. */
  | { readonly kind: 'html' }
  /** 200 whose `Content-Length` promises more than is sent before the connection closes. */
  | { readonly kind: 'truncated' }
  /** 200, complete as HTTP, but the JSON is cut in the middle. */
  | { readonly kind: 'truncatedJson' }
  /** 200 with a byte order mark and blank lines around the JSON. */
  | { readonly kind: 'blankLinesAndBom' }
  /** The usual answer, late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The request is accepted and never answered. */
  | { readonly kind: 'noAnswer' }
  /** The connection is reset (TCP RST) before an answer. */
  | { readonly kind: 'resetConnection' }
  /** A kept-alive connection is destroyed when its second request arrives; first requests are answered. */
  | { readonly kind: 'resetOnReuse' }
  /** 200, chunked, more than 16 MiB of JSON. */
  | { readonly kind: 'tooLarge' }
  /** The usual answer with `Content-Encoding: gzip`. */
  | { readonly kind: 'gzip' }
  /** 301, 302, 303, 307 or 308 to `location`. */
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
  /** 404 with an HTML page for everything under `/api`: the REST API is switched off. */
  | { readonly kind: 'apiDisabled' }
  /** 200 with a JSON list instead of the envelope. */
  | { readonly kind: 'wrongShape' }
  /** 200 without a body. */
  | { readonly kind: 'emptyBody' }
  /** New connections get plain HTTP instead of a TLS handshake (only with `https`; `paths` does not apply). */
  | { readonly kind: 'plainOnTls' };

/** Which requests a fault meets, and how many. */
export interface FaultLimits {
  /** Back to normal after so many faulty answers; without it the fault stays until it is replaced. */
  readonly times?: number;
  /** Only requests whose path (with its query) begins with this text or matches this expression. */
  readonly paths?: string | RegExp;
}

/** One entry of the error menu. */
export type SimulatorFault = FaultEffect & FaultLimits;

/** The name of an entry of the error menu. */
export type SimulatorFaultKind = FaultEffect['kind'];

/** Every entry of the error menu, in the order in which it is offered to a person. */
export const simulatorFaultKinds = [
  'unauthorized',
  'forbidden',
  'notFound',
  'throttled',
  'unavailable',
  'serverError',
  'html',
  'truncated',
  'truncatedJson',
  'blankLinesAndBom',
  'delay',
  'noAnswer',
  'resetConnection',
  'resetOnReuse',
  'tooLarge',
  'gzip',
  'redirect',
  'apiDisabled',
  'wrongShape',
  'emptyBody',
  'plainOnTls',
] as const satisfies readonly SimulatorFaultKind[];
