import * as vscode from 'vscode';
import { earlierScheme, rawDataScheme, rawDataSubject, type RawDataSubject } from './rawDataUri';

/** What is in a document whose address tells of no device, such as one that an earlier version of this extension opened. */
const nothingKnown = 'This tab does not say which device it is about. Run "PSX: Show Raw Data" again.\n';

/** The text of a document, and the one before it. */
interface Texts {
  readonly text: string;
  readonly earlier?: string;
}

/**
 * The raw data documents and what they showed before, as long as they are open. One that VS Code opens by itself, because its tab was
 * there before the window was reloaded, is read from the device again.
 */
export class RawDataDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, Texts>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  /** `read`: resolves with the text for a document, whatever happens. */
  constructor(read: (subject: RawDataSubject) => Promise<string>) {
    const onDidChange = this.#changed.event;
    const now: vscode.TextDocumentContentProvider = {
      onDidChange,
      provideTextDocumentContent: async (uri) => {
        const subject = rawDataSubject(uri);
        return this.#texts.get(keyOf(uri))?.text ?? (subject === undefined ? nothingKnown : this.#remember(uri, await read(subject)));
      },
    };
    const before: vscode.TextDocumentContentProvider = {
      onDidChange,
      provideTextDocumentContent: (uri) => this.#texts.get(keyOf(uri))?.earlier ?? 'The earlier data are not kept over a reload of the window.\n',
    };
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(rawDataScheme, now),
      vscode.workspace.registerTextDocumentContentProvider(earlierScheme, before),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => (uri.scheme === rawDataScheme ? void this.#texts.delete(keyOf(uri)) : undefined)),
      this.#changed,
    );
  }

  /** Shows the text; the one that the document showed until now becomes the earlier one. */
  async show(uri: vscode.Uri, text: string): Promise<void> {
    this.#remember(uri, text);
    this.#changed.fire(uri);
    this.#changed.fire(uri.with({ scheme: earlierScheme }));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #remember(uri: vscode.Uri, text: string): string {
    const former = this.#texts.get(keyOf(uri));
    this.#texts.set(keyOf(uri), former === undefined ? { text } : { text, earlier: former.text });
    return text;
  }
}

/** The same for a document and its earlier form. */
function keyOf({ path, query }: vscode.Uri): string {
  return `${path}?${query}`;
}
