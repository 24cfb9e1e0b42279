import { isPending, type HttpSession } from '../../model/httpSession';
import { FigureAgeing } from '../../sessions/figureAgeing';
import type { RecordedSession } from '../../sessions/recordedSession';
import type { SessionLogs } from '../../sessions/sessionLogs';
import { sessionStatistics } from '../../sessions/sessionStatistics';
import type { Figure } from '../../webview/pageMessages';
import type { LocalTimes } from '../table/localTimes';
import type { TableAction, TableDefinition, TableFilter, TableSetting } from '../table/tableDefinition';
import { sessionColumns } from './sessionColumns';
import { relatedSessions, sessionDetail, toneOf } from './sessionDetail';
import type { DeviceScope } from '../deviceScope/deviceScope';
import { isRecording, lossWindowMinutes, maxCount, onDidChangeSessionSettings, writeSessionSetting } from './sessionSettings';

const tableId = 'sessions';
/** Values of the small line: as many as its width can tell apart. */
const sparklineLength = 60;
const minuteMs = 60_000;

export interface SessionTableOptions {
  readonly scope: DeviceScope;
  readonly logs: SessionLogs;
  readonly times: LocalTimes;
  readonly deviceName: (deviceId: string) => string;
  readonly actions: readonly TableAction<RecordedSession>[];
}

/** The table of requests: the vendor's columns, filters, figures, and the settings of the recording. */
export function sessionTable({ scope, logs, times, deviceName, actions }: SessionTableOptions): TableDefinition<RecordedSession> {
  const { deviceId } = scope;
  const sessions = (): readonly RecordedSession[] => logs.sessions(deviceId);
  return {
    id: tableId,
    label: 'HTTP sessions',
    rowNoun: { one: 'request', many: 'requests' },
    defaultSort: { columnId: 'id', isDescending: true },
    emptyText: 'No request has been recorded. Recording must be on; the next poll then adds the first one.',
    columns: sessionColumns({ times, deviceName: deviceId === undefined ? deviceName : undefined }),
    filters,
    settings: settingsOf(),
    actions,
    key: ({ id }) => String(id),
    tone: (session) => (isPending(session) ? 'pending' : toneOf(session)),
    disabledActions: ({ responseData }) => (responseData === undefined ? ['openResponse', 'compare'] : []),
    related: (session) => relatedSessions(session, sessions()),
    detail: (session) => sessionDetail(session, { tableId, times, deviceName, sessions }),
    rows: sessions,
    hold: () => logs.hold(),
    figures: sessionFigures,
    sparkline: (rows) => ({
      label: 'Time spans of the latest requests',
      unit: 'ms',
      values: rows.slice(-sparklineLength).filter((session) => !isPending(session)).map(({ timeSpanMs }) => timeSpanMs ?? null),
    }),
    onDidChange: (listener) => {
      const ageing = new FigureAgeing({ sessions, windowMs: lossWindowMs }, listener);
      const changes = logs.onDidChange((changedId) => {
        if (deviceId === undefined || changedId === deviceId) {
          ageing.rowsChanged();
          listener();
        }
      });
      const settings = onDidChangeSessionSettings(() => {
        ageing.windowChanged();
        listener();
      });
      return {
        dispose: () => {
          ageing.dispose();
          changes.dispose();
          settings.dispose();
        },
      };
    },
    onDidClear: (listener) => logs.onDidClear((clearedIds) => (deviceId === undefined || clearedIds.includes(deviceId) ? listener() : undefined)),
  };
}

const methods = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD'];

const filters: readonly TableFilter<HttpSession>[] = [
  { kind: 'toggle', id: 'errors', label: 'Errors only', title: 'Only requests that failed', passes: ({ error }) => error !== undefined },
  {
    kind: 'threshold',
    id: 'slow',
    label: 'Slower than',
    unit: 'ms',
    initial: 2000,
    min: 0,
    max: 600_000,
    passes: ({ timeSpanMs }, limitMs) => timeSpanMs !== undefined && timeSpanMs > limitMs,
  },
  {
    kind: 'choice',
    id: 'method',
    label: 'Method',
    choices: methods.map((method) => ({ value: method, label: method })),
    passes: ({ method }, wanted) => method === wanted,
  },
];

/** The choices include what is set, also when it was written by hand. */
function settingsOf(): readonly TableSetting[] {
  const windows = [...new Set([0, 5, 15, 60, 1440, lossWindowMinutes()])].sort((one, other) => one - other);
  return [
    {
      kind: 'switch',
      id: 'enabled',
      label: 'Recording',
      title: 'HTTP Sessions State: record every request (psx.httpSessions.enabled)',
      read: isRecording,
      write: (value) => writeSessionSetting('enabled', value),
    },
    {
      kind: 'number',
      id: 'maxCount',
      label: 'Max count',
      title: 'HTTP Sessions Max Count: requests kept of each device; the oldest go (psx.httpSessions.maxCount)',
      min: 1,
      max: 10_000,
      read: maxCount,
      write: (value) => writeSessionSetting('maxCount', value),
    },
    {
      kind: 'choice',
      id: 'lossWindow',
      label: 'Data loss of',
      choices: windows.map((minutes) => ({ value: String(minutes), label: windowLabel(minutes) })),
      read: () => String(lossWindowMinutes()),
      write: (value) => writeSessionSetting('lossWindow', Number(value)),
    },
  ];
}

function windowLabel(minutes: number): string {
  if (minutes === 0) {
    return 'all kept requests';
  }
  return minutes % 60 === 0 ? `the last ${minutes / 60} h` : `the last ${minutes} min`;
}

/** `undefined`: all that is kept. */
function lossWindowMs(): number | undefined {
  const minutes = lossWindowMinutes();
  return minutes === 0 ? undefined : minutes * minuteMs;
}

/** The figures of the header: of the requests of the chosen window. */
function sessionFigures(sessions: readonly HttpSession[]): readonly Figure[] {
  const minutes = lossWindowMinutes();
  const windowMs = lossWindowMs();
  const window = windowMs === undefined ? {} : { windowMs };
  const { requests, finished, lost, lossPercent, medianMs, p95Ms, tooManyRequests } = sessionStatistics(sessions, { ...window, now: Date.now() });
  const milliseconds = (value: number | undefined): string => (value === undefined ? 'N/A' : `${Math.round(value)} ms`);
  return [
    { label: 'requests', value: String(requests), title: `Of ${windowLabel(minutes)}` },
    {
      label: 'data loss',
      value: lossPercent === undefined ? 'N/A' : `${lossPercent.toFixed(1)} % (${lost} of ${finished})`,
      ...(lost > 0 ? { tone: 'error' } : {}),
      title: `Share of the finished requests that failed, of ${windowLabel(minutes)}; not those that were cancelled, or made good by another request`,
    },
    { label: 'median', value: milliseconds(medianMs), title: 'Half of the answers took no longer' },
    { label: 'p95', value: milliseconds(p95Ms), title: '95 % of the answers took no longer' },
    { label: '429', value: String(tooManyRequests), ...(tooManyRequests > 0 ? { tone: 'warning' } : {}), title: 'Answers "Too Many Requests"' },
  ];
}
