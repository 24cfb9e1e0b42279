import { csvChunks, harmlessCell } from '../../model/csv';
import type { CsvColumn, TableColumn } from './tableDefinition';

/** Rows as CSV with all columns, hidden or not, and their whole texts; a chunk for each line. */
export function columnCsvChunks<R>(columns: readonly TableColumn<R>[], rows: readonly R[]): Iterable<string> {
  const csvColumns = columns.flatMap((column): readonly CsvColumn<R>[] => column.csv?.() ?? [{ label: column.label, text: (row) => column.text(row) }]);
  return csvChunks(
    csvColumns.map(({ label }) => label),
    textsOf(csvColumns, rows),
  );
}

/** A row as it is shown, its cells separated by tabs: a cell is one cell in a spreadsheet, too, and no formula. */
export function rowText<R>(columns: readonly TableColumn<R>[], row: R): string {
  return columns.map((column) => harmlessCell((column.shown?.(row) ?? column.text(row)).replace(/[\t\r\n]+/g, ' '))).join('\t');
}

function* textsOf<R>(columns: readonly CsvColumn<R>[], rows: readonly R[]): Generator<readonly string[]> {
  for (const row of rows) {
    yield columns.map((column) => column.text(row));
  }
}
