import type { StatementSync } from 'node:sqlite';
import { deviceEventKinds, type DeviceEvent, type DeviceEventQuery } from '../model/deviceEvent';
import { severitiesWorstFirst } from '../model/severity';
import { numberIn, optionalTextIn, textIn, type Database, type Row } from './sqlite';

const defaultLimit = 10_000;
const largestLimit = 1_000_000;

/** The event log in the file. */
export class EventTable {
  readonly #database: Database;
  readonly #add: StatementSync;
  readonly #same: StatementSync;
  readonly #deleteBefore: StatementSync;
  readonly #deleteOldest: StatementSync;

  constructor(database: Database) {
    this.#database = database;
    this.#add = database.prepare(
      `INSERT INTO event (at, kind, device, slot, instance, port, subjectName, severity, text, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#same = database.prepare(
      `SELECT 1 FROM event
       WHERE at BETWEEN ? AND ? AND kind = ? AND device = ? AND slot IS ? AND instance IS ? AND port IS ? AND coalesce(after, text) = ? LIMIT 1`,
    );
    this.#deleteBefore = database.prepare('DELETE FROM event WHERE at < ?');
    this.#deleteOldest = database.prepare('DELETE FROM event WHERE id IN (SELECT id FROM event ORDER BY id LIMIT ?)');
  }

  add({ at, kind, subject, subjectName, severity, text, before, after }: DeviceEvent): void {
    const { deviceId, slotId = null, instanceId = null, portId = null } = subject;
    this.#add.run(Math.round(at), kind, deviceId, slotId, instanceId, portId, subjectName, severity, text, before ?? null, after ?? null);
  }

  /** Whether the log says already that this happened, at most `withinMs` earlier or later. */
  has({ at, kind, subject, text, after = text }: DeviceEvent, withinMs: number): boolean {
    const { deviceId, slotId = null, instanceId = null, portId = null } = subject;
    return this.#same.get(at - withinMs, at + withinMs, kind, deviceId, slotId, instanceId, portId, after) !== undefined;
  }

  /** Newest first. What a newer version wrote, and this one does not know, is left out. */
  events({ deviceId, slotId, instanceId, fromMs, toMs, limit = defaultLimit }: DeviceEventQuery): readonly DeviceEvent[] {
    const conditions: readonly (readonly [string, string | number | undefined])[] = [
      ['device = ?', deviceId],
      ['slot = ?', slotId],
      ['instance = ?', instanceId],
      ['at >= ?', fromMs],
      ['at < ?', toMs],
    ];
    const wanted = conditions.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
    const where = wanted.length === 0 ? '' : `WHERE ${wanted.map(({ sql }) => sql).join(' AND ')}`;
    const most = Math.min(Math.max(0, Math.floor(limit)), largestLimit);
    const statement = this.#database.prepare(`SELECT * FROM event ${where} ORDER BY id DESC LIMIT ?`);
    return statement.all(...wanted.map(({ value }) => value), most).flatMap(eventOf);
  }

  /** Returns how many there were. */
  deleteBefore(at: number): number {
    return Number(this.#deleteBefore.run(at).changes);
  }

  /** Returns how many there were. */
  deleteOldest(count: number): number {
    return Number(this.#deleteOldest.run(count).changes);
  }
}

function eventOf(row: Row): readonly DeviceEvent[] {
  const kind = deviceEventKinds.find((known) => known === row.kind);
  const severity = severitiesWorstFirst.find((known) => known === row.severity);
  if (kind === undefined || severity === undefined) {
    return [];
  }
  const subject = {
    deviceId: textIn(row, 'device'),
    ...present('slotId', row, 'slot'),
    ...present('instanceId', row, 'instance'),
    ...present('portId', row, 'port'),
  };
  return [
    {
      id: numberIn(row, 'id'),
      at: numberIn(row, 'at'),
      kind,
      subject,
      subjectName: textIn(row, 'subjectName'),
      severity,
      text: textIn(row, 'text'),
      ...present('before', row, 'before'),
      ...present('after', row, 'after'),
    },
  ];
}

function present<K extends string>(name: K, row: Row, column: string): Partial<Record<K, string>> {
  const value = optionalTextIn(row, column);
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}
