import { inTransaction, numberIn, UnexpectedRow, type Database } from './sqlite';

/** Tells files of this extension from other SQLite files: `PSXH`. */
const applicationId = 0x50535848;

/** One step from a version of the schema to the next. Steps that were published never change. */
export type Migration = (database: Database) => void;

export const migrations: readonly Migration[] = [
  (database) =>
    database.exec(`
      CREATE TABLE series (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        device TEXT NOT NULL,
        slot TEXT NOT NULL,
        instance TEXT NOT NULL,
        UNIQUE (device, slot, instance)
      );
      -- Points, packed: level 0 holds a minute of raw points in a row, level 1 an hour of minutes, level 2 a day of hours.
      CREATE TABLE block (
        series INTEGER NOT NULL,
        level INTEGER NOT NULL,
        number INTEGER NOT NULL,
        points INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (series, level, number)
      ) WITHOUT ROWID;
      CREATE TABLE portState (
        series INTEGER NOT NULL,
        start INTEGER NOT NULL,
        finish INTEGER NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (series, start)
      ) WITHOUT ROWID;
      CREATE TABLE event (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        device TEXT NOT NULL,
        slot TEXT,
        instance TEXT,
        port TEXT,
        subjectName TEXT NOT NULL,
        severity TEXT NOT NULL,
        text TEXT NOT NULL,
        before TEXT,
        after TEXT
      );
      CREATE INDEX eventByTime ON event (at);
      CREATE INDEX eventByDevice ON event (device);
      CREATE TABLE state (
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (kind, key)
      ) WITHOUT ROWID;
      CREATE TABLE mark (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE TABLE lease (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        owner TEXT NOT NULL,
        expires INTEGER NOT NULL
      );
    `),
];

/** The file is of a newer version of this extension. */
export class NewerSchema extends Error {
  override readonly name = 'NewerSchema';
}

/** A step failed; the file is as it was before. */
export class FailedMigration extends Error {
  override readonly name = 'FailedMigration';
}

export function schemaVersion(database: Database): number {
  return numberIn(database.prepare('PRAGMA user_version').get(), 'user_version');
}

/**
 * Brings the file to the newest version, in one transaction that needs the right to write: a file that cannot be written fails here. The version is
 * part of the transaction, so that a step that failed is never taken for done.
 */
export function migrate(database: Database, steps: readonly Migration[] = migrations): void {
  inTransaction(database, 'IMMEDIATE', () => {
    const version = schemaVersion(database);
    if (version > steps.length) {
      throw new NewerSchema();
    }
    const isNew = numberIn(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get(), 'tables') === 0;
    const isOurs = numberIn(database.prepare('PRAGMA application_id').get(), 'application_id') === applicationId;
    if (!isNew && (!isOurs || version <= 0)) {
      throw new UnexpectedRow('The file is not a history of PSX Explorer.');
    }
    if (version === steps.length) {
      return;
    }
    try {
      steps.slice(version).forEach((step) => step(database));
      database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`);
    } catch (error) {
      throw new FailedMigration(error instanceof Error ? error.message : String(error), { cause: error });
    }
  });
}
