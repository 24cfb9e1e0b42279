import type { StatementSync } from 'node:sqlite';
import { deviceEventKinds, type DeviceEvent, type DeviceEventKind, type DeviceEventQuery } from '../model/deviceEvent';
import { severitiesWorstFirst } from '../model/severity';
import { numberIn, optionalTextIn, textIn, type Database, type Row } from './sqlite';

const defaultLimit = 10_000;
const largestLimit = 1_000_000;

const alarmKinds: ReadonlySet<DeviceEventKind> = new Set(['alarmRaised', 'alarmWorse', 'alarmCleared']);

/** The event log in the file. */
export class EventTable {
  readonly #database: Database;
  readonly #add: StatementSync;
  readonly #near: StatementSync;
  readonly #deleteBefore: StatementSync;
  readonly #deleteOldest: StatementSync;

  constructor(database: Database) {
    this.#database = database;
    this.#add = database.prepare(
      `INSERT INTO event (at, kind, device, slot, instance, port, subjectName, severity, text, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#near = database.prepare(
      'SELECT id, at, text, after FROM event WHERE at BETWEEN ? AND ? AND kind = ? AND device = ? AND slot IS ? AND instance IS ? AND port IS ?',
    );
    this.#deleteBefore = database.prepare('DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at < ? LIMIT ?)');
    this.#deleteOldest = database.prepare('DELETE FROM event WHERE id IN (SELECT id FROM event ORDER BY id LIMIT ?)');
  }

  /** Returns its id. */
  add({ at, kind, subject, subjectName, severity, text, before, after }: DeviceEvent): number {
    const { deviceId, slotId = null, instanceId = null, portId = null } = subject;
    const { lastInsertRowid } = this.#add.run(Math.round(at), kind, deviceId, slotId, instanceId, portId, subjectName, severity, text, before ?? null, after ?? null);
    return Number(lastInsertRowid);
  }

  /** Whether the log says already that this happened, at most `withinMs` earlier or later. */
  has(event: DeviceEvent, withinMs: number): boolean {
    return this.near(event, withinMs).length > 0;
  }

  /** Where the log says that this happened, at most `withinMs` earlier or later. */
  near(event: DeviceEvent, withinMs: number): readonly Pick<DeviceEvent, 'id' | 'at'>[] {
    const { at, kind, subject } = event;
    const { deviceId, slotId = null, instanceId = null, portId = null } = subject;
    const content = contentOf(event);
    return this.#near
      .all(at - withinMs, at + withinMs, kind, deviceId, slotId, instanceId, portId)
      .filter((row) => contentOf({ kind, text: textIn(row, 'text'), ...present('after', row, 'after') }) === content)
      .map((row) => ({ id: numberIn(row, 'id'), at: numberIn(row, 'at') }));
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

  /** At most `most`. Returns how many there were. */
  deleteBefore(at: number, most: number): number {
    return Number(this.#deleteBefore.run(at, most).changes);
  }

  /** Returns how many there were. */
  deleteOldest(count: number): number {
    return Number(this.#deleteOldest.run(count).changes);
  }
}

/** A number by itself, with its unit, and no part of a name or an identity: `1.5 µs`, `-12 %`. */
const values = /(?<![\w:.-])[-−]?\d+(?:\.\d+)?(?:\s(?:%|(?:ns|µs|ms|s)\b))?(?![\w:-])/g;

/**
 * What tells an event from others of its kind about the same subject. The sentence of an alarm tells what it is about, and a value that every window has read
 * at a time of its own.
 */
function contentOf({ kind, text, after = text }: Pick<DeviceEvent, 'kind' | 'text' | 'after'>): string {
  return alarmKinds.has(kind) ? text.replace(values, '') : after;
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
