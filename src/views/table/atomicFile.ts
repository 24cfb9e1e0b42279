import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** Texts are collected to pieces of this size, each of which costs one turn of the event loop. */
const pieceLength = 256 * 1024;

export interface WriteOptions {
  /** Asked between two pieces. */
  readonly isCancelled: () => boolean;
  /** Told the number of chunks that were written. */
  readonly onProgress: (chunks: number) => void;
}

/**
 * Writes a text file as a whole or not at all: into a neighbour with a temporary name, which then takes the file's place.
 * Resolves with false when it was cancelled. Rejects with the error of the file system.
 */
export async function writeFileAtomically(file: string, chunks: Iterable<string>, { isCancelled, onProgress }: WriteOptions): Promise<boolean> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      let written = 0;
      for (const { text, chunks: count } of pieces(chunks)) {
        if (isCancelled()) {
          return false;
        }
        await handle.appendFile(text);
        onProgress((written += count));
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (isCancelled()) {
      return false;
    }
    await rename(temporary, file);
    return true;
  } finally {
    // Nothing is left of it after the renaming.
    await rm(temporary, { force: true });
  }
}

/** Small chunks joined to pieces. */
export function* pieces(chunks: Iterable<string>): Generator<{ readonly text: string; readonly chunks: number }> {
  let collected: string[] = [];
  let length = 0;
  for (const chunk of chunks) {
    collected.push(chunk);
    length += chunk.length;
    if (length >= pieceLength) {
      yield { text: collected.join(''), chunks: collected.length };
      collected = [];
      length = 0;
    }
  }
  if (collected.length > 0) {
    yield { text: collected.join(''), chunks: collected.length };
  }
}
