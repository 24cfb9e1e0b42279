import * as vscode from 'vscode';
import type { HttpSession } from '../../model/httpSession';
import { curlCommand } from '../../sessions/curlCommand';
import type { Services } from '../services';
import type { LocalTimes } from '../table/localTimes';
import { copyRowAction, rowAction } from '../table/rowAction';
import type { TableAction } from '../table/tableDefinition';
import { TableFault } from '../table/tableFault';
import { exportSessions } from './exportSessions';
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
    copyRowAction(sessionColumns({ times, deviceName: undefined })),
    rowAction<HttpSession>({ id: 'copyCurl', label: 'Copy as cURL', title: 'Copy as a command line, without the password' }, async (session) => {
      const device = services.device(session.deviceId);
      if (device === undefined) {
        throw new TableFault('rowGone', 'The device of this request is not configured any more.', 'Choose a request of another device.');
      }
      await vscode.env.clipboard.writeText(curlCommand(session, device.origin));
      return 'Copied as cURL';
    }),
    rowAction<HttpSession>({ id: 'openResponse', label: 'Open response', title: 'Open the response data in an editor' }, async (session) => {
      await openResponse(services, session);
      return undefined;
    }),
    rowAction<HttpSession>({ id: 'compare', label: 'Compare with…', title: 'Compare the response data with those of another request' }, async (session) => {
      await compareResponse(services, session, describe);
      return undefined;
    }),
  ];
}
