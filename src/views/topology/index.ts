import * as vscode from 'vscode';
import type { Alarms } from '../../model/alarm';
import type { Event } from '../../model/event';
import { followPanels } from '../deviceScope/followPanels';
import { GraphPanel } from '../graphPanel';
import { openSubject } from '../openSubject';
import type { Services } from '../services';
import { exportRows } from '../table/exportRows';
import { deviceSeverity } from '../tree/rowSeverity';
import { TopologyContent } from './topologyContent';

/** The panel "Topology" and its command `psx.showTopology`. With `alarms`, severities are those of the alarms too. */
export function registerTopology(
  services: Pick<Services, 'devices' | 'fleet' | 'log' | 'panelDemand' | 'reveal'>,
  extensionUri: vscode.Uri,
  alarms?: Pick<Alarms, 'severityOf' | 'onDidChange'>,
): vscode.Disposable {
  const onDidChange: Event<unknown> = (listener) => vscode.Disposable.from(services.fleet.onDidChange(listener), ...(alarms === undefined ? [] : [alarms.onDidChange(listener)]));
  const panel = new GraphPanel(
    {
      viewType: 'psx.topology',
      subject: 'topology',
      title: 'Topology',
      content: () =>
        new TopologyContent({
          get devices() {
            return services.fleet.devices;
          },
          onDidChange,
          severityOfDevice: deviceSeverity,
          severityOf: (subject, own) => alarms?.severityOf(subject, own) ?? own,
          open: (subject, where) => openSubject(services, subject, where),
          save,
        }),
    },
    extensionUri,
    services.log,
  );
  return vscode.Disposable.from(panel, followPanels(panel, services), vscode.commands.registerCommand('psx.showTopology', () => panel.show()));
}

async function save(svg: string): Promise<string | undefined> {
  const saved = await exportRows({
    offers: [{ format: 'svg', label: 'SVG', detail: 'Scalable drawing' }],
    choices: { format: 'svg' },
    placeHolder: '',
    name: 'PSX topology',
    rows: () => [svg],
    describe: () => 'the topology',
    chunks: (_format, drawings) => drawings,
  });
  return saved?.said;
}
