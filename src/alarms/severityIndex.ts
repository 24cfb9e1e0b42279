import { alarmSeverities, type Alarm, type AlarmParameter, type AlarmSeverity } from '../model/alarm';
import { subjectKey, type Subject } from '../model/ptpAddress';
import { rank, worstSeverity, type Severity } from '../model/severity';

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
}

/** What the own severity of a subject is made of: where such an alarm is masked, the own severity is as well. */
const ownParameters: ReadonlySet<AlarmParameter> = new Set<AlarmParameter>(['portState', 'clockClass', 'presence']);

/** The severities of all subjects of one device, computed once from its alarms. */
export class SeverityIndex {
  readonly #rollups = new Map<string, Rollup>();

  constructor(alarms: Iterable<Alarm>) {
    for (const alarm of alarms) {
      if (alarm.state !== 'cleared') {
        this.#add(alarm);
      }
    }
  }

  severityOf(subject: Subject, own: Severity): Severity {
    if (this.#rollups.size === 0) {
      return own;
    }
    const rollup = this.#rollups.get(subjectKey(subject));
    const isCovered = own === 'timeout' ? this.#isSilenceCovered(subject) : rollup !== undefined && covers(rollup, own);
    return worstSeverity([isCovered ? 'masked' : own, rollup?.worst].filter((severity) => severity !== undefined));
  }

  #isSilenceCovered({ deviceId, slotId }: Subject): boolean {
    const places = [{ deviceId }, ...(slotId === undefined ? [] : [{ deviceId, slotId }])];
    return places.some((place) => this.#rollups.get(subjectKey(place))?.coversSilence === true);
  }

  #add({ subject, parameter, severity, maskedUntil }: Alarm): void {
    const { deviceId, slotId, instanceId, portId } = subject;
    this.#rollUp(subject, parameter, severity, maskedUntil !== undefined, true);
    if (slotId !== undefined) {
      this.#rollUp({ deviceId }, parameter, severity, maskedUntil !== undefined, false);
      if (instanceId !== undefined || portId !== undefined) {
        this.#rollUp({ deviceId, slotId }, parameter, severity, maskedUntil !== undefined, false);
      }
    }
  }

  #rollUp(subject: Subject, parameter: AlarmParameter, severity: AlarmSeverity, isMasked: boolean, isItself: boolean): void {
    const key = subjectKey(subject);
    const rollup = this.#rollups.get(key) ?? {};
    this.#rollups.set(key, rollup);
    if (!isMasked) {
      rollup.worst = worseOf(rollup.worst, severity);
    } else if (ownParameters.has(parameter)) {
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
