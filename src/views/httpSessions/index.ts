import * as vscode from 'vscode';
import { membersOf } from '../commands/commandArgument';
import { showFault } from '../faultText';
import type { Services } from '../services';
import { exportChoices } from '../table/exportArgument';
import { LocalTimes } from '../table/localTimes';
import { askScope } from '../deviceScope/askScope';
import { sessionExportFormats } from './exportFormats';
import { exportSessions } from './exportSessions';
import { followPanels } from '../deviceScope/followPanels';
import { sessionPanels } from './sessionPanels';
import { subjectOf } from '../deviceScope/deviceScope';
import { onDidChangeSessionSettings, sessionLimits } from './sessionSettings';

/**
 * The HTTP sessions as the person sees them: their panels, `psx.showHttpSessions {deviceId? | all?}`, `psx.clearHttpSessions {deviceId? | all?}` and
 * `psx.exportHttpSessions {deviceId? | all?, format?, file?}`; the log follows the settings and the list of devices.
 */
export function registerHttpSessions(services: Services, extensionUri: vscode.Uri): vscode.Disposable {
  const times = new LocalTimes(vscode.env.language);
  const panels = sessionPanels(services, times, extensionUri);
  return vscode.Disposable.from(
    panels,
    followPanels(panels, services),
    onDidChangeSessionSettings(() => services.sessions.configure(sessionLimits())),
    services.devices.onDidChange(() => services.sessions.keepOnly(new Set(services.devices.known.map(({ id }) => id)))),
    vscode.commands.registerCommand('psx.showHttpSessions', async (argument: unknown) => {
      const scope = await askScope(services, argument, 'Show the HTTP sessions of which device?');
      if (scope !== undefined) {
        panels.show(subjectOf(scope));
      }
    }),
    vscode.commands.registerCommand('psx.clearHttpSessions', async (argument: unknown) => {
      const scope = await askScope(services, argument, 'Forget the HTTP sessions of which device?');
      if (scope !== undefined && (scope.deviceId !== undefined || membersOf(argument).all === true || (await confirmsClearingAll()))) {
        services.sessions.clear(scope.deviceId);
      }
    }),
    vscode.commands.registerCommand('psx.exportHttpSessions', async (argument: unknown) => {
      const choices = exportChoices(argument, sessionExportFormats);
      const scope = await askScope(services, argument, 'Export the HTTP sessions of which device?');
      if (scope === undefined) {
        return undefined;
      }
      try {
        return (await exportSessions(services, { scope, times, ...choices }))?.file;
      } catch (error) {
        showFault(services, 'The HTTP sessions could not be exported', error);
        return undefined;
      }
    }),
  );
}

/** What is picked from a list is picked by mistake now and then, and nothing brings the requests back. */
async function confirmsClearingAll(): Promise<boolean> {
  const clear = 'Clear All';
  const options = { modal: true, detail: 'Recorded requests that were not exported are lost.' };
  return (await vscode.window.showWarningMessage('Forget the HTTP sessions of all devices?', options, clear)) === clear;
}
