import type { Alarm, AlarmChange, Alarms, AlarmSeverity, MaskEnd } from '../model/alarm';
import { Emitter, type Disposable } from '../model/event';
import { subjectKey, type Subject } from '../model/ptpAddress';
import { rank, type Severity } from '../model/severity';
import type { DeviceSnapshot } from '../model/snapshot';
import type { StateStore } from '../model/stateStore';
import type { AlarmClock } from './alarmClock';
import { AlarmEntries, type AlarmEntry } from './alarmEntries';
import { acknowledged, commented, dated, masked, noteOfCleared, noteOfRaised, noteOfWorst, unacknowledged, unmasked, type NoteChange } from './alarmNotes';
import { alarmOf } from './alarmRecord';
import { defaultAlarmSettings } from './alarmSettings';
import { AlarmTracker, type AlarmTimes } from './alarmTracker';
import { DeviceJudge, isGone, type JudgeContext, type Judgement } from './deviceJudge';
import { OneTimer } from './oneTimer';
import { ownStates } from './ownStates';
import { subjectName } from './subjectName';
import { TrackedAlarms, type TrackedAlarm } from './trackedAlarms';
import type { Verdict } from './verdict';

export interface AlarmBookOptions {
  readonly states: StateStore;
  readonly clock: AlarmClock;
  /** Told about listeners that throw. */
  readonly onListenerError?: (error: unknown) => void;
}

/** What changes in one go, before it is stored and told. */
interface Draft {
  readonly raised: Pick<AlarmEntry, 'record' | 'note'>[];
  readonly cleared: Pick<AlarmEntry, 'record' | 'note'>[];
  /** `before`: the severity that it had, of what became worse. */
  readonly changed: (Pick<AlarmEntry, 'record' | 'note'> & { readonly before?: AlarmSeverity })[];
  /** Those of which only the sentence is another one: it need not outlive a reload. */
  readonly reworded: Pick<AlarmEntry, 'record' | 'note'>[];
}

/**
 * All alarms: watches devices by the rules, with hysteresis, and keeps what people do about it. Alarms are stored, so that after a reload the raised ones
 * are raised still; every window watches for itself, and shares with the others what people do. One timer raises and clears in time even when no news come.
 */
export class AlarmBook implements Alarms, Disposable {
  readonly #clock: AlarmClock;
  readonly #entries: AlarmEntries;
  readonly #tracked = new TrackedAlarms();
  readonly #judges = new Map<string, DeviceJudge>();
  readonly #changed: Emitter<AlarmChange>;
  readonly #timer: OneTimer;
  readonly #subscription: Disposable;
  #times: AlarmTimes = defaultAlarmSettings;

  constructor({ states, clock, onListenerError }: AlarmBookOptions) {
    this.#clock = clock;
    this.#entries = new AlarmEntries(states);
    this.#changed = new Emitter(onListenerError);
    this.#timer = new OneTimer(clock, () => this.#ring());
    this.#subscription = states.onDidChangeElsewhere(() => this.#reread());
    for (const { alarm } of this.#entries.all()) {
      const { subject, parameter, severity, state } = alarm;
      if (state !== 'cleared') {
        this.#tracked.add(subjectKey(subject), { subject, parameter, tracker: new AlarmTracker(severity), names: [alarm.subjectName] });
      }
      this.#timer.ringAt(maskEndOf(alarm));
    }
  }

  get alarms(): readonly Alarm[] {
    return this.#entries.alarms;
  }

  onDidChange(listener: (change: AlarmChange) => void): Disposable {
    return this.#changed.event(listener);
  }

  /** Judges the device as it is now. */
  update(device: DeviceSnapshot, context: JudgeContext): void {
    const { raiseAfterMs, clearAfterMs } = context.settings;
    this.#times = { raiseAfterMs, clearAfterMs };
    const judge = this.#judges.get(device.id) ?? new DeviceJudge();
    this.#judges.set(device.id, judge);
    const { found, freshness } = judge.judge(device, context);
    const touched = new Set<TrackedAlarm>();
    if (freshness !== 'waiting') {
      for (const tracked of this.#tracked.ofDevice(device.id)) {
        if (freshness === 'old') {
          tracked.tracker.hold();
          touched.add(tracked);
        } else if (isGone(device, context.known, tracked.subject)) {
          tracked.tracker.end();
          touched.add(tracked);
        }
      }
    }
    for (const judgement of found) {
      this.#find(judgement, judgement.answeredAt ?? device.communication.lastSuccess ?? this.#clock.now(), touched);
    }
    const areStatesNew = this.#entries.setStates(device.id, ownStates(device, context.settings));
    this.#settle(touched, this.#entries.show(device.id), areStatesNew);
  }

  /** The device is not configured for now: its alarms leave the list, and are as they were when it is watched again. */
  hideDevice(deviceId: string): void {
    for (const tracked of this.#tracked.ofDevice(deviceId)) {
      tracked.tracker.hold();
      this.#tracked.setDue(tracked, undefined);
    }
    this.#judges.delete(deviceId);
    this.#entries.hide(deviceId);
    this.#changed.fire({ raised: [], cleared: [], changed: [] });
  }

  /** The device is no longer watched: its alarms clear and leave the list. */
  removeDevice(deviceId: string): void {
    const now = this.#clock.now();
    const cleared = [...this.#entries.ofDevice(deviceId)]
      .filter(({ alarm }) => alarm.state !== 'cleared')
      .map(({ record, note }) => alarmOf({ ...record, clearedAt: now, changedAt: now }, noteOfCleared(note)));
    this.#entries.removeDevice(deviceId);
    this.#tracked.removeDevice(deviceId);
    this.#judges.delete(deviceId);
    this.#changed.fire({ raised: [], cleared, changed: [] });
  }

  acknowledge(id: string, comment?: string): void {
    this.#note(id, acknowledged(comment));
  }

  unacknowledge(id: string): void {
    this.#note(id, unacknowledged);
  }

  mask(id: string, until: MaskEnd): void {
    this.#note(id, masked(until));
  }

  unmask(id: string): void {
    this.#note(id, unmasked);
  }

  comment(id: string, text: string): void {
    this.#note(id, commented(text));
  }

  removeCleared(): void {
    const cleared = this.alarms.filter(({ state }) => state === 'cleared');
    if (cleared.length > 0) {
      this.#entries.remove(cleared);
      this.#changed.fire({ raised: [], cleared: [], changed: [] });
    }
  }

  severityOf(subject: Subject, own: Severity): Severity {
    return this.#entries.index(subject.deviceId)?.severityOf(subject, own) ?? own;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#timer.dispose();
    this.#changed.dispose();
  }

  /** Takes a judgement in. Nothing is raised or cleared yet. */
  #find({ subject, names, verdicts, isMasked }: Judgement, answeredAt: number, touched: Set<TrackedAlarm>): void {
    const now = this.#clock.now();
    const key = subjectKey(subject);
    for (const tracked of this.#tracked.ofSubject(subject.deviceId, key)) {
      touched.add(tracked);
      tracked.names = names;
      take(tracked, verdicts === 'hold' ? 'hold' : verdicts.get(tracked.parameter), now, answeredAt);
      this.#maskBySettings(tracked, isMasked(tracked.parameter));
    }
    if (verdicts === 'hold') {
      return;
    }
    for (const [parameter, verdict] of verdicts) {
      if (typeof verdict === 'object' && this.#tracked.get(subject.deviceId, key, parameter) === undefined) {
        const tracked = this.#tracked.add(key, { subject, parameter, tracker: new AlarmTracker(), names, isMaskedBySettings: isMasked(parameter) });
        take(tracked, verdict, now, answeredAt);
        touched.add(tracked);
      }
    }
  }

  /** A mask in the settings is put on and taken off with them; between that, people decide. */
  #maskBySettings(tracked: TrackedAlarm, isMasked: boolean): void {
    const was = tracked.isMaskedBySettings;
    tracked.isMaskedBySettings = isMasked;
    const entry = this.#entries.get(tracked.subject.deviceId, tracked.id);
    if (was === undefined || was === isMasked || entry === undefined || entry.alarm.state === 'cleared') {
      return;
    }
    if (isMasked) {
      this.mask(tracked.id, 'cleared');
    } else if (entry.note.maskedUntil === 'cleared') {
      this.unmask(tracked.id);
    }
  }

  /** Raises, clears and rates what is due, stores it and tells it, once, together with alarms that come on the list. */
  #settle(touched: Iterable<TrackedAlarm>, shown: readonly Alarm[] = [], areStatesNew = false): void {
    const now = this.#clock.now();
    const draft: Draft = { raised: [], cleared: [], changed: [], reworded: [] };
    for (const tracked of touched) {
      tracked.tracker.advance(now, this.#times);
      this.#compare(tracked, now, draft);
      const nextAt = tracked.tracker.nextAt(this.#times);
      this.#tracked.setDue(tracked, nextAt);
      this.#timer.ringAt(nextAt);
      if (!tracked.tracker.isWaiting && tracked.tracker.severity === undefined) {
        this.#tracked.remove(tracked.subject.deviceId, subjectKey(tracked.subject), tracked.parameter);
      }
    }
    const { raised, cleared, changed, ...rest } = this.#store(draft);
    const told = new Set([...raised, ...cleared, ...changed].map(({ id }) => id));
    const change = { ...rest, raised, cleared, changed: [...changed, ...shown.filter(({ id }) => !told.has(id))] };
    if (told.size + change.changed.length > 0 || areStatesNew) {
      this.#changed.fire(change);
    }
  }

  #compare({ id, subject, parameter, names, tracker, isMaskedBySettings }: TrackedAlarm, now: number, draft: Draft): void {
    const entry = this.#entries.get(subject.deviceId, id);
    const { severity } = tracker;
    const words = tracker.words();
    if (entry !== undefined && entry.record.clearedAt === undefined) {
      const { record, note } = entry;
      if (severity === undefined) {
        draft.cleared.push({ record: { ...record, clearedAt: now, changedAt: now }, note: dated(noteOfCleared(note), note, now) });
      } else if (severity !== record.severity) {
        const isWorst = rank(severity) < rank(record.worst);
        const worst = isWorst ? severity : record.worst;
        draft.changed.push({
          record: { ...record, ...words, severity, worst, subjectName: subjectName(...names), changedAt: now },
          note: isWorst ? dated(noteOfWorst(note, now), note, now) : note,
          ...(rank(severity) < rank(record.severity) ? { before: record.severity } : {}),
        });
      } else if (words !== undefined && (words.text !== record.text || words.hint !== record.hint)) {
        draft.reworded.push({ record: { ...record, ...words }, note });
      }
    } else if (severity !== undefined && words !== undefined) {
      const record = { parameter, subject, subjectName: subjectName(...names), severity, worst: severity, ...words, raisedAt: now, changedAt: now };
      const note = this.#entries.noteOf(subject.deviceId, id);
      draft.raised.push({ record, note: dated(noteOfRaised(note, entry?.record.clearedAt, isMaskedBySettings === true), note, now) });
    }
  }

  #store({ raised, cleared, changed, reworded }: Draft): AlarmChange {
    const stored = this.#entries.put([...raised, ...cleared, ...changed]).map(({ alarm }) => alarm);
    const surplus = cleared.length === 0 ? [] : this.#entries.surplus();
    if (surplus.length > 0) {
      this.#entries.remove(surplus);
    }
    const worse = changed.flatMap(({ before }, index) => {
      const alarm = stored[raised.length + cleared.length + index];
      return before === undefined || alarm === undefined ? [] : [{ alarm, before }];
    });
    return {
      ...(worse.length === 0 ? {} : { worse }),
      raised: stored.slice(0, raised.length),
      cleared: stored.slice(raised.length, raised.length + cleared.length),
      changed: [...stored.slice(raised.length + cleared.length), ...this.#entries.reword(reworded).map(({ alarm }) => alarm)],
    };
  }

  #note(id: string, change: NoteChange): void {
    const entry = this.#entries.find(id);
    if (entry === undefined) {
      return;
    }
    const now = this.#clock.now();
    const note = dated(change(entry, now), entry.note, now);
    if (note !== entry.note) {
      const changed = this.#entries.put([{ record: entry.record, note }]).map(({ alarm }) => alarm);
      changed.forEach((alarm) => this.#timer.ringAt(maskEndOf(alarm)));
      this.#changed.fire({ raised: [], cleared: [], changed });
    }
  }

  #ring(): void {
    const now = this.#clock.now();
    for (const { alarm } of [...this.#entries.all()]) {
      const end = maskEndOf(alarm);
      if (end !== undefined && end <= now) {
        this.unmask(alarm.id);
      }
    }
    this.#settle(this.#tracked.due(now));
    this.#timer.ringAt(this.#tracked.nextAt());
    for (const { alarm } of this.#entries.all()) {
      this.#timer.ringAt(maskEndOf(alarm));
    }
  }

  #reread(): void {
    const { noted, hasRemoved } = this.#entries.reread();
    const changed = noted.map(({ alarm }) => alarm);
    changed.forEach((alarm) => this.#timer.ringAt(maskEndOf(alarm)));
    if (changed.length > 0 || hasRemoved) {
      this.#changed.fire({ raised: [], cleared: [], changed });
    }
  }
}

function take({ tracker }: TrackedAlarm, verdict: Verdict | undefined, now: number, answeredAt: number): void {
  if (verdict === 'hold') {
    tracker.hold();
  } else if (verdict === 'unwatched') {
    tracker.end();
  } else {
    tracker.find(verdict, now, answeredAt);
  }
}

function maskEndOf({ maskedUntil }: Alarm): number | undefined {
  return typeof maskedUntil === 'number' ? maskedUntil : undefined;
}
