import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from '../model/fault';
import type { Json } from '../model/json';
import * as faults from './faults';
import { readJson } from './jsonText';
import { proxyName, type ProxyRoute } from './proxy';
import { parseRetryAfter } from './retryAfter';

/** An answer as it came from the network. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What an answer is judged by. */
export interface AnswerContext {
  readonly origin: string;
  /** Path and query that were asked for. */
  readonly uri: string;
  readonly route: ProxyRoute | undefined;
  /** True when this device has given a good answer before, so that its REST API is known to be there. */
  readonly isApiKnown: boolean;
}

/** What is to be made of an answer. */
export type AnswerVerdict =
  | { readonly kind: 'good'; readonly body: Json }
  | { readonly kind: 'redirect'; readonly uri: string }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly retryAfterMs?: number };

/** Judges an answer by its status and its body. */
export function judgeAnswer(answer: RawAnswer, context: AnswerContext): AnswerVerdict {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return judgeBody(answer.text, context);
  }
  if (status >= 300 && status < 400 && status !== 304) {
    return judgeRedirect(answer.headers.location, context);
  }
  const where = faults.whereIs(context.origin);
  if (status === 429 || status === 503) {
    const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], Date.now());
    const fault = faults.throttled(where, status, retryAfterMs);
    return retryAfterMs === undefined ? { kind: 'fault', fault } : { kind: 'fault', fault, retryAfterMs };
  }
  return { kind: 'fault', fault: statusFault(answer, context, where) };
}

function statusFault({ status, text }: RawAnswer, { origin, uri, route, isApiKnown }: AnswerContext, where: string): Fault {
  const path = pathOf(uri);
  // Through a proxy in absolute form, these come from the proxy.
  if (route !== undefined && origin.startsWith('http:') && (status === 407 || status === 502 || status === 504)) {
    const reason = status === 407 ? 'it asks for a log-in (407)' : `it answered with status ${status}`;
    return faults.proxyFailed(where, proxyName(route.url), reason, status);
  }
  switch (status) {
    case 401:
      return faults.unauthorized(where);
    case 403:
      return faults.forbidden(where, path);
    case 404:
    case 410:
      return isApiRoot(path) || (isHtml(text) && !isApiKnown)
        ? faults.apiDisabled(where, `${path} is not there (${status})`)
        : faults.notFound(where, path);
    case 400:
      if (origin.startsWith('http:') && /https/i.test(text)) {
        return faults.tlsFailed(where, 'it wants HTTPS on this port', `Enter https://${where}.`);
      }
      return faults.unexpectedStatus(where, status);
    default:
      return status >= 500 ? faults.serverError(where, status) : faults.unexpectedStatus(where, status);
  }
}

function judgeBody(text: string, { origin }: AnswerContext): AnswerVerdict {
  const json = readJson(text);
  if (json.ok) {
    return typeof json.value === 'object' && json.value !== null
      ? { kind: 'good', body: json.value }
      : { kind: 'fault', fault: faults.unexpectedShape(faults.whereIs(origin)) };
  }
  const where = faults.whereIs(origin);
  switch (json.reason) {
    case 'html':
      return { kind: 'fault', fault: faults.apiDisabled(where, 'it sent a web page') };
    case 'cutShort':
      return { kind: 'fault', fault: faults.truncated(where) };
    case 'empty':
      return { kind: 'fault', fault: faults.notJson(where, 'it is empty') };
    case 'notJson':
      return { kind: 'fault', fault: faults.notJson(where, 'it is some other text') };
  }
}

/** Only a redirect within the origin is one that may be followed. */
function judgeRedirect(location: string | undefined, { origin, uri }: AnswerContext): AnswerVerdict {
  const where = faults.whereIs(origin);
  let target: URL;
  try {
    target = new URL(location ?? '', `${origin}${uri}`);
  } catch {
    return { kind: 'fault', fault: faults.redirected(where, undefined) };
  }
  if (location === undefined) {
    return { kind: 'fault', fault: faults.redirected(where, undefined) };
  }
  const own = new URL(origin);
  if (target.origin === own.origin && target.origin !== 'null') {
    return { kind: 'redirect', uri: target.pathname + target.search };
  }
  const isToHttps = own.protocol === 'http:' && target.protocol === 'https:' && target.hostname === own.hostname;
  const httpsOrigin = isToHttps ? `https://${faults.whereIs(target.origin)}` : undefined;
  // An opaque target has no origin to show, and whatever follows its scheme comes from a stranger.
  const shown = target.origin === 'null' ? `${target.protocol}…` : target.origin;
  return { kind: 'fault', fault: faults.redirected(where, shown, httpsOrigin) };
}

function pathOf(uri: string): string {
  const [path = ''] = uri.split('?', 1);
  return path;
}

function isApiRoot(path: string): boolean {
  return /^\/api(?:\/status)?\/?$/.test(path);
}

function isHtml(text: string): boolean {
  return /^[\uFEFF\s]*</.test(text);
}
