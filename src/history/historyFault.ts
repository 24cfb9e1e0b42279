import type { Shortened } from './pruning';

/** Every way in which history can fail. */
export const historyFaultKinds = [
  'sqliteMissing',
  'folderUnusable',
  'fileDamaged',
  'fileLocked',
  'fileTooNew',
  'migrationFailed',
  'diskFull',
  'tooLittleSpace',
  'writeFailed',
  'internal',
] as const;

export type HistoryFaultKind = (typeof historyFaultKinds)[number];

/** A failure of the history as a person sees it: its message is one sentence, the hint what to do next. Holds no secret. */
export class HistoryFault extends Error {
  override readonly name = 'HistoryFault';
  readonly kind: HistoryFaultKind;
  readonly hint: string;

  constructor(kind: HistoryFaultKind, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.hint = hint;
  }
}

const memoryOnly = 'Until then, new history lasts only as long as this window.';

export function sqliteMissing(): HistoryFault {
  return new HistoryFault('sqliteMissing', 'This VS Code has no SQLite, so history cannot be saved.', `Update VS Code and reload the window. ${memoryOnly}`);
}

export function folderUnusable(folder: string, cause: unknown): HistoryFault {
  const hint = `Make the folder writable and reload the window. ${memoryOnly}`;
  return new HistoryFault('folderUnusable', `History cannot be saved in ${folder} (${textOf(cause)}).`, hint, cause);
}

/** The file was damaged, or locked by something that does not let go; it is now called `keptAs`. */
export function keptAside(kind: 'fileDamaged' | 'fileLocked', keptAs: string): HistoryFault {
  const what = kind === 'fileDamaged' ? 'The history file was damaged' : 'The history file was locked by another program';
  return new HistoryFault(kind, `${what}. It was kept aside, and a new history was started.`, `Delete ${keptAs} if you do not need it.`);
}

/** The file is damaged or locked, and cannot be renamed either. */
export function cannotKeepAside(kind: 'fileDamaged' | 'fileLocked', file: string, cause: unknown): HistoryFault {
  const what = kind === 'fileDamaged' ? 'damaged' : 'locked by another program';
  const hint = `Close what uses ${file}, rename it, and reload the window. ${memoryOnly}`;
  return new HistoryFault(kind, `The history file is ${what} and cannot be renamed (${textOf(cause)}).`, hint, cause);
}

export function fileTooNew(): HistoryFault {
  const hint = `Update the extension and reload the window. ${memoryOnly}`;
  return new HistoryFault('fileTooNew', 'The history file was written by a newer version of PSX Explorer.', hint);
}

export function migrationFailed(cause: unknown): HistoryFault {
  return new HistoryFault(
    'migrationFailed',
    `The history file could not be brought to this version (${textOf(cause)}). It was left as it was.`,
    `Reload the window to try again. ${memoryOnly}`,
    cause,
  );
}

/** Something that nobody thought of. */
export function openFailed(cause: unknown): HistoryFault {
  return new HistoryFault('internal', `History could not be opened (${textOf(cause)}).`, `Reload the window to try again. ${memoryOnly}`, cause);
}

/** What is to be written waits in memory. */
export function writeFailed(kind: 'diskFull' | 'fileLocked' | 'writeFailed', cause: unknown): HistoryFault {
  const later = 'What is new is kept for some minutes and saved as soon as that is possible.';
  switch (kind) {
    case 'diskFull':
      return new HistoryFault(kind, 'History cannot be saved: the disk is full.', `Free some space. ${later}`, cause);
    case 'fileLocked':
      return new HistoryFault(kind, 'History cannot be saved: another program has locked its file.', `Close that program. ${later}`, cause);
    case 'writeFailed':
      return new HistoryFault(kind, `History cannot be saved (${textOf(cause)}).`, `Check the disk. ${later}`, cause);
  }
}

/** The size that the file may have is not enough for the times that were set. */
export function tooLittleSpace({ level, reachMs, wantedMs }: Shortened, maxMegabytes: number): HistoryFault {
  const what = { 0: 'values as they came', 1: 'values by the minute', 2: 'values by the hour' }[level];
  return new HistoryFault(
    'tooLittleSpace',
    `History does not fit into ${maxMegabytes} MB: ${what} reach back ${timeText(reachMs)}, not ${timeText(wantedMs)}.`,
    'Raise psx.history.maxMegabytes, or shorten psx.history.rawHours, .minuteDays and .hourDays, which share the space in proportion.',
  );
}

function timeText(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours < 1) {
    return `${Math.max(1, Math.round(hours * 60))} min`;
  }
  return hours < 72 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`;
}

export function readFailed(cause: unknown): HistoryFault {
  return new HistoryFault('internal', `History could not be read (${textOf(cause)}).`, 'Try again. If it fails again, reload the window.', cause);
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
