import type { Fault } from '../model/fault';
import type { FinishedRequest, StartedRequest } from '../model/httpRequest';
import type { HttpSession } from '../model/httpSession';
import { redactHeaderValues, redactText, redactUri } from '../model/secretText';
import { boundedText } from './boundedText';
import { repeatedText } from './repeatedText';

/** Nothing but a body has any business being longer; the rest of a hostile device's line or headers is left out. */
const longestLineBytes = 4096;
const longestHeadersBytes = 8192;
const lookAheadBytes = 1024;

/** A session with what the log knows beside it. */
export interface RecordedSession extends HttpSession {
  /** Where it was sent, `scheme://host:port`: its device may have moved since. */
  readonly origin: string;
  /** Milliseconds from request until it failed or was given up; absent when a complete answer came. */
  readonly waitedMs?: number;
}

const publicForms = new WeakMap<RecordedSession, WeakRef<HttpSession>>();

/** What other extensions see of a session: frozen, and the same as long as one of them has it. Its bodies are a copy, which is theirs to keep. */
export function publicSession(session: RecordedSession): HttpSession {
  let known = publicForms.get(session)?.deref();
  if (known === undefined) {
    const { requestDataCut, responseDataCut, ...rest } = session;
    const copy: HttpSession & { origin?: string; waitedMs?: number } = {
      ...rest,
      ...(requestDataCut === undefined ? {} : { requestDataCut }),
      ...(responseDataCut === undefined ? {} : { responseDataCut }),
    };
    delete copy.origin;
    delete copy.waitedMs;
    known = Object.freeze(copy);
    publicForms.set(session, new WeakRef(known));
  }
  return known;
}

/** The row of a request that has just left: frozen, without secrets, its body of at most `rowLimitBytes`. */
export function startedSession(record: StartedRequest, rowLimitBytes: number): RecordedSession {
  const { id, deviceId, origin, method, uri, requestTime, requestHeaders, requestBody, repeatOf } = record;
  const body = requestBody === undefined ? undefined : keptBody(requestBody, rowLimitBytes);
  return Object.freeze({
    id,
    deviceId,
    origin,
    method,
    uri: keptLine(redactUri(uri)),
    requestTime,
    requestHeaders: keptRequestHeaders(requestHeaders),
    ...(body === undefined ? {} : { requestData: body.text, ...(body.isCut ? { requestDataCut: 'rowLimit' as const } : {}) }),
    ...(repeatOf === undefined ? {} : { repeatOf }),
  });
}

/** The completed form of the row `pending`: frozen, without secrets, its bodies of at most `rowLimitBytes` each. */
export function finishedSession(pending: RecordedSession, record: FinishedRequest, rowLimitBytes: number): RecordedSession {
  const { timing, timeSpanMs, waitedMs, responseTime, status, statusText, responseHeaders, body, bytes, error } = record;
  const kept = body === undefined ? undefined : keptBody(body, rowLimitBytes);
  return Object.freeze({
    ...pending,
    timing: Object.freeze({ ...timing }),
    ...(timeSpanMs === undefined ? {} : { timeSpanMs }),
    ...(waitedMs === undefined ? {} : { waitedMs }),
    ...(responseTime === undefined ? {} : { responseTime }),
    ...(status === undefined ? {} : { status }),
    ...(statusText === undefined ? {} : { statusText: keptLine(redactText(statusText)) }),
    ...(responseHeaders === undefined ? {} : { responseHeaders: keptHeaders(responseHeaders) }),
    ...(kept === undefined ? {} : { responseData: kept.text, ...(kept.isCut ? { responseDataCut: 'rowLimit' as const } : {}) }),
    ...(bytes === undefined ? {} : { responseBytes: bytes }),
    ...(error === undefined ? {} : { error: frozenFault(error) }),
  });
}

/** A session that another window has recorded, as this one keeps it: frozen, its bodies of at most `rowLimitBytes` each. */
export function adoptedSession(session: RecordedSession, rowLimitBytes: number): RecordedSession {
  const { uri, requestHeaders, responseHeaders, timing, error } = session;
  const adopted = Object.freeze({
    ...session,
    uri: keptLine(uri),
    ...(requestHeaders === undefined ? {} : { requestHeaders: keptRequestHeaders(requestHeaders) }),
    ...(responseHeaders === undefined ? {} : { responseHeaders: keptHeaders(responseHeaders) }),
    ...(timing === undefined ? {} : { timing: Object.freeze({ ...timing }) }),
    ...(error === undefined ? {} : { error: frozenFault(error) }),
  });
  return withShorterBodies(adopted, rowLimitBytes);
}

/** Size of the bodies that are kept, in bytes of UTF-8; in memory a character takes one or two. */
export function bodyBytes({ requestData, responseData }: HttpSession): number {
  return (requestData === undefined ? 0 : Buffer.byteLength(requestData)) + (responseData === undefined ? 0 : Buffer.byteLength(responseData));
}

/** The row with its bodies cut to a smaller limit; the same one when they keep to it. */
export function withShorterBodies(session: RecordedSession, rowLimitBytes: number): RecordedSession {
  const requestData = session.requestData === undefined ? undefined : boundedText(session.requestData, rowLimitBytes);
  const responseData = session.responseData === undefined ? undefined : boundedText(session.responseData, rowLimitBytes);
  if (requestData === session.requestData && responseData === session.responseData) {
    return session;
  }
  return Object.freeze({
    ...session,
    ...(requestData === session.requestData ? {} : { requestData, requestDataCut: 'rowLimit' as const }),
    ...(responseData === session.responseData ? {} : { responseData, responseDataCut: 'rowLimit' as const }),
  });
}

/** The row after its bodies were given up in favour of newer ones. */
export function withoutBodies({ requestData, responseData, ...rest }: RecordedSession): RecordedSession {
  return Object.freeze({
    ...rest,
    ...(requestData === undefined ? {} : { requestDataCut: 'totalLimit' as const }),
    ...(responseData === undefined ? {} : { responseDataCut: 'totalLimit' as const }),
  });
}

/** Looks for secrets only in what can be kept, and a little beyond: what follows may tell that something is one. */
function keptBody(body: string, limitBytes: number): { readonly text: string; readonly isCut: boolean } {
  const beginning = boundedText(body, limitBytes + lookAheadBytes);
  const safe = redactText(beginning);
  const text = boundedText(safe, limitBytes);
  return { text, isCut: beginning !== body || text !== safe };
}

function keptLine(line: string): string {
  const kept = boundedText(line, longestLineBytes);
  return kept === line ? repeatedText(line) : `${kept}…`;
}

/** Of the request before, which had the same headers as nearly every one. */
let lastRequestHeaders: Readonly<Record<string, string>> = {};

function keptRequestHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept = keptHeaders(headers);
  const names = Object.keys(kept);
  const isSame = names.length === Object.keys(lastRequestHeaders).length && names.every((name) => kept[name] === lastRequestHeaders[name]);
  lastRequestHeaders = isSame ? lastRequestHeaders : kept;
  return lastRequestHeaders;
}

function keptHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(redactHeaderValues(headers))) {
    bytes += name.length + value.length;
    if (bytes > longestHeadersBytes) {
      result['…'] = 'More headers than are kept.';
      break;
    }
    result[name] = keptLine(value);
  }
  return Object.freeze(result);
}

function frozenFault({ certificate, ...fault }: Fault): Fault {
  return Object.freeze(certificate === undefined ? fault : { ...fault, certificate: Object.freeze({ ...certificate }) });
}
