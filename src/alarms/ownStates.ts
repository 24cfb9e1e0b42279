import type { AlarmParameter } from '../model/alarm';
import type { Subject } from '../model/ptpAddress';
import { isMasterState } from '../model/ptpPortState';
import { isFaulty, type Severity } from '../model/severity';
import type { DeviceSnapshot, PtpInstanceSnapshot, SlotSnapshot } from '../model/snapshot';
import type { AlarmSettings } from './alarmSettings';
import { portStateViolation } from './portStateRule';
import { rulesFor, type SubjectRules } from './subjectRules';

/** Parameters that the own severity of a subject can be made of: their alarms say the same. */
export const ownParameters = ['communication', 'presence', 'portState', 'clockClass'] as const satisfies readonly AlarmParameter[];

type OwnParameter = (typeof ownParameters)[number];

/** A subject whose own state looks bad. */
export interface OwnState {
  readonly subject: Subject;
  /** By its state alone. Absent for a device: it is part of no other subject. */
  readonly severity?: Severity;
  /** `parts`: it is as bad as the worst of them; absent: no alarm says the same. */
  readonly madeOf?: OwnParameter | 'parts';
  /** What it looks like by the settings: `masked` where no alarm is wanted, `normal` where it is as expected; absent: as it is. */
  readonly shown?: Severity;
}

/** Those subjects of a device whose own state looks bad, with what the settings say of that. */
export function ownStates(device: DeviceSnapshot, settings: AlarmSettings): readonly OwnState[] {
  const deviceId = device.id;
  const found: OwnState[] = [];
  const add = (subject: Subject, severity: Severity | undefined, madeOf: OwnState['madeOf'], shown: Severity | undefined): void => {
    found.push({ subject, ...(severity === undefined ? {} : { severity }), ...(madeOf === undefined ? {} : { madeOf }), ...(shown === undefined ? {} : { shown }) });
  };
  const { state, error } = device.communication;
  const isWaiting = state === 'paused' || state === 'waitingForSlotId' || (state === 'connecting' && error === undefined);
  if (state !== 'responding' && !isWaiting) {
    add({ deviceId }, undefined, 'communication', shownSilence(device, rulesFor(settings, { device })));
  }
  for (const slot of device.slots) {
    const { slotId, severity } = slot;
    if (isFaulty(severity)) {
      const madeOf = sourceOfSlot(slot);
      add({ deviceId, slotId }, severity, madeOf, madeOf === 'parts' ? undefined : shownBy(rulesFor(settings, { device, slotId }), madeOf));
    }
    for (const instance of slot.ptpInstances.filter((candidate) => isFaulty(candidate.severity))) {
      const rules = rulesFor(settings, { device, slotId, instance });
      add({ deviceId, slotId, instanceId: instance.id }, instance.severity, sourceOfInstance(instance), shownInstance(instance, rules));
    }
    for (const { id: portId } of slot.ports?.filter(({ missingSince }) => missingSince !== undefined) ?? []) {
      add({ deviceId, slotId, portId }, undefined, 'presence', shownBy(rulesFor(settings, { device, slotId }), 'presence'));
    }
  }
  return found;
}

export function isSameStates(some: readonly OwnState[], others: readonly OwnState[]): boolean {
  return some.length === others.length && (some.length === 0 || JSON.stringify(some) === JSON.stringify(others));
}

function sourceOfSlot({ severity, missingSince, isPsx, ptpInstances }: SlotSnapshot): OwnState['madeOf'] {
  if (severity === 'timeout') {
    return 'communication';
  }
  return missingSince !== undefined ? 'presence' : isPsx && ptpInstances.length > 0 ? 'parts' : undefined;
}

/** What {@link PtpInstanceSnapshot.severity} is made of. */
function sourceOfInstance({ severity, missingSince, running, portState }: PtpInstanceSnapshot): OwnParameter | undefined {
  if (severity === 'timeout') {
    return 'communication';
  }
  if (missingSince !== undefined) {
    return 'presence';
  }
  return running === false ? undefined : isMasterState(portState) ? 'clockClass' : 'portState';
}

function shownInstance(instance: PtpInstanceSnapshot, rules: SubjectRules): Severity | undefined {
  const { portState, clockClass } = instance;
  const source = sourceOfInstance(instance);
  if (source !== 'portState') {
    return shownBy(rules, source, clockClass === undefined ? undefined : String(clockClass));
  }
  const shown = shownBy(rules, source, portState);
  if (shown === 'masked' || portStateViolation(instance, rules) !== undefined) {
    return shown;
  }
  return rules.expectedPortState === undefined ? undefined : 'normal';
}

/** A device that was not given up yet has no alarm, so that only its absence can be wanted. */
function shownSilence({ communication: { state, error } }: DeviceSnapshot, rules: SubjectRules): Severity | undefined {
  const shown = shownBy(rules, 'communication');
  const hasAlarm = state === 'timeout' || state === 'slowPoll' || state === 'unauthorized' || error?.kind === 'tlsChanged';
  return hasAlarm || shown === 'masked' ? shown : undefined;
}

function shownBy({ watchesStates, chosenSeverity }: SubjectRules, parameter: OwnParameter | undefined, state?: string): Severity | undefined {
  const chosen = parameter === undefined ? undefined : chosenSeverity?.(parameter, state)?.severity;
  return !watchesStates || chosen === 'off' ? 'masked' : chosen;
}
