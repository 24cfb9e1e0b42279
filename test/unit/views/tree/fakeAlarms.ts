import { SeverityIndex } from '../../../../src/alarms/severityIndex';
import type { Alarm, AlarmChange, Alarms } from '../../../../src/model/alarm';
import { Emitter } from '../../../../src/model/event';
import { subjectKey, type Subject } from '../../../../src/model/ptpAddress';
import { rank, type Severity } from '../../../../src/model/severity';

/** An alarm on a subject; by default a major one on the offset. */
export function alarmOn(subject: Subject, changes: Partial<Alarm> = {}): Alarm {
  const parameter = changes.parameter ?? 'offsetFromMaster';
  return {
    id: `${subjectKey(subject)}#${parameter}`,
    parameter,
    subject,
    subjectName: Object.values(subject).join(' / '),
    state: 'active',
    severity: 'major',
    text: 'Offset from master is 1.5 µs; major from 1 µs.',
    hint: 'Check the path to the master.',
    raisedAt: 0,
    changedAt: 0,
    ...changes,
  };
}

/** Alarms that a test raises and clears; severities are rolled up as the engine does. */
export class FakeAlarms implements Pick<Alarms, 'alarms' | 'onDidChange' | 'severityOf'> {
  alarms: readonly Alarm[] = [];
  /** How often a severity was asked for. */
  asked = 0;
  #index = new Map<string, SeverityIndex>();
  readonly #changed = new Emitter<AlarmChange>();

  readonly onDidChange = this.#changed.event;

  /** Puts these in the place of all, and tells what changed. */
  set(...alarms: readonly Alarm[]): void {
    const before = this.alarms;
    this.alarms = [...alarms].sort((one, other) => rank(one.severity) - rank(other.severity));
    this.#index = new Map();
    this.#changed.fire({
      raised: alarms.filter(({ id }) => !before.some((known) => known.id === id)),
      cleared: before.filter(({ id }) => !alarms.some((known) => known.id === id)),
      changed: alarms.filter((alarm) => before.some((known) => known.id === alarm.id && known !== alarm)),
    });
  }

  /** Tells that something changed, and not what. */
  tellOnly(): void {
    this.#changed.fire({ raised: [], cleared: [], changed: [] });
  }

  severityOf(subject: Subject, own: Severity): Severity {
    this.asked++;
    const index = this.#index.get(subject.deviceId) ?? new SeverityIndex(this.alarms.filter((alarm) => alarm.subject.deviceId === subject.deviceId));
    this.#index.set(subject.deviceId, index);
    return index.severityOf(subject, own);
  }
}
