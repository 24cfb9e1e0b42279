import { isPending, type HttpSession } from '../../model/httpSession';
import { boundedText } from '../../sessions/boundedText';
import { cellText } from '../table/cellText';
import { isoTimeColumn, numberColumn } from '../table/csvColumns';
import type { LocalTimes } from '../table/localTimes';
import { oncePerRow } from '../table/oncePerRow';
import type { TableColumn } from '../table/tableDefinition';
import { faultWords } from './faultWords';
import { notAvailable, phasesText, sizeText, statusText, timeSpanText } from './sessionCells';
import { phaseColumns } from './sessionCsv';

type SessionColumn = TableColumn<HttpSession>;

/** Bodies that begin so alike are in the order of their requests. */
const sortedBytes = 512;

export interface SessionColumnsOptions {
  readonly times: LocalTimes;
  /** Present when sessions of all devices are shown: the name of a device by its id. */
  readonly deviceName?: ((deviceId: string) => string) | undefined;
}

/** The nine columns of the vendor's connector in its order, then those that are shown on demand. */
export function sessionColumns({ times, deviceName }: SessionColumnsOptions): readonly SessionColumn[] {
  const vendors: readonly SessionColumn[] = [
    { id: 'id', label: 'ID', widthPx: 64, align: 'end', text: ({ id }) => String(id), sortKey: ({ id }) => id },
    { id: 'method', label: 'Method', widthPx: 80, text: ({ method }) => method, sortKey: ({ method }) => method },
    { id: 'uri', label: 'URI', widthPx: 280, grows: true, text: ({ uri }) => uri, shown: ({ uri }) => cellText(uri), sortKey: ({ uri }) => uri },
    {
      id: 'timeSpan',
      label: 'Time Span',
      widthPx: 104,
      align: 'end',
      text: timeSpanText,
      sortKey: ({ timeSpanMs }) => timeSpanMs,
      csv: () => [numberColumn('Time Span (ms)', ({ timeSpanMs }) => timeSpanMs)],
    },
    {
      id: 'requestTime',
      label: 'Request Time',
      widthPx: 190,
      text: ({ requestTime }) => times.format(requestTime),
      sortKey: ({ requestTime }) => requestTime,
      csv: () => [isoTimeColumn('Request Time', ({ requestTime }) => requestTime)],
    },
    bodyColumn('requestData', 'Request Data', 1400),
    {
      id: 'responseTime',
      label: 'Response Time',
      widthPx: 190,
      fromPageWidthPx: 1070,
      text: (session) => (session.responseTime === undefined ? (isPending(session) ? '' : notAvailable) : times.format(session.responseTime)),
      sortKey: ({ responseTime }) => responseTime,
      csv: () => [isoTimeColumn('Response Time', ({ responseTime }) => responseTime)],
    },
    {
      id: 'responseStatus',
      label: 'Response Status',
      widthPx: 160,
      text: statusText,
      shown: (session) => cellText(statusText(session)),
      sortKey: (session) => (isPending(session) ? undefined : statusText(session)),
    },
    bodyColumn('responseData', 'Response Data', 1250),
  ];
  return [...vendors.slice(0, 1), ...(deviceName === undefined ? [] : [deviceColumn(deviceName)]), ...vendors.slice(1), ...onDemand];
}

const onDemand: readonly SessionColumn[] = [
  {
    id: 'code',
    label: 'Code',
    widthPx: 60,
    align: 'end',
    isHiddenAtFirst: true,
    text: (session) => (session.status === undefined ? (isPending(session) ? '' : notAvailable) : String(session.status)),
    sortKey: ({ status }) => status,
    csv: () => [numberColumn('Code', ({ status }) => status)],
  },
  {
    id: 'size',
    label: 'Size',
    widthPx: 80,
    align: 'end',
    isHiddenAtFirst: true,
    text: ({ responseBytes }) => sizeText(responseBytes),
    sortKey: ({ responseBytes }) => responseBytes,
    csv: () => [numberColumn('Size (bytes)', ({ responseBytes }) => responseBytes)],
  },
  {
    id: 'phases',
    label: 'Phases',
    widthPx: 320,
    isHiddenAtFirst: true,
    text: ({ timing }) => phasesText(timing),
    sortKey: ({ timing }) => timing?.firstByteMs,
    csv: () => phaseColumns,
  },
  {
    id: 'error',
    label: 'Error',
    widthPx: 220,
    isHiddenAtFirst: true,
    text: ({ error }) => (error === undefined ? '' : `${faultWords[error.kind]}: ${error.message}`),
    shown: ({ error }) => (error === undefined ? '' : cellText(`${faultWords[error.kind]}: ${error.message}`)),
    sortKey: ({ error }) => error?.kind,
  },
];

function deviceColumn(deviceName: (deviceId: string) => string): SessionColumn {
  return {
    id: 'device',
    label: 'Device',
    widthPx: 120,
    text: ({ deviceId }) => deviceName(deviceId),
    shown: ({ deviceId }) => cellText(deviceName(deviceId)),
    sortKey: ({ deviceId }) => deviceName(deviceId),
  };
}

function bodyColumn(id: 'requestData' | 'responseData', label: string, fromPageWidthPx: number): SessionColumn {
  return {
    id,
    label,
    widthPx: 160,
    grows: true,
    fromPageWidthPx,
    isLong: true,
    text: (session) => session[id] ?? '',
    shown: (session) => cellText(session[id] ?? ''),
    sortKey: oncePerRow((session: HttpSession) => (session[id] === undefined ? undefined : boundedText(session[id], sortedBytes))),
  };
}
