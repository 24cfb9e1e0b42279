import { alarmSeverities, type AlarmSeverity } from '../model/alarm';
import type { Subject } from '../model/ptpAddress';
import { isMasterState } from '../model/ptpPortState';
import type { Severity } from '../model/severity';
import type { DeviceSnapshot, PtpInstanceSnapshot } from '../model/snapshot';
import { alarmPresets } from './alarmPresets';
import type { AlarmSettings } from './alarmSettings';
import { portStateViolation } from './portStateRule';
import { rulesFor, type SubjectRules } from './subjectRules';

/** A subject whose own state looks bad, and is no matter to the person. */
export interface QuietSubject {
  readonly subject: Subject;
  /** Of its own state. */
  readonly severity: AlarmSeverity;
  /** `off`: its states are not watched; `expected`: it is in the state that was expected of it. */
  readonly reason: 'off' | 'expected';
}

const none: readonly QuietSubject[] = [];

/** What the settings say of the present states of a device: which of them are to raise no alarm, and so are not to look like one either. */
export function quietSubjects(device: DeviceSnapshot, settings: AlarmSettings): readonly QuietSubject[] {
  if (settings.overrides.length === 0 && alarmPresets[settings.preset].watchesStates) {
    return none;
  }
  const quiet: QuietSubject[] = [];
  const add = (subject: Subject, own: Severity, reason: QuietSubject['reason'] | undefined): void => {
    const severity = alarmSeverities.find((candidate) => candidate === own);
    if (severity !== undefined && reason !== undefined) {
      quiet.push({ subject, severity, reason });
    }
  };
  const deviceId = device.id;
  const { state } = device.communication;
  add({ deviceId }, state === 'timeout' || state === 'slowPoll' ? 'timeout' : 'normal', offReason(rulesFor(settings, { device }), 'communication'));
  for (const { slotId, severity, ptpInstances } of device.slots) {
    add({ deviceId, slotId }, severity, offReason(rulesFor(settings, { device, slotId }), severity === 'timeout' ? 'communication' : 'portState'));
    for (const instance of ptpInstances) {
      const rules = rulesFor(settings, { device, slotId, instance });
      add({ deviceId, slotId, instanceId: instance.id }, instance.severity, offReason(rules, 'portState') ?? expectedReason(rules, instance));
    }
  }
  return quiet;
}

export function isSameQuiet(some: readonly QuietSubject[], others: readonly QuietSubject[]): boolean {
  return some.length === others.length && (some.length === 0 || JSON.stringify(some) === JSON.stringify(others));
}

/** @param parameter What the own state of the subject is about. */
function offReason({ watchesStates, severities }: SubjectRules, parameter: 'communication' | 'portState'): 'off' | undefined {
  return watchesStates && severities?.[parameter] !== 'off' ? undefined : 'off';
}

/** The severity of a master is that of its clock class, of which nothing was said. */
function expectedReason({ expectedPortState }: SubjectRules, instance: PtpInstanceSnapshot): 'expected' | undefined {
  const { portState, missingSince, running } = instance;
  const isJudged = expectedPortState !== undefined && missingSince === undefined && running !== false && !isMasterState(portState);
  return isJudged && portStateViolation(instance, expectedPortState) === undefined ? 'expected' : undefined;
}
