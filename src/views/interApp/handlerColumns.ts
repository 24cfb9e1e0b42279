import type { InterAppHandler } from '../../model/interApp';
import { cellText } from '../table/cellText';
import type { LocalTimes } from '../table/localTimes';
import type { TableColumn } from '../table/tableDefinition';
import { durationColumn, errorColumn, stateColumn, timeColumn } from './commonColumns';

/** The columns of the table Handlers. */
export function handlerColumns(times: LocalTimes): readonly TableColumn<InterAppHandler>[] {
  return [
    { id: 'id', label: 'ID', widthPx: 56, align: 'end', text: ({ id }) => String(id), sortKey: ({ id }) => id },
    { id: 'handler', label: 'Handler', widthPx: 180, grows: true, text: ({ handler }) => handler, shown: ({ handler }) => cellText(handler), sortKey: ({ handler }) => handler },
    {
      id: 'communicationId',
      label: 'Communication ID',
      widthPx: 150,
      align: 'end',
      text: ({ communicationId }) => String(communicationId),
      sortKey: ({ communicationId }) => communicationId,
    },
    stateColumn(),
    timeColumn('started', 'Started', times, 1_060, ({ started }) => started),
    timeColumn('finished', 'Finished', times, 1_500, ({ finished }) => finished),
    durationColumn(),
    { id: 'result', label: 'Result', widthPx: 160, grows: true, text: resultText, shown: (row) => cellText(resultText(row)), sortKey: ({ result }) => result },
    errorColumn(),
  ];
}

function resultText({ result }: InterAppHandler): string {
  return result ?? '';
}
