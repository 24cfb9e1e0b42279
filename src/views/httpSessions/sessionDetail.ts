import { multiLine, singleLine } from '../../model/displayText';
import { isPending, type HttpSession } from '../../model/httpSession';
import type { DetailBlock, RowDetail } from '../../webview/pageMessages';
import type { LocalTimes } from '../table/localTimes';
import { phasesOf, sizeText, statusText, timeSpanText } from './sessionCells';

/** Characters of a header's value or an address that the detail shows. */
const longestFact = 4_000;
const longestTitle = 120;
/** Characters of a body: more are read in an editor. */
const longestBody = 256 * 1024;

export interface SessionDetailOptions {
  readonly tableId: string;
  readonly times: LocalTimes;
  readonly deviceName: (deviceId: string) => string;
  /** Every session there is, to find those that repeat this one. */
  readonly sessions: () => readonly HttpSession[];
}

/** Everything about one session. Safe to show. */
export function sessionDetail(session: HttpSession, options: SessionDetailOptions): Omit<RowDetail, 'disabledActions'> {
  const phases = phasesOf(session.timing);
  return {
    key: String(session.id),
    title: singleLine(`${session.id} · ${session.method} ${session.uri}`, longestTitle),
    facts: factsOf(session, options),
    ...(phases.length === 0 ? {} : { phases }),
    blocks: blocksOf(session),
    links: linksOf(session, options),
  };
}

function factsOf(session: HttpSession, { times, deviceName }: SessionDetailOptions): RowDetail['facts'] {
  const { error, status, requestTime, responseTime, responseBytes, timing } = session;
  const answer = [status === undefined ? '' : String(status), statusText(session)].filter((text) => text !== '').join(' ');
  const facts: RowDetail['facts'] = [
    { label: 'Device', value: deviceName(session.deviceId) },
    { label: 'Method', value: session.method },
    { label: 'URI', value: session.uri },
    { label: 'Request time', value: times.formatExactly(requestTime) },
    { label: 'Response time', value: responseTime === undefined ? '' : times.formatExactly(responseTime) },
    { label: 'Time span', value: timeSpanText(session) },
    { label: 'Response status', value: isPending(session) ? 'Waiting for the answer' : answer, ...(error === undefined ? {} : { tone: toneOf(session) }) },
    { label: 'Size', value: sizeText(responseBytes) },
    { label: 'Connection', value: timing === undefined ? '' : timing.reusedSocket ? 'Reused' : 'New' },
    ...(error === undefined ? [] : [{ label: 'Error', value: error.message, tone: toneOf(session) }, { label: 'What to do', value: error.hint }]),
  ];
  return facts.filter(({ value }) => value !== '').map((fact) => ({ ...fact, value: singleLine(fact.value, longestFact) }));
}

/** Throttled and cancelled requests are no fault of anything. */
export function toneOf({ error }: HttpSession): 'error' | 'warning' | undefined {
  return error === undefined ? undefined : error.kind === 'throttled' || error.kind === 'cancelled' ? 'warning' : 'error';
}

function blocksOf(session: HttpSession): readonly DetailBlock[] {
  return [
    ...headersBlock('requestHeaders', 'Request headers', session.requestHeaders),
    ...headersBlock('responseHeaders', 'Response headers', session.responseHeaders),
    ...bodyBlock('requestData', 'Request data', session.requestData, session.requestDataCut, undefined),
    ...bodyBlock('responseData', 'Response data', session.responseData, session.responseDataCut, session.responseBytes),
  ];
}

function headersBlock(id: string, label: string, headers: HttpSession['requestHeaders']): DetailBlock[] {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [singleLine(name, longestFact), singleLine(value, longestFact)] as const);
  return entries.length === 0 ? [] : [{ kind: 'entries', id, label, entries }];
}

function bodyBlock(id: string, label: string, text: string | undefined, cut: HttpSession['responseDataCut'], wholeBytes: number | undefined): DetailBlock[] {
  if (text === undefined && cut === undefined) {
    return [];
  }
  const notes = [
    cut === undefined ? '' : cutNote(cut, wholeBytes),
    (text?.length ?? 0) > longestBody ? `Only the first ${sizeText(longestBody)} are shown here. Open response shows all that is kept.` : '',
  ].filter((note) => note !== '');
  const shown = multiLine((text ?? '').slice(0, longestBody));
  return [{ kind: 'text', id, label, text: shown, ...(notes.length === 0 ? {} : { note: notes.join(' ') }), isOpenAtFirst: id === 'responseData' }];
}

function cutNote(cut: 'rowLimit' | 'totalLimit', wholeBytes: number | undefined): string {
  const whole = wholeBytes === undefined ? '' : ` The whole has ${sizeText(wholeBytes)}.`;
  return cut === 'rowLimit'
    ? `Cut: longer than psx.httpSessions.bodyLimit.${whole}`
    : `Given up in favour of newer ones: psx.httpSessions.totalBodyLimit is reached.${whole}`;
}

/** The sessions that the detail of a session leads to: the one that it repeats, and those that repeat it. */
export function relatedSessions({ id, repeatOf }: HttpSession, all: readonly HttpSession[]): readonly HttpSession[] {
  return all.filter((other) => other.id === repeatOf || other.repeatOf === id);
}

function linksOf(session: HttpSession, { tableId, sessions }: SessionDetailOptions): RowDetail['links'] {
  return relatedSessions(session, sessions()).map(({ id }) => ({
    label: id === session.repeatOf ? `Because of request ${id}` : `Led to request ${id}`,
    tableId,
    key: String(id),
  }));
}
