import type { AlarmSeverity } from '../model/alarm';
import { normalKey } from '../model/normalKey';
import { isMasterState } from '../model/ptpPortState';
import type { PtpInstanceSnapshot } from '../model/snapshot';
import type { SubjectRules } from './subjectRules';
import { violation, type Violation } from './verdict';

/** Ports pass through these states whenever they start or their master changes. */
const passingStateMs = 10_000;

interface BadState {
  readonly severity: AlarmSeverity;
  readonly hint: string;
  readonly isPassing?: true;
}

const lookAtNetwork = 'Check that Announce messages of this domain reach the port: link, VLAN, domain and profile.';

/** States that are bad whatever is expected. */
const badStates = new Map<string, BadState>([
  ['FAULTY', { severity: 'critical', hint: 'Check the link of the port and the configuration of the PTP instance.' }],
  ['DISABLED', { severity: 'critical', hint: 'Enable the port in the configuration of the PTP instance.' }],
  ['UNCALIBRATED', { severity: 'major', hint: 'Check that Sync and delay messages pass in both directions, and the stability of the master.' }],
  ['LISTENING', { severity: 'minor', hint: lookAtNetwork, isPassing: true }],
  ['PRE_MASTER', { severity: 'minor', hint: lookAtNetwork, isPassing: true }],
  ['INITIALIZING', { severity: 'warning', hint: 'Wait until the PTP instance has started; check its configuration when it does not.', isPassing: true }],
  ['UNINITIALIZED', { severity: 'warning', hint: 'Wait until the PTP instance has started; check its configuration when it does not.', isPassing: true }],
]);

/** How bad it is that a port is in another state than the one that a person expects of it; other pairs are a warning. */
const unexpected: Readonly<Record<string, Readonly<Record<string, AlarmSeverity>>>> = {
  MASTER: { PASSIVE: 'warning', SLAVE: 'major' },
  SLAVE: { MASTER: 'major', PASSIVE: 'major' },
};

const compare = 'Compare the best-master fields of this instance with those of its grandmaster, or change expectedPortState in psx.alarms.overrides.';

/**
 * The alarm on a port state. States that are bad in themselves alarm always. A port that is in another good state than one thinks (PASSIVE instead of
 * MASTER) alarms only where a person said what to expect: in a redundant pair the best-master algorithm moves the roles about, and that is no fault. The settings may name further states that are bad.
 */
export function portStateViolation({ portState }: PtpInstanceSnapshot, { expectedPortState: expected, chosenSeverity }: SubjectRules): Violation | undefined {
  const isExpected = expected !== undefined && (portState === expected || (isMasterState(portState) && isMasterState(expected)));
  if (isExpected) {
    return undefined;
  }
  const wanted = expected === undefined ? '' : `; expected ${expected}`;
  const bad = badStates.get(portState);
  if (bad !== undefined) {
    const { severity, hint, isPassing } = bad;
    return violation(severity, `Port state is ${portState}${wanted}.`, hint, { state: portState, ...(isPassing === true ? { minimumMs: passingStateMs } : {}) });
  }
  const chosen = chosenSeverity?.('portState', portState);
  if (expected === undefined && chosen?.isOfState === true && chosen.severity !== 'off') {
    return violation(chosen.severity, `Port state is ${portState}.`, 'If this state is in order, change severities in psx.alarms.overrides.', { state: portState });
  }
  // What the device does not say is no other state.
  if (expected === undefined || !/^[A-Z_]+$/.test(portState)) {
    return undefined;
  }
  return violation(unexpected[expected]?.[isMasterState(portState) ? 'MASTER' : portState] ?? 'warning', `Port state is ${portState}${wanted}.`, compare, { state: portState });
}

/** True when the instance is configured to be a master and nothing else. */
export function isConfiguredMaster({ dataSets }: PtpInstanceSnapshot): boolean {
  return /(?:master|timetransmitter)$/.test(normalKey(dataSets?.mode ?? ''));
}

/** True when the instance is configured to be a slave and nothing else. */
export function isConfiguredSlave({ dataSets }: PtpInstanceSnapshot): boolean {
  return /(?:slave|timereceiver)$/.test(normalKey(dataSets?.mode ?? '')) || dataSets?.default.slaveOnly === true;
}
