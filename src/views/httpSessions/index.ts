import * as vscode from 'vscode';
import { showFault } from '../faultText';
import type { Services } from '../services';
import { exportChoices } from '../table/exportArgument';
import { LocalTimes } from '../table/localTimes';
import { askScope } from './askScope';
import { sessionExportFormats } from './exportFormats';
import { exportSessions } from './exportSessions';
import { followPanels } from './panelDemand';
import { sessionPanels } from './sessionPanels';
import { subjectOf } from './sessionScope';
import { onDidChangeSessionSettings, sessionLimits } from './sessionSettings';

/**
 * The HTTP sessions as the person sees them: their panels, `psx.showHttpSessions {deviceId?}`, `psx.clearHttpSessions {deviceId?}` and
 * `psx.exportHttpSessions {deviceId?, format?, file?}`; the log follows the settings and the list of devices.
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
      if (scope !== undefined) {
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
