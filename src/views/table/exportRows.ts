import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { withoutLinks } from '../withoutLinks';
import type { ExportChoices, ExportFormatOffer } from './exportArgument';
import { exportFile } from './exportFile';
import { exportFileName } from './exportFileName';
import { followUpQuestion } from '../followUpQuestion';

/** Rows that are to be saved, and how. */
export interface RowsExport<R, F extends string> {
  readonly offers: readonly ExportFormatOffer<F>[];
  readonly choices: ExportChoices<F>;
  /** Asks for the format, e.g. `Export the requests as`. */
  readonly placeHolder: string;
  /** For the name of the file. */
  readonly name: string;
  /** Read after the person has chosen, since rows come meanwhile. */
  rows(): readonly R[];
  /** E.g. `all 142 requests of GM-North`. */
  describe(rowCount: number): string;
  /** About one chunk for each row. */
  chunks(format: F, rows: readonly R[]): Iterable<string>;
}

/**
 * Asks for what is not given (format, file) and saves the rows. Tells the person where, with a button to open the file.
 * `undefined` when the person cancels; then nothing is left behind. Rejects with a fault when the file cannot be written.
 */
export async function exportRows<R, F extends string>(options: RowsExport<R, F>): Promise<{ readonly file: string; readonly said: string } | undefined> {
  const { choices } = options;
  const format = choices.format ?? (await askFormat(options));
  if (format === undefined) {
    return undefined;
  }
  const target = choices.file === undefined ? await askFile(options.name, format) : vscode.Uri.file(choices.file);
  if (target === undefined) {
    return undefined;
  }
  const rows = options.rows();
  const what = options.describe(rows.length);
  if (!(await exportFile({ target, chunks: options.chunks(format, rows), chunkCount: rows.length, title: `Exporting ${what}` }))) {
    return undefined;
  }
  const said = `Exported ${what} to ${target.fsPath}.`;
  offerToOpen(target, said);
  return { file: target.fsPath, said };
}

async function askFormat<R, F extends string>({ offers, placeHolder }: RowsExport<R, F>): Promise<F | undefined> {
  const picked = await vscode.window.showQuickPick(
    offers.map((offer) => ({ ...offer })),
    { placeHolder, ...followUpQuestion },
  );
  return picked?.format;
}

async function askFile(name: string, format: string): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, exportFileName(name, new Date(), format)),
    filters: { [format.toUpperCase()]: [format] },
    saveLabel: 'Export',
  });
}

function offerToOpen(target: vscode.Uri, said: string): void {
  const open = 'Open';
  void vscode.window.showInformationMessage(withoutLinks(said), open).then((action) => (action === open ? vscode.commands.executeCommand('vscode.open', target) : undefined));
}
