import type { DeviceEvent, DeviceEventLog } from '../../model/deviceEvent';
import { openSubject } from '../openSubject';
import type { Services } from '../services';
import type { LocalTimes } from '../table/localTimes';
import { copyRowAction, rowAction } from '../table/rowAction';
import type { TableAction } from '../table/tableDefinition';
import { eventColumns } from './eventColumns';
import { openInstanceId, showInTreeId } from './eventDetail';
import { exportEvents } from './eventExport';

/** What the page can do with the events of a device, or of all, and with a single one. */
export function eventActions(
  services: Pick<Services, 'fleet' | 'reveal'>,
  log: DeviceEventLog,
  deviceId: string | undefined,
  times: LocalTimes,
): readonly TableAction<DeviceEvent>[] {
  return [
    {
      id: 'export',
      label: 'Export…',
      scope: 'table',
      title: 'Save the shown events as CSV or JSON',
      run: async ({ shown, isPartial }) => {
        const exported = await exportEvents(services, { log, deviceId, times, choices: {}, ...(isPartial ? { shown } : {}) });
        return exported === undefined ? 'Not exported' : exported.said;
      },
    },
    rowAction<DeviceEvent>({ id: showInTreeId, label: 'Show in tree', title: 'Select the row of the device, the slot or the PTP instance' }, async ({ subject }) => {
      await openSubject(services, subject, 'tree');
      return undefined;
    }),
    rowAction<DeviceEvent>({ id: openInstanceId, label: 'Open PTP instance', title: 'Open the panel of the PTP instance' }, async ({ subject }) => {
      await openSubject(services, subject, 'panel');
      return undefined;
    }),
    copyRowAction(eventColumns(times)),
  ];
}
