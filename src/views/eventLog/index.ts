import * as vscode from 'vscode';
import type { DeviceEventLog } from '../../model/deviceEvent';
import { showFault } from '../faultText';
import { askScope } from '../deviceScope/askScope';
import { followPanels } from '../deviceScope/followPanels';
import { subjectOf } from '../deviceScope/deviceScope';
import type { Services } from '../services';
import { exportChoices } from '../table/exportArgument';
import { LocalTimes } from '../table/localTimes';
import { eventExportFormats, exportEvents } from './eventExport';
import { eventLogPanels } from './eventLogPanels';

/**
 * The event log as the person sees it: its panels, `psx.showEventLog {deviceId? | all?}` and `psx.exportEventLog {deviceId? | all?, format?, file?}`.
 */
export function registerEventLog(services: Services, extensionUri: vscode.Uri, log: DeviceEventLog): vscode.Disposable {
  const times = new LocalTimes(vscode.env.language);
  const panels = eventLogPanels(services, log, times, extensionUri);
  return vscode.Disposable.from(
    panels,
    followPanels(panels, services),
    vscode.commands.registerCommand('psx.showEventLog', async (argument: unknown) => {
      const scope = await askScope(services, argument, 'Show the event log of which device?');
      if (scope !== undefined) {
        panels.show(subjectOf(scope));
      }
    }),
    vscode.commands.registerCommand('psx.exportEventLog', async (argument: unknown) => {
      const choices = exportChoices(argument, eventExportFormats);
      const scope = await askScope(services, argument, 'Export the event log of which device?');
      if (scope === undefined) {
        return undefined;
      }
      try {
        return (await exportEvents(services, { log, deviceId: scope.deviceId, times, choices }))?.file;
      } catch (error) {
        showFault(services, 'The event log could not be exported', error);
        return undefined;
      }
    }),
  );
}
