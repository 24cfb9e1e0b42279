import * as vscode from 'vscode';
import { showFault } from '../faultText';
import type { Services } from '../services';
import { exportChoices } from '../table/exportArgument';
import { LocalTimes } from '../table/localTimes';
import { askTable } from './askTable';
import { communicationColumns, type CommunicationTexts } from './communicationColumns';
import { handlerColumns } from './handlerColumns';
import { exportInterApp, interAppExportFormats } from './interAppExport';
import { interAppPanels, interAppSubject } from './interAppPanels';
import { interAppMaxCount, onDidChangeInterAppSettings } from './interAppSettings';
import type { InterAppTraffic } from './interAppTraffic';

/**
 * The bus as the person sees it: its panel, `psx.showInterApp`, `psx.clearInterApp` and `psx.exportInterApp {table?, format?, file?}`,
 * where `table` is `communications` or `handlers`; the bus keeps as many communications as the setting says.
 */
export function registerInterApp(bus: InterAppTraffic, services: Pick<Services, 'fleet' | 'log'>, extensionUri: vscode.Uri): vscode.Disposable {
  const texts: CommunicationTexts = {
    times: new LocalTimes(vscode.env.language),
    deviceName: (deviceId) => services.fleet.get(deviceId)?.name ?? deviceId,
  };
  const panels = interAppPanels(bus, texts, extensionUri, services.log);
  const configure = (): void => bus.configure(interAppMaxCount());
  configure();
  return vscode.Disposable.from(
    panels,
    onDidChangeInterAppSettings(configure),
    vscode.commands.registerCommand('psx.showInterApp', () => panels.show(interAppSubject)),
    vscode.commands.registerCommand('psx.clearInterApp', () => bus.clear()),
    vscode.commands.registerCommand('psx.exportInterApp', async (argument: unknown) => {
      const choices = exportChoices(argument, interAppExportFormats);
      const table = await askTable(argument);
      try {
        switch (table) {
          case 'communications':
            return (await exportInterApp({ choices, noun: 'communication', columns: communicationColumns(texts), all: () => bus.communications }))?.file;
          case 'handlers':
            return (await exportInterApp({ choices, noun: 'handler', columns: handlerColumns(texts.times), all: () => bus.handlers }))?.file;
          case undefined:
            return undefined;
        }
      } catch (error) {
        showFault(services, 'The table could not be exported', error);
        return undefined;
      }
    }),
  );
}
