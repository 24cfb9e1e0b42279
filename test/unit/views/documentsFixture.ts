import { vi } from 'vitest';
import * as vscode from 'vscode';

/** The editor's side of read-only documents: asks the providers for texts, and closes documents. */
export interface DocumentsFixture {
  /** What the editor shows for this address, as when it opens the tab by itself. */
  read(uri: vscode.Uri): Promise<string>;
  /** The editor lets go of a document. */
  close(uri: vscode.Uri): void;
  /** The addresses that were shown, in order. */
  readonly shown: vscode.Uri[];
  /** The comparisons that were shown, in order. */
  readonly compared: { readonly left: vscode.Uri; readonly right: vscode.Uri; readonly title: string }[];
}

/** Puts itself in the place of the editor. Restore all mocks afterwards, and call before the documents are made. */
export function documentsFixture(): DocumentsFixture {
  const providers = new Map<string, vscode.TextDocumentContentProvider>();
  const closing = new Set<(document: vscode.TextDocument) => unknown>();
  const shown: vscode.Uri[] = [];
  const compared: DocumentsFixture['compared'] = [];
  vi.spyOn(vscode.workspace, 'registerTextDocumentContentProvider').mockImplementation((scheme, provider) => {
    providers.set(scheme, provider);
    return vscode.Disposable.from();
  });
  vi.spyOn(vscode.workspace, 'onDidCloseTextDocument').mockImplementation((listener) => {
    closing.add(listener);
    return vscode.Disposable.from();
  });
  vi.spyOn(vscode.workspace, 'openTextDocument').mockImplementation((uri) => Promise.resolve({ uri } as unknown as vscode.TextDocument));
  vi.spyOn(vscode.window, 'showTextDocument').mockImplementation((document) => {
    shown.push((document as unknown as vscode.TextDocument).uri);
    return Promise.resolve({ document } as unknown as vscode.TextEditor);
  });
  vi.spyOn(vscode.commands, 'executeCommand').mockImplementation((command, ...[left, right, title]: unknown[]) => {
    if (command === 'vscode.diff') {
      compared.push({ left: left as vscode.Uri, right: right as vscode.Uri, title: title as string });
    }
    return Promise.resolve();
  });
  return {
    read: async (uri) => (await providers.get(uri.scheme)?.provideTextDocumentContent(uri, {} as vscode.CancellationToken)) ?? '',
    close: (uri) => closing.forEach((listener) => listener({ uri } as vscode.TextDocument)),
    shown,
    compared,
  };
}
