import * as vscode from 'vscode';
import { followPanels } from '../deviceScope/followPanels';
import { GraphPanel } from '../graphPanel';
import type { Services } from '../services';
import { timeOfDay } from '../words';
import { openSubject } from '../openSubject';
import { BmcaContent } from './bmcaContent';

/** The panel "BMCA: who wins and why" and its command `psx.showBmca`. */
export function registerBmca(services: Pick<Services, 'devices' | 'fleet' | 'log' | 'panelDemand' | 'reveal'>, extensionUri: vscode.Uri): vscode.Disposable {
  const panel = new GraphPanel(
    {
      viewType: 'psx.bmca',
      subject: 'bmca',
      title: 'BMCA: who wins and why',
      content: () =>
        new BmcaContent({
          get devices() {
            return services.fleet.devices;
          },
          onDidChange: services.fleet.onDidChange,
          open: (address, where) => openSubject(services, address, where),
          timeText: timeOfDay,
        }),
    },
    extensionUri,
    services.log,
  );
  return vscode.Disposable.from(panel, followPanels(panel, services), vscode.commands.registerCommand('psx.showBmca', () => panel.show()));
}
