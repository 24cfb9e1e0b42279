import * as vscode from 'vscode';

/** The scheme of the read-only documents that this extension shows. */
export const documentScheme = 'psx';

/**
 * Read-only documents whose text is made by this extension (raw data, diagnosis reports, device reports).
 * The latest text of each path is kept while its document is open; a new one replaces it in place.
 */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(documentScheme, this),
      vscode.workspace.onDidCloseTextDocument((document) => void this.#texts.delete(document.uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /**
   * Shows `text` in an editor under the given path, e.g. `/GM-North/io3.json`; the file extension decides the language.
   * A document that is already open under that path gets the new text.
   */
  async show(path: string, text: string): Promise<vscode.TextEditor> {
    const document = await vscode.workspace.openTextDocument(this.put(path, text));
    return vscode.window.showTextDocument(document, { preview: false });
  }

  /** Keeps `text` under the given path without showing it, e.g. as one side of a comparison; the caller opens the returned address. */
  put(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: documentScheme, path });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }
}
