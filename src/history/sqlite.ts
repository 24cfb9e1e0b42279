import type * as sqlite from 'node:sqlite';

export type Sqlite = typeof sqlite;
export type Database = sqlite.DatabaseSync;
export type Row = Readonly<Record<string, sqlite.SQLOutputValue>>;

/** Node's SQLite; loaded when it is first asked for, and absent where the editor's Node has none. */
export function loadSqlite(): Sqlite | undefined {
  // Present since Node 22.3 and 20.16: an editor that is older has no SQLite either.
  const { getBuiltinModule } = process as { getBuiltinModule?: typeof process.getBuiltinModule };
  return getBuiltinModule?.('node:sqlite');
}

/** Runs `action` as one transaction: all of it is in the file afterwards, or nothing. */
export function inTransaction<T>(database: Database, kind: 'IMMEDIATE' | 'DEFERRED', action: () => T): T {
  database.exec(`BEGIN ${kind}`);
  try {
    const result = action();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled it back by itself.
    }
    throw error;
  }
}

/** What an error of SQLite or of the file system means for the file. */
export type FileProblem = 'locked' | 'damaged' | 'unusable' | 'full' | 'other';

/** The primary result codes of SQLite that say something about the file. */
const problems: ReadonlyMap<number, FileProblem> = new Map([
  [3, 'unusable'],
  [5, 'locked'],
  [6, 'locked'],
  [8, 'unusable'],
  [10, 'unusable'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'unusable'],
  [15, 'locked'],
  [22, 'unusable'],
  [23, 'unusable'],
  [26, 'damaged'],
]);

export function problemOf(error: unknown): FileProblem {
  const { code, errcode, message } = (error ?? {}) as { code?: unknown; errcode?: unknown; message?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return 'full';
  }
  if (code === 'ERR_OUT_OF_RANGE' || error instanceof UnexpectedRow) {
    return 'damaged';
  }
  if (code !== 'ERR_SQLITE_ERROR') {
    return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? 'unusable' : 'other';
  }
  if (typeof errcode !== 'number') {
    return 'other';
  }
  // What the file calls its tables cannot be trusted when its bytes were changed.
  const lacksTables = errcode === 1 && typeof message === 'string' && /no such (table|column)|malformed|has no column/.test(message);
  return lacksTables ? 'damaged' : (problems.get(errcode & 0xff) ?? 'other');
}

/** A row holds what this extension never writes. */
export class UnexpectedRow extends Error {
  override readonly name = 'UnexpectedRow';
}

export function numberIn(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== 'number') {
    throw new UnexpectedRow(`${column} is no number`);
  }
  return value;
}

/** As {@link numberIn}; `undefined` for NULL, and when there is no row. */
export function optionalNumberIn(row: Row | undefined, column: string): number | undefined {
  return row?.[column] === null || row === undefined ? undefined : numberIn(row, column);
}

export function textIn(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') {
    throw new UnexpectedRow(`${column} is no text`);
  }
  return value;
}

export function optionalTextIn(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textIn(row, column);
}

export function bytesIn(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) {
    throw new UnexpectedRow(`${column} is no blob`);
  }
  return value;
}
