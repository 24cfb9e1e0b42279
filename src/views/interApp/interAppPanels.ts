import type * as vscode from 'vscode';
import type { Services } from '../services';
import { DefinedTable } from '../table/pageTable';
import { TablePanels, type PanelKind } from '../table/tablePanels';
import type { CommunicationTexts } from './communicationColumns';
import { communicationTable } from './communicationTable';
import { handlerTable } from './handlerTable';
import { communicationActions, handlerActions } from './interAppActions';
import type { InterAppTraffic } from './interAppTraffic';

/** The panel has no subject but the one bus that there is. */
export const interAppSubject = 'interApp';

/** The panel "Inter App" with its two tables; there is one at most. */
export function interAppPanels(bus: InterAppTraffic, texts: CommunicationTexts, extensionUri: vscode.Uri, log: Services['log']): TablePanels {
  const title = 'Inter App';
  const kind: PanelKind = {
    viewType: 'psx.interApp',
    title: (subject) => (subject === interAppSubject ? title : undefined),
    page: () => ({
      title,
      tables: [new DefinedTable(communicationTable(bus, texts, communicationActions(bus, texts))), new DefinedTable(handlerTable(bus, texts, handlerActions(bus, texts)))],
    }),
    gone: () => ({ title, message: 'This panel cannot be shown any more.', hint: 'Close it and run the command Show Inter App.' }),
    onDidChangeSubjects: () => ({ dispose: () => undefined }),
  };
  return new TablePanels(kind, extensionUri, log);
}
