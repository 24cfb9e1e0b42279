import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { exportFileName } from '../table/exportFileName';
import { TableFault } from '../table/tableFault';

/** Asks where to, and saves a picture. Returns what was done; `undefined` when the person cancels. Rejects with a fault when it cannot be written. */
export async function savePicture(name: string, base64: string): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder, exportFileName(name, new Date(), 'png')), filters: { PNG: ['png'] }, saveLabel: 'Export' });
  if (target === undefined) {
    return undefined;
  }
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(base64, 'base64'));
  } catch {
    throw new TableFault('notWritten', `${target.fsPath} could not be written.`, 'Choose a folder that you may write to and that has room, then export again.');
  }
  return `Exported the chart to ${target.fsPath}.`;
}
