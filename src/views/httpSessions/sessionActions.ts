import * as vscode from 'vscode';
import type { HttpSession } from '../../model/httpSession';
import { curlCommand } from '../../sessions/curlCommand';
import type { Services } from '../services';
import type { TableAction } from '../table/tableDefinition';
import { TableFault } from '../table/tableFault';
import { exportSessions } from './exportSessions';
import type { LocalTimes } from './localTimes';
import { compareResponse, openResponse } from './responseDocuments';
import { sessionColumns } from './sessionColumns';
import type { SessionScope } from './sessionScope';

/** What the page can do with the requests of a scope, and with a single one. */
export function sessionActions(services: Services, scope: SessionScope, times: LocalTimes): readonly TableAction<HttpSession>[] {
  const describe = ({ deviceId, requestTime }: HttpSession): string =>
    scope.deviceId === undefined ? `${services.fleet.get(deviceId)?.name ?? deviceId} · ${times.format(requestTime)}` : times.format(requestTime);
  return [
    {
      id: 'clear',
      label: 'Clear',
      scope: 'table',
      title: 'Forget all recorded requests',
      clears: true,
      run: () => {
        services.sessions.clear(scope.deviceId);
        return Promise.resolve('Cleared');
      },
    },
    {
      id: 'export',
      label: 'Export…',
      scope: 'table',
      title: 'Save the shown requests as HAR, CSV or JSON',
      run: async ({ shown, isPartial }) => {
        const exported = await exportSessions(services, { scope, times, ...(isPartial ? { shown } : {}) });
        return exported === undefined ? 'Not exported' : exported.said;
      },
    },
    rowAction({ id: 'copyRow', label: 'Copy row', title: 'Copy the cells of the row', ctrlKey: 'c' }, async (session) => {
      const columns = sessionColumns({ times, deviceName: undefined });
      await vscode.env.clipboard.writeText(columns.map((column) => column.shown?.(session) ?? column.text(session)).join('\t'));
      return 'Row copied';
    }),
    rowAction({ id: 'copyCurl', label: 'Copy as cURL', title: 'Copy as a command line, without the password' }, async (session) => {
      const device = services.device(session.deviceId);
      if (device === undefined) {
        throw new TableFault('rowGone', 'The device of this request is not configured any more.', 'Choose a request of another device.');
      }
      await vscode.env.clipboard.writeText(curlCommand(session, device.origin));
      return 'Copied as cURL';
    }),
    rowAction({ id: 'openResponse', label: 'Open response', title: 'Open the response data in an editor' }, async (session) => {
      await openResponse(services, session);
      return undefined;
    }),
    rowAction({ id: 'compare', label: 'Compare with…', title: 'Compare the response data with those of another request' }, async (session) => {
      await compareResponse(services, session, describe);
      return undefined;
    }),
  ];
}

type RowActionConfig = Omit<TableAction<HttpSession>, 'scope' | 'run'>;

function rowAction(config: RowActionConfig, act: (session: HttpSession) => Promise<string | undefined>): TableAction<HttpSession> {
  return {
    ...config,
    scope: 'row',
    run: async ({ row }) => {
      if (row === undefined) {
        throw new TableFault('rowGone', 'This request is not kept any more.', 'Choose another one.');
      }
      return act(row);
    },
  };
}
