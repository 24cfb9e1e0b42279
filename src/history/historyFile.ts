import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { cannotKeepAside, fileTooNew, folderUnusable, keptAside, migrationFailed, type HistoryFault } from './historyFault';
import { FailedMigration, migrate, migrations, NewerSchema, type Migration } from './schema';
import { problemOf, type Database, type Sqlite } from './sqlite';

/** How long one statement waits for another window that writes; it keeps the editor waiting as well. */
const busyTimeoutMs = 100;

/** How many pages of the log of writes are put into the file at once, by whoever writes the last of them: a few milliseconds. Each time the disk is waited for twice. */
const pagesPutAtOnce = 250;

/** What remains of the log of writes after it was put into the file. */
const largestLogBytes = 4_000_000;

/** Older ones are deleted, so that a disk that damages files again and again is not filled with them. */
const mostKeptAside = 3;

export const historyFileName = 'history.sqlite';

export type OpenedFile<T> =
  /** With the fault when an old file was kept aside. */
  | { readonly state: 'open'; readonly store: T; readonly fault?: HistoryFault }
  /** By another program, or another window for a moment. */
  | { readonly state: 'locked' }
  | { readonly state: 'unusable'; readonly fault: HistoryFault };

export interface OpenFileOptions<T> {
  readonly sqlite: Sqlite;
  /** Created when it does not exist. */
  readonly folder: string;
  /** Milliseconds since the epoch; part of the name of a file that is kept aside. */
  readonly now: number;
  /** Keeps a locked file aside instead of answering `locked`. */
  readonly isLastTry: boolean;
  /** {@link fileIdentity} of a file that turned out to be damaged after it was opened; it is kept aside, unless another window has done so. */
  readonly damaged?: string;
  /** Makes what uses the database from now on; when it throws, the database is closed. */
  readonly use: (database: Database) => T;
  readonly steps?: readonly Migration[];
}

/** Opens the file of the history, makes it where there is none, and keeps it aside where it cannot be used. */
export function openHistoryFile<T>(options: OpenFileOptions<T>): OpenedFile<T> {
  const { folder, isLastTry, damaged } = options;
  const file = path.join(folder, historyFileName);
  const identity = fileIdentity(file);
  if (damaged !== undefined && damaged === identity) {
    return openAnew(options, 'fileDamaged', file, identity);
  }
  try {
    mkdirSync(folder, { recursive: true });
    return { state: 'open', store: openStore(options, file) };
  } catch (error) {
    const problem = problemOf(error);
    if (error instanceof NewerSchema) {
      return { state: 'unusable', fault: fileTooNew() };
    }
    if (error instanceof FailedMigration && problemOf(error.cause) !== 'damaged') {
      return { state: 'unusable', fault: migrationFailed(error) };
    }
    if (problem === 'locked' && !isLastTry) {
      return { state: 'locked' };
    }
    if (problem !== 'locked' && problem !== 'damaged' && !(error instanceof FailedMigration)) {
      return { state: 'unusable', fault: folderUnusable(folder, error) };
    }
    return openAnew(options, problem === 'locked' ? 'fileLocked' : 'fileDamaged', file, identity);
  }
}

function openAnew<T>(options: OpenFileOptions<T>, kind: 'fileDamaged' | 'fileLocked', file: string, identity: string | undefined): OpenedFile<T> {
  let fault: HistoryFault | undefined;
  try {
    // Another window may have done so in the meantime; then the file is a new one.
    if (fileIdentity(file) === identity) {
      fault = keptAside(kind, keepAside(file, options.now));
    }
  } catch (error) {
    return { state: 'unusable', fault: cannotKeepAside(kind, file, error) };
  }
  try {
    return { state: 'open', store: openStore(options, file), ...(fault === undefined ? {} : { fault }) };
  } catch (error) {
    return { state: 'unusable', fault: folderUnusable(options.folder, error) };
  }
}

/** A database in memory, with the same tables. */
export function openMemory<T>({ sqlite, use }: Pick<OpenFileOptions<T>, 'sqlite' | 'use'>): T {
  return openStore({ sqlite, use }, ':memory:');
}

function openStore<T>({ sqlite, use, steps = migrations }: Pick<OpenFileOptions<T>, 'sqlite' | 'use' | 'steps'>, file: string): T {
  const database = new sqlite.DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    // Before anything is written: it is part of a new file's first page.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec('PRAGMA journal_mode = WAL');
    // In this mode a crash of the computer costs the last seconds, a crash of the editor nothing that was written; neither costs the file.
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(`PRAGMA wal_autocheckpoint = ${pagesPutAtOnce}`);
    database.exec(`PRAGMA journal_size_limit = ${largestLogBytes}`);
    migrate(database, steps);
    return use(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Tells a file from another one of the same name; `undefined` when there is none. */
export function fileIdentity(file: string): string | undefined {
  try {
    const { dev, ino } = statSync(file);
    return `${dev}/${ino}`;
  } catch {
    return undefined;
  }
}

/** Renames the file, with what belongs to it, and returns its new path. */
function keepAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(':', '-').replace(/\..*/, '');
  const prefix = `${file}.kept-`;
  let kept = `${prefix}${stamp}`;
  for (let n = 2; existsSync(kept); n++) {
    kept = `${prefix}${stamp}-${n}`;
  }
  // The log of writes goes first: beside a new file, it would be taken for that file's.
  for (const suffix of ['-wal', '-shm', '-journal', '']) {
    if (suffix === '' || existsSync(file + suffix)) {
      renameSync(file + suffix, kept + suffix);
    }
  }
  removeOldest(path.dirname(file), path.basename(prefix));
  return kept;
}

function removeOldest(folder: string, prefix: string): void {
  const kept = readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && !/-(wal|shm|journal)$/.test(name))
    .sort();
  for (const name of kept.slice(0, Math.max(0, kept.length - mostKeptAside))) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) {
      rmSync(path.join(folder, name + suffix), { force: true });
    }
  }
}
