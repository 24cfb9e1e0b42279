import type * as vscode from 'vscode';
import type { Services } from '../services';
import type { LocalTimes } from '../table/localTimes';
import { DefinedTable } from '../table/pageTable';
import { TablePanels, type PanelKind } from '../table/tablePanels';
import { sessionActions } from './sessionActions';
import { scopeOf } from '../deviceScope/deviceScope';
import { sessionTable } from './sessionTable';

/** The panels "HTTP Sessions": one for each device, and one for all of them. */
export function sessionPanels(services: Services, times: LocalTimes, extensionUri: vscode.Uri): TablePanels {
  const nameOf = (deviceId: string): string | undefined => services.devices.known.find(({ id }) => id === deviceId)?.name;
  const deviceName = (deviceId: string): string => services.fleet.get(deviceId)?.name ?? nameOf(deviceId) ?? deviceId;
  const kind: PanelKind = {
    viewType: 'psx.httpSessions',
    title: (subject) => {
      const scope = scopeOf(subject);
      if (scope === undefined) {
        return undefined;
      }
      const name = scope.deviceId === undefined ? 'All devices' : nameOf(scope.deviceId);
      return name === undefined ? undefined : `HTTP Sessions · ${name}`;
    },
    page: (subject) => {
      const scope = scopeOf(subject) ?? { deviceId: undefined };
      const table = sessionTable({ scope, logs: services.sessions, times, deviceName, actions: sessionActions(services, scope, times) });
      return { title: kind.title(subject) ?? '', tables: [new DefinedTable(table)] };
    },
    gone: () => ({
      title: 'HTTP Sessions',
      message: 'The device of this panel is not configured any more. Its requests were forgotten.',
      hint: 'Close this panel. To see the requests of another device, choose Show HTTP Sessions in the menu of its row.',
    }),
    onDidChangeSubjects: (listener) => services.devices.onDidChange(listener),
  };
  return new TablePanels(kind, extensionUri, services.log);
}
