import type { Content, Entry, Header, Log, Page, PostData, Timings } from 'har-format';
import type { RequestTiming } from '../model/httpRequest';
import type { RecordedSession } from './recordedSession';

/** What an archive says beside the sessions. */
export interface HarContext {
  /** Version of this extension. */
  readonly version: string;
  readonly deviceName: (deviceId: string) => string;
}

type HarEntry = Entry & {
  readonly _id: number;
  readonly _repeatOf?: number;
  readonly _queued?: number;
  readonly _reusedSocket?: boolean;
  readonly _error?: { readonly kind: string; readonly message: string; readonly hint: string };
};

/**
 * The sessions as an HTTP Archive 1.2, a chunk for each. A device is a page. A request without an answer has status 0, as browsers
 * write it; why is in its comment and in `_error`. What HAR has no place for is in members that begin with `_`, which readers ignore.
 */
export function* harChunks(sessions: readonly RecordedSession[], context: HarContext): Generator<string> {
  const log: Omit<Log, 'entries'> = {
    version: '1.2',
    creator: { name: 'PSX Explorer for Meinberg LANTIME', version: context.version },
    pages: pagesOf(sessions, context),
  };
  const head = JSON.stringify({ log }).slice(0, -2);
  let separator = `${head},"entries":[\n`;
  for (const session of sessions) {
    yield `${separator}${JSON.stringify(harEntry(session))}`;
    separator = ',\n';
  }
  yield sessions.length === 0 ? `${separator}]}}\n` : '\n]}}\n';
}

function pagesOf(sessions: readonly RecordedSession[], { deviceName }: HarContext): Page[] {
  const startTimes = new Map<string, number>();
  for (const session of sessions) {
    startTimes.set(session.deviceId, Math.min(startTime(session), startTimes.get(session.deviceId) ?? Infinity));
  }
  return [...startTimes].map(([deviceId, time]) => ({ id: deviceId, title: deviceName(deviceId), startedDateTime: isoTime(time), pageTimings: {} }));
}

function harEntry(session: RecordedSession): HarEntry {
  const { id, deviceId, method, requestHeaders = {}, responseHeaders = {}, timing, repeatOf, error } = session;
  const url = absoluteUrl(session.uri, session.origin);
  const timings = timingsOf(timing, session.timeSpanMs ?? session.waitedMs);
  const comment = commentOf(session);
  return {
    pageref: deviceId,
    startedDateTime: isoTime(startTime(session)),
    time: [timings.blocked, timings.dns, timings.connect, timings.send, timings.wait, timings.receive].reduce<number>(
      (sum, ms) => sum + Math.max(0, ms ?? 0),
      0,
    ),
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(requestHeaders),
      queryString: queryOf(url),
      ...(session.requestData === undefined ? {} : { postData: postDataOf(session.requestData, session) }),
      headersSize: -1,
      bodySize: requestBodySize(session),
    },
    response: {
      status: session.status ?? 0,
      statusText: session.statusText ?? '',
      httpVersion: session.status === undefined ? '' : 'HTTP/1.1',
      cookies: [],
      headers: headersOf(responseHeaders),
      content: contentOf(session),
      redirectURL: headerOf(responseHeaders, 'location') ?? '',
      headersSize: -1,
      bodySize: responseBodySize(session),
    },
    cache: {},
    timings,
    ...(comment === '' ? {} : { comment }),
    _id: id,
    ...(repeatOf === undefined ? {} : { _repeatOf: repeatOf }),
    ...(timing === undefined ? {} : { _queued: timing.queuedMs, _reusedSocket: timing.reusedSocket }),
    ...(error === undefined ? {} : { _error: { kind: error.kind, message: error.message, hint: error.hint } }),
  };
}

/** Whatever the device or a person wrote, the archive holds an address that readers can parse. */
function absoluteUrl(uri: string, origin: string): string {
  const base = /^https?:\/\/./.test(origin) && URL.canParse(origin) ? new URL(origin).origin : 'http://device.invalid';
  const url = URL.canParse(uri, base) ? new URL(uri, base).href : `${base}/`;
  // Legal for browsers, not in RFC 3986: the schema of HAR asks for the latter. The brackets of an IPv6 address are.
  const hostEnd = url.indexOf('/', url.indexOf('//') + 2);
  return url.slice(0, hostEnd) + url.slice(hostEnd).replace(/[^\w.~:/?#@!$&'()*+,;=%-]/g, encodeURIComponent);
}

/**
 * HAR counts TLS within `connect` as well as in `ssl`, and what was not measured as -1. Time in the queue of the device is blocked time,
 * like that before a browser's request. What no phase accounts for of the time from request to end was spent waiting.
 */
function timingsOf(timing: RequestTiming | undefined, elapsedMs: number | undefined): Timings {
  if (timing === undefined) {
    return { send: 0, wait: 0, receive: 0 };
  }
  const { queuedMs, dnsMs, tcpMs, tlsMs, firstByteMs, bodyMs } = timing;
  const leftMs = elapsedMs === undefined ? undefined : atLeastZero(elapsedMs - atLeastZero(dnsMs) - atLeastZero(tcpMs) - atLeastZero(tlsMs));
  // An answer that was cut short has a first byte and no last one.
  const receiveMs = atLeastZero(bodyMs ?? (firstByteMs === undefined || leftMs === undefined ? 0 : leftMs - firstByteMs));
  return {
    blocked: atLeastZero(queuedMs),
    dns: dnsMs === undefined ? -1 : atLeastZero(dnsMs),
    connect: tcpMs === undefined && tlsMs === undefined ? -1 : atLeastZero(tcpMs) + atLeastZero(tlsMs),
    ssl: tlsMs === undefined ? -1 : atLeastZero(tlsMs),
    send: 0,
    wait: atLeastZero(leftMs === undefined ? firstByteMs : leftMs - receiveMs),
    receive: receiveMs,
  };
}

function atLeastZero(ms: number | undefined): number {
  return Math.max(0, ms ?? 0);
}

function commentOf({ timing, error, repeatOf, requestDataCut, responseDataCut }: RecordedSession): string {
  return [
    timing === undefined ? 'Under way when this was exported.' : '',
    error === undefined ? '' : `${error.message} ${error.hint}`,
    repeatOf === undefined ? '' : `Follows from request ${repeatOf}.`,
    requestDataCut === undefined ? '' : 'The request data are not whole.',
    responseDataCut === undefined ? '' : 'The response data are not whole.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function headersOf(headers: Readonly<Record<string, string>>): Header[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function queryOf(url: string): Header[] {
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}

function postDataOf(text: string, { requestHeaders = {} }: RecordedSession): PostData {
  return { mimeType: headerOf(requestHeaders, 'content-type') ?? '', text };
}

function contentOf({ responseHeaders = {}, responseData, responseBytes, responseDataCut }: RecordedSession): Content {
  return {
    size: responseBytes ?? (responseData === undefined ? 0 : Buffer.byteLength(responseData)),
    mimeType: headerOf(responseHeaders, 'content-type') ?? 'x-unknown',
    ...(responseData === undefined ? {} : { text: responseData }),
    ...(responseDataCut === undefined ? {} : { comment: 'Not whole.' }),
  };
}

function requestBodySize({ requestData, requestDataCut }: RecordedSession): number {
  if (requestDataCut !== undefined) {
    return -1;
  }
  return requestData === undefined ? 0 : Buffer.byteLength(requestData);
}

/** Bytes on the wire: not known of a packed body, nor without an answer. */
function responseBodySize({ responseHeaders = {}, responseBytes }: RecordedSession): number {
  return headerOf(responseHeaders, 'content-encoding') === undefined ? (responseBytes ?? -1) : -1;
}

/** When it entered the queue: the archive counts the time there. */
function startTime({ requestTime, timing }: RecordedSession): number {
  return requestTime - atLeastZero(timing?.queuedMs);
}

/** `2026-11-23T12:00:00.000Z`. */
function isoTime(time: number): string {
  return new Date(time).toISOString();
}
