import { alarmSeverities, type Alarm, type AlarmParameter, type AlarmSeverity } from '../model/alarm';
import { subjectKey, type Subject } from '../model/ptpAddress';
import { isFaulty, worstSeverity, type Severity } from '../model/severity';
import { ownParameters, type OwnState } from './ownStates';

/** A subject as a part of the one above it. */
interface Part {
  readonly subject: Subject;
  readonly severity: Severity;
}

/** The severities of all subjects of one device, computed once from its alarms and its own states. */
export class SeverityIndex {
  /** The worst alarm of a subject and of all below it that is not masked. */
  readonly #worst = new Map<string, AlarmSeverity>();
  /** Of which parameters of a subject the alarm is masked. */
  readonly #masked = new Map<string, Set<AlarmParameter>>();
  readonly #states = new Map<string, OwnState>();
  /** The parts of a subject whose own states look bad. */
  readonly #parts = new Map<string, Part[]>();

  /** @param states All subjects of the device whose own states look bad. */
  constructor(alarms: Iterable<Alarm>, states: readonly OwnState[] = []) {
    for (const alarm of alarms) {
      if (alarm.state !== 'cleared') {
        this.#addAlarm(alarm);
      }
    }
    for (const state of states) {
      this.#addState(state);
    }
  }

  severityOf(subject: Subject, own: Severity): Severity {
    const worst = this.#worst.get(subjectKey(subject));
    const look = this.#look(subject, own);
    return worst === undefined ? look : worstSeverity([look, worst]);
  }

  /** What the own state looks like: a masked alarm that says the same hides it, and the settings may have another word on it. */
  #look(subject: Subject, own: Severity): Severity {
    const state = this.#states.get(subjectKey(subject));
    const isWhole = state === undefined ? subject.slotId === undefined : state.madeOf === 'parts';
    if (isWhole) {
      return this.#lookOfParts(subject, own);
    }
    if (own === 'timeout') {
      return this.#lookOfSilence(subject) ?? own;
    }
    if (state?.madeOf === 'communication' && !isFaulty(own)) {
      return own;
    }
    return this.#isMasked(subject, state) ? 'masked' : (state?.shown ?? own);
  }

  /** A whole is as bad as the worst of its parts looks. What none of them explains is its own. */
  #lookOfParts(subject: Subject, own: Severity): Severity {
    const parts = this.#parts.get(subjectKey(subject)) ?? [];
    if (parts.length === 0 || worstSeverity(parts.map(({ severity }) => severity)) !== own) {
      return own;
    }
    const looks = parts.map((part) => this.#look(part.subject, part.severity));
    const worst = worstSeverity(looks);
    return isFaulty(worst) ? worst : looks.includes('masked') ? 'masked' : 'normal';
  }

  /** Nobody knows how things are in a card, or a device, that does not answer. */
  #lookOfSilence({ deviceId, slotId }: Subject): Severity | undefined {
    const places = [...(slotId === undefined ? [] : [{ deviceId, slotId }]), { deviceId }].map(subjectKey);
    if (places.some((place) => this.#masked.get(place)?.has('communication') === true)) {
      return 'masked';
    }
    return places.map((place) => this.#states.get(place)).find((state) => state?.madeOf === 'communication' && state.shown !== undefined)?.shown;
  }

  #isMasked(subject: Subject, state: OwnState | undefined): boolean {
    const masked = this.#masked.get(subjectKey(subject));
    if (state === undefined) {
      return ownParameters.some((parameter) => parameter !== 'communication' && masked?.has(parameter) === true);
    }
    const { madeOf } = state;
    if (madeOf === undefined || madeOf === 'parts') {
      return false;
    }
    return masked?.has(madeOf) === true || (madeOf === 'presence' && this.#isLossOfSlotMasked(subject));
  }

  /** What went with its slot has no alarm of its own. */
  #isLossOfSlotMasked({ deviceId, slotId }: Subject): boolean {
    const key = slotId === undefined ? undefined : subjectKey({ deviceId, slotId });
    return key !== undefined && this.#states.get(key)?.madeOf === 'presence' && this.#masked.get(key)?.has('presence') === true;
  }

  #addAlarm({ subject, parameter, severity, maskedUntil }: Alarm): void {
    if (maskedUntil !== undefined) {
      const key = subjectKey(subject);
      this.#masked.set(key, (this.#masked.get(key) ?? new Set<AlarmParameter>()).add(parameter));
      return;
    }
    for (const place of withWholes(subject)) {
      const key = subjectKey(place);
      this.#worst.set(key, worseOf(this.#worst.get(key), severity));
    }
  }

  #addState(state: OwnState): void {
    const { subject, severity } = state;
    this.#states.set(subjectKey(subject), state);
    const [, whole] = withWholes(subject);
    if (whole !== undefined && severity !== undefined) {
      const key = subjectKey(whole);
      const parts = this.#parts.get(key) ?? [];
      this.#parts.set(key, parts);
      parts.push({ subject, severity });
    }
  }
}

/** The subject, then those that it is a part of. */
function withWholes(subject: Subject): readonly Subject[] {
  const { deviceId, slotId, instanceId, portId } = subject;
  if (slotId === undefined) {
    return [subject];
  }
  return instanceId === undefined && portId === undefined ? [subject, { deviceId }] : [subject, { deviceId, slotId }, { deviceId }];
}

function worseOf(a: AlarmSeverity | undefined, b: AlarmSeverity): AlarmSeverity {
  return a !== undefined && alarmSeverities.indexOf(a) < alarmSeverities.indexOf(b) ? a : b;
}
