import type { InterAppHandler } from '../../model/interApp';
import type { TableAction, TableDefinition } from '../table/tableDefinition';
import type { CommunicationTexts } from './communicationColumns';
import { handlerColumns } from './handlerColumns';
import { handlerFilters } from './handlerFilters';
import { handlerDetail } from './interAppDetail';
import { communicationsId, handlersId, rowKey } from './interAppRows';
import type { InterAppTraffic } from './interAppTraffic';
import { stateTone } from './stateWords';

/** The table of handlers: one for each communication, under the same key. */
export function handlerTable(bus: InterAppTraffic, texts: CommunicationTexts, actions: readonly TableAction<InterAppHandler>[]): TableDefinition<InterAppHandler> {
  return {
    id: handlersId,
    label: 'Handlers',
    rowNoun: { one: 'handler', many: 'handlers' },
    defaultSort: { columnId: 'id', isDescending: true },
    emptyText: 'No handler yet. Each event and each message gets one.',
    companionTableId: communicationsId,
    columns: handlerColumns(texts.times),
    filters: handlerFilters(bus, texts.deviceName),
    settings: [],
    actions,
    key: ({ communicationId }) => rowKey(communicationId),
    tone: ({ state }) => stateTone(state),
    related: ({ communicationId }) => [bus.get(communicationId)].filter((communication) => communication !== undefined),
    detail: (row) => handlerDetail(row, bus, texts),
    rows: () => bus.handlers,
    figures: () => [],
    sparkline: () => undefined,
    onDidChange: (listener) => bus.onDidChange(listener),
    onDidClear: (listener) => bus.onDidClear(listener),
  };
}
