import { alarmSeverities, type Alarm, type AlarmParameter, type AlarmSeverity } from '../model/alarm';
import { subjectKey, type Subject } from '../model/ptpAddress';
import { rank, worstSeverity, type Severity } from '../model/severity';
import type { QuietSubject } from './quietSubjects';

/** What the alarms of a subject and of all below it come to. */
interface Rollup {
  /** The worst that is not masked. */
  worst?: AlarmSeverity;
  /** The worst masked alarm that says the same as the subject's own state. */
  covering?: AlarmSeverity;
  /** There is such an alarm on the subject itself. */
  coversSelf?: true;
  /** That it does not answer is masked. */
  coversSilence?: true;
  /** What a covered state looks like: `normal` where it is as expected, and nothing of it is masked. */
  cover?: 'masked' | 'normal';
}

/** What the own severity of a subject is made of: where such an alarm is masked, the own severity is as well. */
const ownParameters: ReadonlySet<AlarmParameter> = new Set<AlarmParameter>(['portState', 'clockClass', 'presence']);

/** The severities of all subjects of one device, computed once from its alarms. */
export class SeverityIndex {
  readonly #rollups = new Map<string, Rollup>();

  /** @param quiet Whose own states are no matter: as if there were masked alarms of them. */
  constructor(alarms: Iterable<Alarm>, quiet: readonly QuietSubject[] = []) {
    for (const alarm of alarms) {
      if (alarm.state !== 'cleared') {
        const { subject, parameter, severity, maskedUntil } = alarm;
        this.#add(subject, parameter, severity, maskedUntil === undefined ? undefined : 'masked');
      }
    }
    for (const { subject, severity, reason } of quiet) {
      this.#add(subject, severity === 'timeout' ? 'communication' : 'portState', severity, reason === 'off' ? 'masked' : 'normal');
    }
  }

  severityOf(subject: Subject, own: Severity): Severity {
    if (this.#rollups.size === 0) {
      return own;
    }
    const rollup = this.#rollups.get(subjectKey(subject));
    const isCovered = own === 'timeout' ? this.#isSilenceCovered(subject) : rollup !== undefined && covers(rollup, own);
    return worstSeverity([isCovered ? (rollup?.cover ?? 'masked') : own, rollup?.worst].filter((severity) => severity !== undefined));
  }

  #isSilenceCovered({ deviceId, slotId }: Subject): boolean {
    const places = [{ deviceId }, ...(slotId === undefined ? [] : [{ deviceId, slotId }])];
    return places.some((place) => this.#rollups.get(subjectKey(place))?.coversSilence === true);
  }

  /** `cover`: what the own state looks like because of it, when it does not count. */
  #add(subject: Subject, parameter: AlarmParameter, severity: AlarmSeverity, cover: Rollup['cover']): void {
    const { deviceId, slotId, instanceId, portId } = subject;
    this.#rollUp(subject, parameter, severity, cover, true);
    if (slotId !== undefined) {
      this.#rollUp({ deviceId }, parameter, severity, cover, false);
      if (instanceId !== undefined || portId !== undefined) {
        this.#rollUp({ deviceId, slotId }, parameter, severity, cover, false);
      }
    }
  }

  #rollUp(subject: Subject, parameter: AlarmParameter, severity: AlarmSeverity, cover: Rollup['cover'], isItself: boolean): void {
    const key = subjectKey(subject);
    const rollup = this.#rollups.get(key) ?? {};
    this.#rollups.set(key, rollup);
    if (cover === undefined) {
      rollup.worst = worseOf(rollup.worst, severity);
      return;
    }
    rollup.cover = cover === 'masked' ? cover : (rollup.cover ?? cover);
    if (ownParameters.has(parameter)) {
      rollup.covering = worseOf(rollup.covering, severity);
      if (isItself) {
        rollup.coversSelf = true;
      }
    } else if (parameter === 'communication' && isItself) {
      rollup.coversSilence = true;
    }
  }
}

/**
 * The own severity of a slot is that of its worst instance: a masked alarm of an instance covers it only as far as it is as bad, as the rest of it is that
 * of another instance.
 */
function covers({ coversSelf, covering }: Rollup, own: Severity): boolean {
  return coversSelf === true || (covering !== undefined && rank(own) >= rank(covering) && rank(own) < rank('normal'));
}

function worseOf(a: AlarmSeverity | undefined, b: AlarmSeverity): AlarmSeverity {
  return a !== undefined && alarmSeverities.indexOf(a) < alarmSeverities.indexOf(b) ? a : b;
}
