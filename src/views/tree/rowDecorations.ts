import * as vscode from 'vscode';

const scheme = 'psx-row';

/** A resource that {@link RowDecorations} shows dimmed: what is not a PSX, is empty, or is known only from earlier. */
export function dimmedResource(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/dimmed/${id}` });
}

/** Dims the rows that carry a {@link dimmedResource}. */
export class RowDecorations implements vscode.FileDecorationProvider {
  static register(): vscode.Disposable {
    return vscode.window.registerFileDecorationProvider(new RowDecorations());
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    return uri.scheme === scheme ? new vscode.FileDecoration(undefined, undefined, new vscode.ThemeColor('disabledForeground')) : undefined;
  }
}
