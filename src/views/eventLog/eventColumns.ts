import { deviceEventKinds, type DeviceEvent } from '../../model/deviceEvent';
import { rank, severitiesWorstFirst } from '../../model/severity';
import { cellText } from '../table/cellText';
import { isoTimeColumn } from '../table/csvColumns';
import type { LocalTimes } from '../table/localTimes';
import type { SortKey, TableColumn, TableFilter } from '../table/tableDefinition';
import { eventKindText, severityText } from './eventWords';

type Column = TableColumn<DeviceEvent>;
type Filter = TableFilter<DeviceEvent>;

/** Value of the severity filter for all that needs somebody. */
const faulty = 'faulty';

/** The columns of the event log. */
export function eventColumns(times: LocalTimes): readonly Column[] {
  return [
    { id: 'id', label: 'ID', widthPx: 64, align: 'end', text: ({ id }) => String(id), sortKey: ({ id }) => id },
    { id: 'time', label: 'Time', widthPx: 180, text: ({ at }) => times.format(at), sortKey: ({ at }) => at, csv: () => [isoTimeColumn('Time', ({ at }) => at)] },
    { ...textColumn('subject', 'Subject', 200, ({ subjectName }) => subjectName), grows: true },
    { id: 'event', label: 'Event', widthPx: 140, text: ({ kind }) => eventKindText(kind), sortKey: ({ kind }) => eventKindText(kind) },
    { ...textColumn('before', 'Before', 140, ({ before }) => before), fromPageWidthPx: 900 },
    { ...textColumn('after', 'After', 140, ({ after }) => after), fromPageWidthPx: 900 },
    { id: 'severity', label: 'Severity', widthPx: 100, text: ({ severity }) => severityText(severity), sortKey: ({ severity }) => rank(severity) },
    { ...textColumn('text', 'Text', 280, ({ text }) => text), grows: true, fromPageWidthPx: 760 },
  ];
}

/** The quick filters: by severity, kind, and the device, or what of the only device. `deviceName` gives the name of a device by its id. */
export function eventFilters(isOfOneDevice: boolean, deviceName: (deviceId: string) => string): readonly Filter[] {
  return [severityFilter, kindFilter, isOfOneDevice ? subjectFilter : deviceFilter(deviceName)];
}

const severityFilter: Filter = {
  kind: 'choice',
  id: 'severity',
  label: 'Severity',
  choices: [{ value: faulty, label: 'Warning or worse' }, ...severitiesWorstFirst.map((severity) => ({ value: severity, label: severityText(severity) }))],
  passes: ({ severity }, wanted) => (wanted === faulty ? rank(severity) < rank('normal') : severity === wanted),
};

const kindFilter: Filter = {
  kind: 'choice',
  id: 'kind',
  label: 'Event',
  choices: deviceEventKinds.map((kind) => ({ value: kind, label: eventKindText(kind) })),
  passes: ({ kind }, wanted) => kind === wanted,
};

const subjectFilter: Filter = {
  kind: 'text',
  id: 'subject',
  label: 'Subject',
  title: 'Part of the name of a slot, a port or a PTP instance',
  passes: ({ subjectName }, wanted) => has(subjectName, wanted),
};

/** A device may have had another name when the event happened: found by the one of today, too. */
function deviceFilter(deviceName: (deviceId: string) => string): Filter {
  return {
    kind: 'text',
    id: 'device',
    label: 'Device',
    title: 'Part of the name of a device, as it is now or was then',
    passes: ({ subject: { deviceId }, subjectName }, wanted) => [deviceName(deviceId), subjectName.split(' / ', 1).join()].some((name) => has(name, wanted)),
  };
}

function has(text: string, wanted: string): boolean {
  return text.toLowerCase().includes(wanted.toLowerCase());
}

/** A text that may come from a device. */
function textColumn(id: string, label: string, widthPx: number, read: (event: DeviceEvent) => string | undefined): Column {
  const text = (event: DeviceEvent): string => read(event) ?? '';
  return { id, label, widthPx, text, shown: (event) => cellText(text(event)), sortKey: (event): SortKey => read(event) };
}
