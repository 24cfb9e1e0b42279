import type { DeviceEvent, DeviceEventLog } from '../../model/deviceEvent';
import { isoTime, jsonArrayChunks } from '../../model/jsonArray';
import type { Services } from '../services';
import { columnCsvChunks } from '../table/columnTexts';
import type { ExportChoices, ExportFormatOffer } from '../table/exportArgument';
import { exportRows } from '../table/exportRows';
import type { LocalTimes } from '../table/localTimes';
import { count } from '../words';
import { eventColumns } from './eventColumns';

export type EventExportFormat = 'csv' | 'json';

/** What the event log can be exported as. */
export const eventExportFormats: readonly ExportFormatOffer<EventExportFormat>[] = [
  { format: 'csv', label: 'CSV', detail: 'A table, for spreadsheets' },
  { format: 'json', label: 'JSON', detail: 'Everything that was recorded' },
];

/** Events that are to be saved. */
export interface EventExport {
  readonly log: DeviceEventLog;
  /** `undefined`: of all devices. */
  readonly deviceId: string | undefined;
  readonly times: LocalTimes;
  readonly choices: ExportChoices<EventExportFormat>;
  /** What a page shows, when that is not everything. Default: all that the log holds. */
  readonly shown?: readonly DeviceEvent[];
}

/** Saves the events as {@link exportRows} does, oldest first. */
export function exportEvents(
  { fleet }: Pick<Services, 'fleet'>,
  { log, deviceId, times, choices, shown }: EventExport,
): Promise<{ readonly file: string; readonly said: string } | undefined> {
  const name = deviceId === undefined ? 'PSX devices' : (fleet.get(deviceId)?.name ?? deviceId);
  const all = (): readonly DeviceEvent[] => log.events({ ...(deviceId === undefined ? {} : { deviceId }), limit: Number.MAX_SAFE_INTEGER });
  return exportRows<DeviceEvent, EventExportFormat>({
    offers: eventExportFormats,
    choices,
    placeHolder: 'Export the events as',
    name: `${name} events`,
    rows: () => (shown ?? all()).toSorted((one, other) => one.id - other.id),
    describe: (rowCount) => `${shown === undefined ? 'all' : 'the shown'} ${count(rowCount, 'event')} of ${name}`,
    chunks: (format, events) => (format === 'csv' ? columnCsvChunks(eventColumns(times), events) : jsonArrayChunks(withDates(events))),
  });
}

/** The events as they are kept, with the time as ISO 8601 beside the number. */
function* withDates(events: readonly DeviceEvent[]): Generator<object> {
  for (const event of events) {
    yield { ...event, date: isoTime(event.at) };
  }
}
