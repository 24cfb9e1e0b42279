import type * as vscode from 'vscode';
import type { DeviceEventLog } from '../../model/deviceEvent';
import { scopeOf } from '../deviceScope/deviceScope';
import type { Services } from '../services';
import type { LocalTimes } from '../table/localTimes';
import { DefinedTable } from '../table/pageTable';
import { TablePanels, type PanelKind } from '../table/tablePanels';
import { eventActions } from './eventActions';
import { eventLogTable } from './eventLogTable';
import { EventRows } from './eventRows';

/** The panels "Event Log": one for each device, and one for all of them. */
export function eventLogPanels(
  services: Pick<Services, 'fleet' | 'devices' | 'log' | 'reveal'>,
  eventLog: DeviceEventLog,
  times: LocalTimes,
  extensionUri: vscode.Uri,
): TablePanels {
  const deviceName = (deviceId: string): string => services.fleet.get(deviceId)?.name ?? deviceId;
  const kind: PanelKind = {
    viewType: 'psx.eventLog',
    title: (subject) => {
      const scope = scopeOf(subject);
      if (scope === undefined) {
        return undefined;
      }
      const name = scope.deviceId === undefined ? 'All devices' : services.devices.known.find(({ id }) => id === scope.deviceId)?.name;
      return name === undefined ? undefined : `Event Log · ${name}`;
    },
    page: (subject) => {
      const deviceId = scopeOf(subject)?.deviceId;
      const events = new EventRows(eventLog, deviceId, (error) => services.log.error('The event log could not be read.', error));
      const actions = eventActions(services, eventLog, deviceId, times);
      const table = eventLogTable({ events, isOfOneDevice: deviceId !== undefined, times, deviceName, actions });
      return { title: kind.title(subject) ?? '', tables: [new DefinedTable(table)] };
    },
    gone: () => ({
      title: 'Event Log',
      message: 'The device of this panel is not configured any more.',
      hint: 'Close this panel. Its events are still in the event log of all devices: run the command Show Event Log.',
    }),
    onDidChangeSubjects: (listener) => services.devices.onDidChange(listener),
  };
  return new TablePanels(kind, extensionUri, services.log);
}
