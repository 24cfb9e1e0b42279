import * as vscode from 'vscode';
import type { HttpSession } from '../../model/httpSession';
import { curlCommand } from '../../sessions/curlCommand';
import type { RecordedSession } from '../../sessions/recordedSession';
import type { Services } from '../services';
import type { LocalTimes } from '../table/localTimes';
import { copyRowAction, rowAction } from '../table/rowAction';
import type { TableAction } from '../table/tableDefinition';
import { exportSessions } from './exportSessions';
import { compareResponse, openResponse } from './responseDocuments';
import { sessionColumns } from './sessionColumns';
import type { DeviceScope } from '../deviceScope/deviceScope';

/** What the page can do with the requests of a scope, and with a single one. */
export function sessionActions(services: Services, scope: DeviceScope, times: LocalTimes): readonly TableAction<RecordedSession>[] {
  const describe = ({ deviceId, requestTime }: HttpSession): string =>
    scope.deviceId === undefined ? `${services.fleet.get(deviceId)?.name ?? deviceId} · ${times.format(requestTime)}` : times.format(requestTime);
  return [
    {
      id: 'clear',
      label: 'Clear',
      scope: 'table',
      title: 'Forget all recorded requests',
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
    rowAction<RecordedSession>({ id: 'copyCurl', label: 'Copy as cURL', title: 'Copy as a command line, without the password' }, async (session) => {
      await vscode.env.clipboard.writeText(curlCommand(session));
      return 'Copied as cURL';
    }),
    rowAction<RecordedSession>({ id: 'openResponse', label: 'Open response', title: 'Open the response data in an editor' }, async (session) => {
      await openResponse(services, session);
      return undefined;
    }),
    rowAction<RecordedSession>({ id: 'compare', label: 'Compare with…', title: 'Compare the response data with those of another request' }, async (session) => {
      await compareResponse(services, session, describe);
      return undefined;
    }),
  ];
}
