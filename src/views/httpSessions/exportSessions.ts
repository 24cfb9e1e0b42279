import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { csvChunks } from '../../model/csv';
import type { HttpSession } from '../../model/httpSession';
import { harChunks } from '../../sessions/harExport';
import { jsonChunks } from '../../sessions/jsonExport';
import type { Services } from '../services';
import { exportFile } from '../table/exportFile';
import { exportFileName } from '../table/exportFileName';
import { count } from '../words';
import { exportFormats, type ExportChoices, type ExportFormat } from './exportArgument';
import type { LocalTimes } from './localTimes';
import { sessionColumns } from './sessionColumns';
import type { SessionScope } from './sessionScope';

export interface SessionExport extends ExportChoices {
  readonly scope: SessionScope;
  readonly times: LocalTimes;
  /** What a page shows, when that is not everything. Default: all that is kept. */
  readonly shown?: readonly HttpSession[];
}

/**
 * Asks for what is not given (format, file) and saves the sessions. Tells the person where, with a button to open the file.
 * `undefined` when the person cancels; then nothing is left behind. Rejects with a fault when the file cannot be written.
 */
export async function exportSessions(services: Services, options: SessionExport): Promise<{ readonly file: string; readonly said: string } | undefined> {
  const { scope, shown } = options;
  const format = options.format ?? (await askFormat());
  if (format === undefined) {
    return undefined;
  }
  const name = scope.deviceId === undefined ? 'PSX devices' : (services.fleet.get(scope.deviceId)?.name ?? scope.deviceId);
  const target = options.file === undefined ? await askFile(name, format) : vscode.Uri.file(options.file);
  if (target === undefined) {
    return undefined;
  }
  const sessions = (shown ?? services.sessions.sessions(scope.deviceId)).toSorted((one, other) => one.id - other.id);
  const what = `${shown === undefined ? 'all' : 'the shown'} ${count(sessions.length, 'request')} of ${name}`;
  const isDone = await exportFile({
    target,
    chunks: chunksOf(format, sessions, services, options),
    chunkCount: sessions.length,
    title: `Exporting ${what}`,
  });
  if (!isDone) {
    return undefined;
  }
  const said = `Exported ${what} to ${target.fsPath}.`;
  offerToOpen(target, said);
  return { file: target.fsPath, said };
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const picked = await vscode.window.showQuickPick(
    exportFormats.map((format) => ({ ...format })),
    { placeHolder: 'Export the requests as' },
  );
  return picked?.format;
}

async function askFile(name: string, format: ExportFormat): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, exportFileName(name, new Date(), format)),
    filters: { [format.toUpperCase()]: [format] },
    saveLabel: 'Export',
  });
}

function offerToOpen(target: vscode.Uri, said: string): void {
  const open = 'Open';
  void vscode.window.showInformationMessage(said, open).then((action) => (action === open ? vscode.commands.executeCommand('vscode.open', target) : undefined));
}

function chunksOf(format: ExportFormat, sessions: readonly HttpSession[], services: Services, { scope, times }: SessionExport): Iterable<string> {
  switch (format) {
    case 'har':
      return harChunks(sessions, {
        version: extensionVersion(),
        device: (deviceId) => ({ name: services.fleet.get(deviceId)?.name ?? deviceId, origin: services.device(deviceId)?.origin ?? '' }),
      });
    case 'json':
      return jsonChunks(sessions);
    case 'csv': {
      const deviceName = (deviceId: string): string => services.fleet.get(deviceId)?.name ?? deviceId;
      const columns = sessionColumns({ times, deviceName: scope.deviceId === undefined ? deviceName : undefined });
      return csvChunks(columns.map(({ label }) => label), rowsOf(sessions, columns));
    }
  }
}

function* rowsOf(sessions: readonly HttpSession[], columns: ReturnType<typeof sessionColumns>): Generator<readonly string[]> {
  for (const session of sessions) {
    yield columns.map((column) => column.text(session));
  }
}

function extensionVersion(): string {
  const manifest: unknown = vscode.extensions.getExtension('psx-tools.psx-explorer')?.packageJSON;
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
