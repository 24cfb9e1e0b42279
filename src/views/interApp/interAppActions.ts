import { interAppErrorCodes, type InterAppCommunication, type InterAppFailure, type InterAppHandler } from '../../model/interApp';
import { copyRowAction, rowAction } from '../table/rowAction';
import type { TableAction } from '../table/tableDefinition';
import { TableFault } from '../table/tableFault';
import { communicationColumns, type CommunicationTexts } from './communicationColumns';
import { handlerColumns } from './handlerColumns';
import { exportInterApp, type InterAppExport } from './interAppExport';
import type { InterAppTraffic } from './interAppTraffic';

/** What the page can do with the communications, and with a single one. */
export function communicationActions(bus: InterAppTraffic, texts: CommunicationTexts): readonly TableAction<InterAppCommunication>[] {
  const columns = communicationColumns(texts);
  return [
    {
      id: 'clear',
      label: 'Clear',
      scope: 'table',
      title: 'Forget all communications that are finished, and their handlers',
      run: () => {
        bus.clear();
        return Promise.resolve('Cleared');
      },
    },
    exportAction({ noun: 'communication', columns, all: () => bus.communications }),
    rowAction<InterAppCommunication>({ id: 'retry', label: 'Retry', title: 'Send the failed message once more' }, (row) => retry(bus, row)),
    copyRowAction(columns),
  ];
}

/** What the page can do with the handlers, and with a single one. */
export function handlerActions(bus: InterAppTraffic, texts: CommunicationTexts): readonly TableAction<InterAppHandler>[] {
  const columns = handlerColumns(texts.times);
  return [exportAction({ noun: 'handler', columns, all: () => bus.handlers }), copyRowAction(columns)];
}

function exportAction<R extends InterAppCommunication | InterAppHandler>(options: Pick<InterAppExport<R>, 'noun' | 'columns' | 'all'>): TableAction<R> {
  return {
    id: 'export',
    label: 'Export…',
    scope: 'table',
    title: `Save the shown ${options.noun}s as CSV or JSON`,
    run: async ({ shown, isPartial }) => {
      const exported = await exportInterApp<R>({ ...options, choices: {}, ...(isPartial ? { shown } : {}) });
      return exported === undefined ? 'Not exported' : exported.said;
    },
  };
}

async function retry(bus: InterAppTraffic, row: InterAppCommunication): Promise<string> {
  if (!bus.canRetry(row.id)) {
    throw new TableFault('notSupported', 'This cannot be sent once more.', 'Choose a message that failed, was not refused, and is not being tried again already.');
  }
  try {
    await bus.retry(row.id);
  } catch (error) {
    throw isFailure(error) ? new TableFault('notExecuted', error.message, error.hint) : error;
  }
  return `Message ${row.id} was sent once more and executed successfully`;
}

function isFailure(error: unknown): error is InterAppFailure {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const { code, message, hint } = error as Readonly<Record<string, unknown>>;
  return interAppErrorCodes.some((known) => known === code) && typeof message === 'string' && typeof hint === 'string';
}
