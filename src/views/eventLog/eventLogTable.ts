import type { DeviceEvent } from '../../model/deviceEvent';
import type { LocalTimes } from '../table/localTimes';
import type { TableAction, TableDefinition } from '../table/tableDefinition';
import { eventColumns, eventFilters } from './eventColumns';
import { eventDetail, eventKey, openInstanceId } from './eventDetail';
import { eventFigures } from './eventFigures';
import type { EventRows } from './eventRows';
import { severityTone } from './eventWords';

export interface EventLogTableOptions {
  readonly events: EventRows;
  readonly isOfOneDevice: boolean;
  readonly times: LocalTimes;
  /** The name of a device by its id. */
  readonly deviceName: (deviceId: string) => string;
  readonly actions: readonly TableAction<DeviceEvent>[];
}

/** The table of events. */
export function eventLogTable({ events, isOfOneDevice, times, deviceName, actions }: EventLogTableOptions): TableDefinition<DeviceEvent> {
  return {
    id: 'events',
    label: 'Event log',
    rowNoun: { one: 'event', many: 'events' },
    defaultSort: { columnId: 'id', isDescending: true },
    emptyText: 'Nothing has happened. The first change of a port state, a grandmaster, a link or an alarm adds the first event.',
    columns: eventColumns(times),
    filters: eventFilters(isOfOneDevice, deviceName),
    settings: [],
    actions,
    key: eventKey,
    tone: ({ severity }) => severityTone(severity),
    disabledActions: ({ subject }) => (subject.instanceId === undefined ? [openInstanceId] : []),
    detail: (event) => eventDetail(event, times),
    rows: () => events.rows,
    figures: (rows) => eventFigures(rows, events.problem, times),
    sparkline: () => undefined,
    onDidChange: (listener) => events.onDidChange(listener),
  };
}
