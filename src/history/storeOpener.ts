import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { openFailed, sqliteMissing, type HistoryFault } from './historyFault';
import { fileIdentity, historyFileName, openHistoryFile, openMemory } from './historyFile';
import type { HistoryOptions, HistoryPace } from './historyOptions';
import type { HistoryStatus } from './historyStatus';
import type { HistoryStore } from './historyStore';
import { SessionStore } from './sessionStore';
import { loadSqlite, type Database } from './sqlite';
import { SqliteStore } from './sqliteStore';

export interface OpenedStore {
  readonly store: HistoryStore;
  readonly status: HistoryStatus & { readonly state: 'ok' | 'memoryOnly' };
}

/** Finds out where history can be kept: in the file, else in a database in memory, else, where there is no SQLite, in plain memory. */
export class StoreOpener {
  readonly #options: HistoryOptions;
  readonly #pace: HistoryPace;
  readonly #owner = `${process.pid}-${randomUUID()}`;
  readonly #file: string;
  /** Of the file that was opened. */
  #identity: string | undefined;
  #damaged: string | undefined;

  constructor(options: HistoryOptions, pace: HistoryPace) {
    this.#options = options;
    this.#pace = pace;
    this.#file = path.join(options.folder, historyFileName);
  }

  /** `locked` when something has the file for the moment and this is not the last try. Never throws. */
  open(isLastTry: boolean): OpenedStore | 'locked' {
    try {
      const { folder, clock, load = loadSqlite } = this.#options;
      const sqlite = load();
      if (sqlite === undefined) {
        return this.#plain(sqliteMissing());
      }
      const damaged = this.#damaged === undefined ? {} : { damaged: this.#damaged };
      const result = openHistoryFile({ sqlite, folder, now: clock.now(), isLastTry, use: this.#use, ...damaged });
      switch (result.state) {
        case 'open':
          this.#identity = fileIdentity(this.#file);
          return { store: result.store, status: { state: 'ok', ...(result.fault === undefined ? {} : { fault: result.fault }) } };
        case 'locked':
          return 'locked';
        case 'unusable':
          return this.openMemory(result.fault);
      }
    } catch (error) {
      return this.#plain(openFailed(error));
    }
  }

  /** Never throws. */
  openMemory(fault: HistoryFault): OpenedStore {
    try {
      const { load = loadSqlite } = this.#options;
      const sqlite = load();
      return sqlite === undefined ? this.#plain(fault) : { store: openMemory({ sqlite, use: this.#use }), status: { state: 'memoryOnly', fault } };
    } catch {
      return this.#plain(fault);
    }
  }

  /** Whether the path leads to another file than the one that was opened, or to none. */
  hasMoved(): boolean {
    return fileIdentity(this.#file) !== this.#identity;
  }

  /** The file that was opened turned out to be damaged: the next one that is opened is another one. */
  giveUpFile(): void {
    this.#damaged = this.#identity;
  }

  readonly #use = (database: Database): HistoryStore => new SqliteStore({ database, owner: this.#owner, pace: this.#pace });

  #plain(fault: HistoryFault): OpenedStore {
    return { store: new SessionStore(this.#pace), status: { state: 'memoryOnly', fault } };
  }
}
