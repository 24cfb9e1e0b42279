/** The formats of an export, by the extension of their files. */
export const exportFormats = [
  { format: 'har', label: 'HAR', detail: 'HTTP Archive 1.2, for browsers and other tools' },
  { format: 'csv', label: 'CSV', detail: 'A table, for spreadsheets' },
  { format: 'json', label: 'JSON', detail: 'Everything that was recorded' },
] as const;

export type ExportFormat = (typeof exportFormats)[number]['format'];

/** What an export need not ask for, since the command's argument says it. */
export interface ExportChoices {
  readonly format?: ExportFormat;
  /** Absolute path. */
  readonly file?: string;
}

/** Reads `{format?, file?}` of a command's argument. Throws when a format is not one. */
export function exportChoices(argument: unknown): ExportChoices {
  if (typeof argument !== 'object' || argument === null) {
    return {};
  }
  const { format, file } = argument as Readonly<Record<string, unknown>>;
  const known = exportFormats.find((candidate) => candidate.format === format)?.format;
  if (format !== undefined && known === undefined) {
    throw new Error(`There is no export as ${JSON.stringify(format)}. Use ${exportFormats.map((candidate) => `"${candidate.format}"`).join(', ')}.`);
  }
  return { ...(known === undefined ? {} : { format: known }), ...(typeof file === 'string' && file !== '' ? { file } : {}) };
}
