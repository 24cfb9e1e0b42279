import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { withoutLinks } from '../withoutLinks';
import { pieces, writeFileAtomically, type WriteOptions } from './atomicFile';
import { TableFault } from './tableFault';

/** A shorter export is over before a notification about it could be read. */
const longTaskMs = 500;

/** A file that is written from chunks of text. */
export interface FileExport {
  readonly target: vscode.Uri;
  readonly chunks: Iterable<string>;
  /** Roughly how many chunks there are, for the progress. */
  readonly chunkCount: number;
  /** Title of the progress, e.g. `Exporting 500 requests`. */
  readonly title: string;
}

/**
 * Writes the file, with progress and a way to cancel when it takes long. The file is there as a whole or not at all.
 * Resolves with false when the person cancelled; rejects with a {@link TableFault} when it could not be written.
 */
export async function exportFile({ target, chunks, chunkCount, title }: FileExport): Promise<boolean> {
  let isCancelled = false;
  let report: (chunks: number) => void = () => undefined;
  const options: WriteOptions = { isCancelled: () => isCancelled, onProgress: (count) => report(count) };
  const writing = (target.scheme === 'file' ? writeFileAtomically(target.fsPath, chunks, options) : writeElsewhere(target, chunks, options)).catch(
    (error: unknown) => {
      throw notWritten(target, error);
    },
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true }, (progress, token) => {
      token.onCancellationRequested(() => {
        isCancelled = true;
      });
      let reported = 0;
      report = (count) => {
        progress.report({ increment: (100 * (count - reported)) / Math.max(1, chunkCount) });
        reported = count;
      };
      return writing.then(
        () => undefined,
        () => undefined,
      );
    });
  }, longTaskMs);
  try {
    return await writing;
  } finally {
    clearTimeout(timer);
  }
}

/** File systems of other extensions can only be given a whole file. */
async function writeElsewhere(target: vscode.Uri, chunks: Iterable<string>, { isCancelled, onProgress }: WriteOptions): Promise<boolean> {
  const texts: string[] = [];
  let written = 0;
  for (const { text, chunks: count } of pieces(chunks)) {
    if (isCancelled()) {
      return false;
    }
    texts.push(text);
    onProgress((written += count));
    await setImmediate();
  }
  await vscode.workspace.fs.writeFile(target, Buffer.from(texts.join('')));
  return true;
}

function notWritten(target: vscode.Uri, error: unknown): TableFault {
  const code = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return new TableFault('notWritten', `${target.fsPath} could not be written${code}.`, 'Choose a folder that you may write to and that has room, then export again.');
}
