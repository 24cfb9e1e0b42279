import type { ExportFormatOffer } from '../table/exportArgument';

export type SessionExportFormat = 'har' | 'csv' | 'json';

/** What the sessions can be exported as. */
export const sessionExportFormats: readonly ExportFormatOffer<SessionExportFormat>[] = [
  { format: 'har', label: 'HAR', detail: 'HTTP Archive 1.2, for browsers and other tools' },
  { format: 'csv', label: 'CSV', detail: 'A table, for spreadsheets' },
  { format: 'json', label: 'JSON', detail: 'Everything that was recorded' },
];
