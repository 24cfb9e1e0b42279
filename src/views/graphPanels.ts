import * as vscode from 'vscode';
import type { Alarms } from '../model/alarm';
import { registerBmca } from './bmca';
import type { Services } from './services';
import { registerTopology } from './topology';

/** The panels that draw what all devices make together: `psx.showBmca` and `psx.showTopology`. With `alarms`, severities in the topology are those of the alarms too. */
export function registerGraphPanels(
  services: Pick<Services, 'devices' | 'fleet' | 'log' | 'panelDemand' | 'reveal'>,
  extensionUri: vscode.Uri,
  alarms?: Pick<Alarms, 'severityOf' | 'onDidChange'>,
): vscode.Disposable {
  return vscode.Disposable.from(registerBmca(services, extensionUri), registerTopology(services, extensionUri, alarms));
}
