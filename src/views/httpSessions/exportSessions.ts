import * as vscode from 'vscode';
import { harChunks } from '../../sessions/harExport';
import { jsonChunks } from '../../sessions/jsonExport';
import type { RecordedSession } from '../../sessions/recordedSession';
import type { Services } from '../services';
import { columnCsvChunks } from '../table/columnTexts';
import type { ExportChoices } from '../table/exportArgument';
import { exportRows } from '../table/exportRows';
import type { LocalTimes } from '../table/localTimes';
import { count } from '../words';
import { sessionExportFormats, type SessionExportFormat } from './exportFormats';
import { sessionColumns } from './sessionColumns';
import type { DeviceScope } from '../deviceScope/deviceScope';

export interface SessionExport extends ExportChoices<SessionExportFormat> {
  readonly scope: DeviceScope;
  readonly times: LocalTimes;
  /** What a page shows, when that is not everything. Default: all that is kept. */
  readonly shown?: readonly RecordedSession[];
}

/** Saves the sessions as {@link exportRows} does. */
export async function exportSessions(services: Services, options: SessionExport): Promise<{ readonly file: string; readonly said: string } | undefined> {
  const { scope, shown } = options;
  const name = scope.deviceId === undefined ? 'PSX devices' : (services.fleet.get(scope.deviceId)?.name ?? scope.deviceId);
  const hold = services.sessions.hold();
  try {
    return await exportRows<RecordedSession, SessionExportFormat>({
      offers: sessionExportFormats,
      choices: options,
      placeHolder: 'Export the requests as',
      name,
      rows: () => (shown ?? services.sessions.sessions(scope.deviceId)).toSorted((one, other) => one.id - other.id),
      describe: (rowCount) => `${shown === undefined ? 'all' : 'the shown'} ${count(rowCount, 'request')} of ${name}`,
      chunks: (format, sessions) => chunksOf(format, sessions, services, options),
    });
  } finally {
    hold.dispose();
  }
}

function chunksOf(format: SessionExportFormat, sessions: readonly RecordedSession[], services: Services, { scope, times }: SessionExport): Iterable<string> {
  const deviceName = (deviceId: string): string => services.fleet.get(deviceId)?.name ?? deviceId;
  switch (format) {
    case 'har':
      return harChunks(sessions, { version: extensionVersion(), deviceName });
    case 'json':
      return jsonChunks(sessions);
    case 'csv':
      return columnCsvChunks(sessionColumns({ times, deviceName: scope.deviceId === undefined ? deviceName : undefined }), sessions);
  }
}

function extensionVersion(): string {
  const manifest: unknown = vscode.extensions.getExtension('psx-tools.psx-explorer')?.packageJSON;
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
