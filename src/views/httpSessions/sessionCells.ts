import { STATUS_CODES } from 'node:http';
import { isPending, type HttpSession } from '../../model/httpSession';
import type { RequestTiming } from '../../model/httpRequest';
import { faultWords } from './faultWords';

/** What stands where an answer would have told something. */
export const notAvailable = 'N/A';

/** `955 ms`, `N/A`; empty while the request is under way. */
export function timeSpanText({ timeSpanMs, ...session }: HttpSession): string {
  if (timeSpanMs !== undefined) {
    return `${Math.round(timeSpanMs)} ms`;
  }
  return session.timing === undefined ? '' : notAvailable;
}

/** Reason phrase; with the cause when no complete answer came: `OK (cut short)`, `N/A (timeout)`. */
export function statusText(session: HttpSession): string {
  if (isPending(session)) {
    return '';
  }
  const { status, error, timeSpanMs } = session;
  const phrase = status === undefined ? notAvailable : reasonPhrase(session);
  return error !== undefined && timeSpanMs === undefined ? `${phrase} (${faultWords[error.kind]})` : phrase;
}

/** Newer servers leave the phrase away. */
function reasonPhrase({ status, statusText: phrase }: HttpSession): string {
  return phrase === undefined || phrase === '' ? (STATUS_CODES[status ?? 0] ?? String(status)) : phrase;
}

/** `812 B`, `31.2 kB`, `1.6 MB`. */
export function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) {
    return '';
  }
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The phases that were measured, in the order in which they happen. */
export function phasesOf(timing: RequestTiming | undefined): readonly { readonly label: string; readonly ms: number; readonly colour: number }[] {
  if (timing === undefined) {
    return [];
  }
  const phases: readonly (readonly [string, number | undefined])[] = [
    ['Queued', timing.queuedMs],
    ['DNS', timing.dnsMs],
    ['TCP', timing.tcpMs],
    ['TLS', timing.tlsMs],
    ['First byte', timing.firstByteMs],
    ['Body', timing.bodyMs],
  ];
  return phases.flatMap(([label, ms], colour) => (ms === undefined ? [] : [{ label, ms, colour }]));
}

/** `Queued 0 · TCP 2 · First byte 930 · Body 17 ms, socket reused`. */
export function phasesText(timing: RequestTiming | undefined): string {
  const phases = phasesOf(timing);
  return phases.length === 0
    ? ''
    : `${phases.map(({ label, ms }) => `${label} ${Math.round(ms)}`).join(' · ')} ms${timing?.reusedSocket === true ? ', socket reused' : ''}`;
}
