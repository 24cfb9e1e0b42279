import { loadSqlite, type Database, type Sqlite } from '../../src/history/sqlite';

/** SQLite of which a statement that stands by itself fails with the code that `codeOf` gives for it. */
export function failingSqlite(codeOf: (sql: string, database: Database) => number | undefined): () => Sqlite {
  const sqlite = loadSqlite()!;
  class Failing extends sqlite.DatabaseSync {
    override exec(sql: string): void {
      const errcode = codeOf(sql, this);
      if (errcode !== undefined) {
        throw Object.assign(new Error(`code ${errcode}`), { code: 'ERR_SQLITE_ERROR', errcode });
      }
      super.exec(sql);
    }
  }
  return () => ({ ...sqlite, DatabaseSync: Failing });
}
