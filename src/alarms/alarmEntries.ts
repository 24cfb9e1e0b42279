import { alarmSeverities, type Alarm } from '../model/alarm';
import type { Json } from '../model/json';
import type { StateStore } from '../model/stateStore';
import { alarmId, alarmOf, noNote, parseAlarmNote, parseAlarmRecord, recordJson, type AlarmNote, type AlarmRecord } from './alarmRecord';
import { isSameStates, type OwnState } from './ownStates';
import { SeverityIndex } from './severityIndex';

/** Kinds of the state store. */
const recordKind = 'alarms';
const noteKind = 'alarmNotes';

/** Cleared alarms are history, which the event log keeps; the newest of them stay on the list. */
const maxCleared = 1_000;

/** One alarm, with what it is made of. */
export interface AlarmEntry {
  readonly record: AlarmRecord;
  readonly note: AlarmNote;
  readonly alarm: Alarm;
}

/** What people did in another window. */
export interface ForeignChange {
  readonly noted: readonly AlarmEntry[];
  /** Cleared alarms were taken off the list. */
  readonly hasRemoved: boolean;
}

interface DeviceEntries {
  readonly entries: Map<string, AlarmEntry>;
  /** Nobody is told about alarms of a device that is not, or not yet, configured. */
  isShown: boolean;
  states: readonly OwnState[];
  index: SeverityIndex | undefined;
}

/** All alarms, raised and cleared, kept in the state store. */
export class AlarmEntries {
  readonly #states: StateStore;
  readonly #devices = new Map<string, DeviceEntries>();
  /** What people did about alarms that are raised in another window only. */
  #foreignNotes = new Map<string, AlarmNote>();
  #alarms: readonly Alarm[] | undefined;

  constructor(states: StateStore) {
    this.#states = states;
    const notes = states.entries(noteKind);
    for (const [id, json] of states.entries(recordKind)) {
      const record = parseAlarmRecord(json);
      if (record !== undefined && alarmId(record.subject, record.parameter) === id) {
        this.#keep(record, parseAlarmNote(notes.get(id)));
      }
    }
  }

  /** Those of the devices that are shown: worst first, then newest, cleared ones last. */
  get alarms(): readonly Alarm[] {
    this.#alarms ??= Object.freeze([...this.#shown()].map(({ alarm }) => alarm).sort(compareAlarms));
    return this.#alarms;
  }

  get(deviceId: string, id: string): AlarmEntry | undefined {
    return this.#devices.get(deviceId)?.entries.get(id);
  }

  /** What people did about an alarm, here or in another window. */
  noteOf(deviceId: string, id: string): AlarmNote {
    return this.get(deviceId, id)?.note ?? this.#foreignNotes.get(id) ?? noNote;
  }

  /** By its id alone. */
  find(id: string): AlarmEntry | undefined {
    for (const { entries } of this.#devices.values()) {
      const entry = entries.get(id);
      if (entry !== undefined) {
        return entry;
      }
    }
    return undefined;
  }

  *ofDevice(deviceId: string): Iterable<AlarmEntry> {
    yield* this.#devices.get(deviceId)?.entries.values() ?? [];
  }

  *all(): Iterable<AlarmEntry> {
    for (const { entries } of this.#devices.values()) {
      yield* entries.values();
    }
  }

  /** From now on the alarms of the device are on the list. Returns those that were not before. */
  show(deviceId: string): readonly Alarm[] {
    const device = this.#device(deviceId);
    if (device.isShown) {
      return [];
    }
    device.isShown = true;
    this.#alarms = undefined;
    return [...device.entries.values()].map(({ alarm }) => alarm);
  }

  /** Takes the alarms of the device off the list; they are kept. */
  hide(deviceId: string): void {
    const device = this.#devices.get(deviceId);
    if (device !== undefined) {
      device.isShown = false;
      this.#alarms = undefined;
    }
  }

  /** The alarms of the device by their severity; `undefined` when it is not shown. */
  index(deviceId: string): SeverityIndex | undefined {
    const device = this.#devices.get(deviceId);
    if (device?.isShown !== true) {
      return undefined;
    }
    device.index ??= new SeverityIndex([...device.entries.values()].map(({ alarm }) => alarm), device.states);
    return device.index;
  }

  /** Which own states look bad now. True when they were others before. */
  setStates(deviceId: string, states: readonly OwnState[]): boolean {
    const device = this.#device(deviceId);
    if (isSameStates(device.states, states)) {
      return false;
    }
    device.states = states;
    device.index = undefined;
    return true;
  }

  /** Puts these in the place of what was known of them, here and in the store. */
  put(changed: readonly { readonly record: AlarmRecord; readonly note: AlarmNote }[]): readonly AlarmEntry[] {
    const records = new Map<string, Json | undefined>();
    const notes = new Map<string, Json | undefined>();
    const entries = changed.map(({ record, note }) => {
      const id = alarmId(record.subject, record.parameter);
      const before = this.get(record.subject.deviceId, id);
      if (before?.record !== record) {
        records.set(id, recordJson(record));
      }
      if ((before?.note ?? noNote).at !== note.at) {
        notes.set(id, recordJson(note));
      }
      return this.#keep(record, note);
    });
    this.#write(records, notes);
    return entries;
  }

  /** Puts these in the place of what was known of them, here only: the store keeps what it has. Only sentences are others, so that the list keeps its order. */
  reword(changed: readonly Pick<AlarmEntry, 'record' | 'note'>[]): readonly AlarmEntry[] {
    if (changed.length === 0) {
      return [];
    }
    const sorted = this.#alarms;
    const entries = changed.map(({ record, note }) => this.#keep(record, note));
    const reworded = new Map(entries.map(({ alarm }) => [alarm.id, alarm]));
    this.#alarms = sorted === undefined ? undefined : Object.freeze(sorted.map((alarm) => reworded.get(alarm.id) ?? alarm));
    return entries;
  }

  /** Takes alarms off the list, here and in the store. */
  remove(removed: readonly Alarm[]): void {
    for (const { id, subject } of removed) {
      this.#drop(subject.deviceId, id);
    }
    const gone = new Map(removed.map(({ id }) => [id, undefined]));
    this.#write(gone, gone);
  }

  /** Takes all alarms of a device off the list. */
  removeDevice(deviceId: string): void {
    this.remove([...this.ofDevice(deviceId)].map(({ alarm }) => alarm));
    this.#devices.delete(deviceId);
    this.#alarms = undefined;
  }

  /** The cleared alarms that are too many, oldest first. */
  surplus(): readonly Alarm[] {
    const cleared = [...this.all()].map(({ alarm }) => alarm).filter(({ state }) => state === 'cleared');
    return cleared.length <= maxCleared ? [] : cleared.sort((a, b) => (a.clearedAt ?? 0) - (b.clearedAt ?? 0)).slice(0, cleared.length - maxCleared);
  }

  /** Reads again what people did in another window; of two notes the newer counts. Each window watches for itself: what that one found is not taken. */
  reread(): ForeignChange {
    const stored = this.#states.entries(recordKind);
    const storedNotes = this.#states.entries(noteKind);
    const noted: AlarmEntry[] = [];
    let hasRemoved = false;
    for (const { record, note, alarm } of [...this.all()]) {
      const storedNote = parseAlarmNote(storedNotes.get(alarm.id));
      if (alarm.state === 'cleared' && !stored.has(alarm.id)) {
        this.#drop(alarm.subject.deviceId, alarm.id);
        hasRemoved = true;
      } else if (storedNote.at > note.at) {
        noted.push(this.#keep(record, storedNote));
      }
    }
    this.#foreignNotes = new Map(
      [...storedNotes]
        .filter(([id]) => this.find(id) === undefined && isRaised(parseAlarmRecord(stored.get(id))))
        .map(([id, json]) => [id, parseAlarmNote(json)]),
    );
    return { noted, hasRemoved };
  }

  *#shown(): Iterable<AlarmEntry> {
    for (const { entries, isShown } of this.#devices.values()) {
      if (isShown) {
        yield* entries.values();
      }
    }
  }

  #device(deviceId: string): DeviceEntries {
    const device = this.#devices.get(deviceId) ?? { entries: new Map<string, AlarmEntry>(), isShown: false, states: [], index: undefined };
    this.#devices.set(deviceId, device);
    return device;
  }

  #keep(record: AlarmRecord, note: AlarmNote): AlarmEntry {
    const entry = { record, note, alarm: alarmOf(record, note) };
    const device = this.#device(record.subject.deviceId);
    device.entries.set(entry.alarm.id, entry);
    device.index = undefined;
    this.#alarms = undefined;
    return entry;
  }

  #drop(deviceId: string, id: string): void {
    const device = this.#device(deviceId);
    device.entries.delete(id);
    this.#foreignNotes.delete(id);
    device.index = undefined;
    this.#alarms = undefined;
  }

  #write(records: ReadonlyMap<string, Json | undefined>, notes: ReadonlyMap<string, Json | undefined>): void {
    if (records.size > 0) {
      this.#states.put(recordKind, records);
    }
    if (notes.size > 0) {
      this.#states.put(noteKind, notes);
    }
  }
}

function isRaised(record: AlarmRecord | undefined): boolean {
  return record !== undefined && record.clearedAt === undefined;
}

function compareAlarms(a: Alarm, b: Alarm): number {
  const cleared = Number(a.state === 'cleared') - Number(b.state === 'cleared');
  const severity = alarmSeverities.indexOf(a.severity) - alarmSeverities.indexOf(b.severity);
  return cleared || severity || b.raisedAt - a.raisedAt;
}
