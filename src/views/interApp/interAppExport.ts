import { isoTime, jsonArrayChunks } from '../../model/jsonArray';
import { columnCsvChunks } from '../table/columnTexts';
import type { ExportChoices, ExportFormatOffer } from '../table/exportArgument';
import { exportRows } from '../table/exportRows';
import type { TableColumn } from '../table/tableDefinition';
import { count } from '../words';

export type InterAppExportFormat = 'csv' | 'json';

/** What either table can be exported as. */
export const interAppExportFormats: readonly ExportFormatOffer<InterAppExportFormat>[] = [
  { format: 'csv', label: 'CSV', detail: 'A table, for spreadsheets' },
  { format: 'json', label: 'JSON', detail: 'Everything that was recorded' },
];

/** The rows of one of the tables. */
export interface InterAppExport<R> {
  readonly choices: ExportChoices<InterAppExportFormat>;
  /** `communication`, `handler`. */
  readonly noun: string;
  readonly columns: readonly TableColumn<R>[];
  /** Everything that is kept. */
  readonly all: () => readonly R[];
  /** What a page shows, when that is not everything. */
  readonly shown?: readonly R[];
}

interface Timed {
  readonly id: number;
  readonly created?: number;
  readonly started?: number;
  readonly finished?: number;
}

/** Saves the rows as {@link exportRows} does, oldest first. */
export function exportInterApp<R extends Timed>({ choices, noun, columns, all, shown }: InterAppExport<R>): Promise<{ readonly file: string; readonly said: string } | undefined> {
  return exportRows<R, InterAppExportFormat>({
    offers: interAppExportFormats,
    choices,
    placeHolder: `Export the ${noun}s as`,
    name: `Inter App ${noun}s`,
    rows: () => (shown ?? all()).toSorted((one, other) => one.id - other.id),
    describe: (rowCount) => `${shown === undefined ? 'all' : 'the shown'} ${count(rowCount, noun)}`,
    chunks: (format, rows) => (format === 'csv' ? columnCsvChunks(columns, rows) : jsonArrayChunks(withDates(rows))),
  });
}

/** The rows as the API has them, with times as ISO 8601 beside the numbers. */
export function* withDates(rows: readonly Timed[]): Generator<object> {
  for (const row of rows) {
    const dates = (['created', 'started', 'finished'] as const).flatMap((name) => {
      const time = row[name];
      return time === undefined ? [] : [[`${name}Date`, isoTime(time)] as const];
    });
    yield { ...row, ...Object.fromEntries(dates) };
  }
}
