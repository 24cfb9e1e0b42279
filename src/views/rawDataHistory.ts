import * as vscode from 'vscode';

/** The scheme of the earlier texts that a comparison shows on its left side. */
export const earlierScheme = 'psx-earlier';

/** What a raw data document shows: where it came from, its text, and the text before that one. */
export interface RawDataRecord {
  readonly deviceId: string;
  readonly slotId?: string;
  readonly text: string;
  readonly earlier?: string;
}

/** The raw data documents that were shown, by path, as long as they are open. */
export class RawDataHistory implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #records = new Map<string, RawDataRecord>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(scheme: string) {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(earlierScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) {
          this.#records.delete(uri.path);
        }
      }),
    );
  }

  get(path: string): RawDataRecord | undefined {
    return this.#records.get(path);
  }

  /** Keeps the new text of a document, and the one that it replaces. */
  add(path: string, record: Omit<RawDataRecord, 'earlier'>): void {
    const former = this.#records.get(path);
    this.#records.set(path, former === undefined ? record : { ...record, earlier: former.text });
    this.#changed.fire(earlierUri(path));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#records.get(uri.path)?.earlier ?? '';
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }
}

/** The document with the earlier text of the document with this path. */
export function earlierUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: earlierScheme, path });
}
