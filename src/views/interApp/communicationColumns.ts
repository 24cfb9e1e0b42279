import type { InterAppCommunication } from '../../model/interApp';
import { cellText } from '../table/cellText';
import type { LocalTimes } from '../table/localTimes';
import { oncePerRow } from '../table/oncePerRow';
import type { TableColumn, TableFilter } from '../table/tableDefinition';
import { addressText } from './addressText';
import { durationColumn, errorColumn, stateColumn, stateFilter, timeColumn } from './commonColumns';

export interface CommunicationTexts {
  readonly times: LocalTimes;
  /** The name of a device by its id. */
  readonly deviceName: (deviceId: string) => string;
}

type Column = TableColumn<InterAppCommunication>;

/** The columns of the table Communication. */
export function communicationColumns({ times, deviceName }: CommunicationTexts): readonly Column[] {
  return [
    { id: 'id', label: 'ID', widthPx: 56, align: 'end', text: ({ id }) => String(id), sortKey: ({ id }) => id },
    { id: 'guid', label: 'GUID', widthPx: 290, fromPageWidthPx: 2_200, text: ({ guid }) => guid, shown: ({ guid }) => cellText(guid), sortKey: ({ guid }) => guid },
    { id: 'kind', label: 'Kind', widthPx: 76, text: ({ kind }) => kindText(kind), sortKey: ({ kind }) => kind },
    { id: 'name', label: 'Name', widthPx: 140, text: ({ name }) => name, shown: ({ name }) => cellText(name), sortKey: ({ name }) => name },
    addressColumn('source', 'Source', deviceName),
    addressColumn('destination', 'Destination', deviceName),
    timeColumn('created', 'Created', times, 1_060, ({ created }) => created),
    timeColumn('started', 'Started', times, 1_650, ({ started }) => started),
    timeColumn('finished', 'Finished', times, 1_900, ({ finished }) => finished),
    durationColumn(),
    stateColumn(),
    errorColumn(),
    dataColumn,
  ];
}

/** The quick filters of the table Communication. */
export function communicationFilters(deviceName: CommunicationTexts['deviceName']): readonly TableFilter<InterAppCommunication>[] {
  return [
    stateFilter(),
    {
      kind: 'choice',
      id: 'kind',
      label: 'Kind',
      choices: (['event', 'message'] as const).map((kind) => ({ value: kind, label: kindText(kind) })),
      passes: ({ kind }, wanted) => kind === wanted,
    },
    addressFilter('source', 'Source', deviceName),
    addressFilter('destination', 'Destination', deviceName),
  ];
}

export function kindText(kind: InterAppCommunication['kind']): string {
  return kind === 'event' ? 'Event' : 'Message';
}

/** JSON in one line; empty when there are no data. */
const dataText = oncePerRow(({ data }: InterAppCommunication) => (data === undefined ? '' : JSON.stringify(data)));

const dataColumn: Column = {
  id: 'data',
  label: 'Data',
  widthPx: 160,
  grows: true,
  fromPageWidthPx: 1_400,
  text: dataText,
  shown: (row) => cellText(dataText(row)),
  sortKey: dataText,
};

function addressColumn(id: 'source' | 'destination', label: string, deviceName: CommunicationTexts['deviceName']): Column {
  const text = oncePerRow((row: InterAppCommunication) => addressText(row[id], deviceName));
  return { id, label, widthPx: 140, grows: true, text, shown: (row) => cellText(text(row)), sortKey: text };
}

/** Finds the address by the name of its device and by its id; letter case does not matter. */
function addressFilter(id: 'source' | 'destination', label: string, deviceName: CommunicationTexts['deviceName']): TableFilter<InterAppCommunication> {
  return {
    kind: 'text',
    id,
    label,
    title: 'Part of the address, e.g. card/ or the name of a device',
    passes: (row, wanted) => [row[id], addressText(row[id], deviceName)].some((address) => address.toLowerCase().includes(wanted.toLowerCase())),
  };
}
