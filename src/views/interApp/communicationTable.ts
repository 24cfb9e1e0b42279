import type { InterAppCommunication } from '../../model/interApp';
import type { TableAction, TableDefinition, TableSetting } from '../table/tableDefinition';
import { communicationColumns, communicationFilters, type CommunicationTexts } from './communicationColumns';
import { communicationDetail, otherTries } from './interAppDetail';
import { interAppFigures } from './interAppFigures';
import { communicationsId, handlersId, rowKey } from './interAppRows';
import { interAppMaxCount, maxCountRange, onDidChangeInterAppSettings, writeInterAppMaxCount } from './interAppSettings';
import type { InterAppTraffic } from './interAppTraffic';
import { stateTone } from './stateWords';

/** The table of events and messages. */
export function communicationTable(bus: InterAppTraffic, texts: CommunicationTexts, actions: readonly TableAction<InterAppCommunication>[]): TableDefinition<InterAppCommunication> {
  return {
    id: communicationsId,
    label: 'Communication',
    rowNoun: { one: 'communication', many: 'communications' },
    defaultSort: { columnId: 'id', isDescending: true },
    emptyText: 'Nothing has been sent. Changes of a device, commands, links and other extensions add the first one.',
    companionTableId: handlersId,
    columns: communicationColumns(texts),
    filters: communicationFilters(texts.deviceName),
    settings: [maxCountSetting],
    actions,
    key: ({ id }) => rowKey(id),
    tone: ({ state }) => stateTone(state),
    disabledActions: (row) => (bus.canRetry(row.id) ? [] : ['retry']),
    related: (row) => [bus.handlerOf(row.id), ...otherTries(row, bus)].filter((other) => other !== undefined),
    detail: (row) => communicationDetail(row, bus, texts),
    rows: () => bus.communications,
    figures: interAppFigures,
    sparkline: () => undefined,
    onDidChange: (listener) => {
      const changes = bus.onDidChange(listener);
      const settings = onDidChangeInterAppSettings(listener);
      return {
        dispose: () => {
          changes.dispose();
          settings.dispose();
        },
      };
    },
    onDidClear: (listener) => bus.onDidClear(listener),
  };
}

const maxCountSetting: TableSetting = {
  kind: 'number',
  id: 'maxCount',
  label: 'Max count',
  title: 'Communications kept; the oldest go, each with its handler (psx.interApp.maxCount)',
  ...maxCountRange,
  read: interAppMaxCount,
  write: writeInterAppMaxCount,
};
