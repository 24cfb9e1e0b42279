import { quotedValue } from '../commands/commandArgument';

/** A format of an export, by the extension of its files. */
export interface ExportFormatOffer<F extends string> {
  readonly format: F;
  readonly label: string;
  readonly detail: string;
}

/** What an export need not ask for, since the command's argument says it. */
export interface ExportChoices<F extends string> {
  readonly format?: F;
  /** Absolute path. */
  readonly file?: string;
}

/** Reads `{format?, file?}` of a command's argument. Throws when a format is not one of those offered. */
export function exportChoices<F extends string>(argument: unknown, offers: readonly ExportFormatOffer<F>[]): ExportChoices<F> {
  if (typeof argument !== 'object' || argument === null) {
    return {};
  }
  const { format, file } = argument as Readonly<Record<string, unknown>>;
  const known = offers.find((candidate) => candidate.format === format)?.format;
  if (format !== undefined && known === undefined) {
    throw new Error(`There is no export as ${quotedValue(format)}. Use ${offers.map((candidate) => `"${candidate.format}"`).join(', ')}.`);
  }
  return { ...(known === undefined ? {} : { format: known }), ...(typeof file === 'string' && file !== '' ? { file } : {}) };
}
