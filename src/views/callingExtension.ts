import { fileURLToPath } from 'node:url';

/** An installed extension, as far as it takes to recognise its code. */
export interface InstalledExtension {
  readonly id: string;
  /** Its folder, as VS Code knows it and as the files in it are loaded from, which differ where a part of the path is a link. */
  readonly folders: readonly string[];
}

/**
 * The extension that a call came from: the one whose file is in the topmost frame that is not of `ownId`; `undefined` when there is none.
 *
 * This tells honest extensions apart and keeps mistakes from being made in another's name. It is no border: all extensions of a window share
 * one process, and one that means harm can run code in another's files, or act without asking this one at all.
 */
export function callingExtension(stack: string, extensions: readonly InstalledExtension[], ownId: string): string | undefined {
  const folders = extensions.flatMap(({ id, folders: own }) => own.map((folder) => ({ id, folder: comparable(withSeparator(folder)) })));
  // An extension may be in a folder of another, as those under development are: the deepest folder counts.
  folders.sort((one, other) => other.folder.length - one.folder.length);
  for (const line of stack.split('\n')) {
    const frame = comparable(line.replace(/file:\/\/[^\s)]+?(?=:\d+:\d+)/, asPath));
    const id = folders.find(({ folder }) => frame.includes(folder))?.id;
    if (id !== undefined && id !== ownId) {
      return id;
    }
  }
  return undefined;
}

/** The frames that led here, deep enough to get out of any library. */
export function currentStack(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  try {
    return new Error().stack ?? '';
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function asPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

function withSeparator(folder: string): string {
  return /[\\/]$/.test(folder) ? folder : `${folder}/`;
}

/** Separators and letter case differ between the frames and VS Code's paths on Windows. */
function comparable(path: string): string {
  return path.replaceAll('\\', '/').toLowerCase();
}
