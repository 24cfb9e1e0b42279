import * as vscode from 'vscode';

const scheme = 'psx-text';
/** What is in a document whose text is gone, since the window was reloaded. */
const textGone = 'This text was made before the window was reloaded, and is not kept. Run the command again that showed it.\n';

/** A read-only text. */
export interface TextDocumentSource {
  /** Path, e.g. `/GM-North/diagnosis.md`: its last part is the title of the tab, its extension decides the language. */
  readonly path: string;
  /** Tells documents of one path apart, e.g. those of two devices with one name. */
  readonly key?: string;
  readonly text: string;
}

/**
 * Read-only documents whose text is made by this extension: reports, answers. The latest text of each is kept while its document is open; a
 * new one replaces it in place.
 */
export class TextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? textGone;
  }

  /** Shows a text in an editor; a document that is already open gets the new text. */
  async show(source: TextDocumentSource): Promise<vscode.TextEditor> {
    const document = await vscode.workspace.openTextDocument(this.#put(source));
    return vscode.window.showTextDocument(document, { preview: false });
  }

  /** Shows what is different between two texts. */
  async compare(left: TextDocumentSource, right: TextDocumentSource, title: string): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', this.#put(left), this.#put(right), title);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  #put({ path, key = '', text }: TextDocumentSource): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path, query: key });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return uri;
  }
}
