import type { AlarmParameter } from '../model/alarm';
import { isFollowing } from '../model/bmcaEntrant';
import { describeClockClass, severityOfMasterClass } from '../model/clockClass';
import { singleLine } from '../model/displayText';
import { formatNs } from '../model/duration';
import { formatRate } from '../model/logInterval';
import { isMasterState } from '../model/ptpPortState';
import type { PtpInstanceSnapshot } from '../model/snapshot';
import { grandmasterVerdict } from './grandmasterRule';
import { formatPercent, limitViolation } from './limitRule';
import type { MessageRateWatch } from './messageRateWatch';
import type { PathDelayMedian } from './pathDelayMedian';
import { portStateViolation } from './portStateRule';
import type { SubjectRules } from './subjectRules';
import { forAll, violation, type Verdict, type Verdicts } from './verdict';

/** What else there is to know about an instance than its snapshot. */
export interface InstanceContext {
  /** The last grandmaster that it followed, other than itself. */
  readonly followed: string | undefined;
  readonly pathDelay: PathDelayMedian;
  readonly messageRates: Pick<MessageRateWatch, 'worst'>;
  /** The card lists no port that the instance could be linked by: then its own word about the link counts. */
  readonly isLinkItsOwn: boolean;
  /** The slot that it is in is gone, which is one alarm for all. */
  readonly isSlotMissing: boolean;
}

const longestName = 60;

/** Differences below this are noise of the measurement, whatever their share. */
const smallestDeviationNs = 50;

const stateParameters = ['presence', 'portState', 'clockClass', 'grandmasterIdentity', 'utcOffsetValid', 'timeTraceable', 'link'] as const satisfies readonly AlarmParameter[];

/** What is wrong with a PTP instance whose data are current. */
export function instanceVerdicts(instance: PtpInstanceSnapshot, rules: SubjectRules, context: InstanceContext): Verdicts {
  const verdicts = new Map<AlarmParameter, Verdict>(rules.watchesStates ? [] : forAll(stateParameters, 'unwatched'));
  const found = (parameter: AlarmParameter, verdict: Verdict | undefined): void => {
    if (verdict !== undefined && verdicts.get(parameter) !== 'unwatched') {
      verdicts.set(parameter, verdict);
    }
  };
  if (instance.missingSince !== undefined) {
    found('presence', context.isSlotMissing ? 'hold' : missingInstance(instance.missingSince));
    return verdicts;
  }
  // The values of a stopped instance are not valid, and somebody stopped it on purpose.
  if (instance.running === false) {
    return verdicts;
  }
  found('portState', portStateViolation(instance, rules));
  found('clockClass', clockClass(instance, rules));
  found('grandmasterIdentity', grandmasterVerdict(instance, context.followed, rules));
  found('utcOffsetValid', timeProperty(instance, 'currentUtcOffsetValid', 'The UTC offset is not valid.'));
  found('timeTraceable', timeProperty(instance, 'timeTraceable', 'The time is not traceable to a primary reference.'));
  found('offsetFromMaster', offset(instance, rules));
  found('meanPathDelay', pathDelay(instance, rules, context.pathDelay));
  found('messageRate', messageRate(context.messageRates, rules));
  found('clientUtilization', clientUtilization(instance, rules));
  if (context.isLinkItsOwn && instance.dataSets?.linkUp === false) {
    found('link', violation('critical', 'The link of the PTP instance is down.', 'Check the cable, the transceiver and the switch port.'));
  }
  return verdicts;
}

/** A PTP instance that the device once listed. */
export function missingInstance(since: number): Verdict {
  const hint = 'Check whether it was deleted on the device; if so, remove it from the tree, or acknowledge this alarm.';
  return violation('major', 'The device no longer lists the PTP instance.', hint, { since });
}

/** Of the clock itself while it is a master, else of the grandmaster that it follows: its time is no better than that. */
function clockClass(instance: PtpInstanceSnapshot, { chosenSeverity }: SubjectRules): Verdict | undefined {
  const { portState, profile, dataSets } = instance;
  const followsOther = isFollowing(instance);
  const code = followsOther ? dataSets?.parent.grandmasterClockClass : instance.clockClass;
  if (code === undefined || !(followsOther || isMasterState(portState))) {
    return undefined;
  }
  const state = String(code);
  const chosen = chosenSeverity?.('clockClass', state);
  const severity = chosen?.isOfState === true && chosen.severity !== 'off' ? chosen.severity : severityOfMasterClass(code);
  if (severity === 'normal' || severity === 'information' || severity === 'masked') {
    return undefined;
  }
  if (followsOther) {
    const check = 'Check the reference of that grandmaster, and whether another one should take over.';
    return violation(severity, `The grandmaster that it follows announces clock class ${describeClockClass(code, profile)}.`, check, { state });
  }
  const hint = 'Check the reference of the clock that the card has its time from: antenna, receiver, other inputs.';
  return violation(severity, `A master announces clock class ${describeClockClass(code, profile)}.`, hint, { state });
}

/** On a timescale of its own (ARB), neither the UTC offset nor the traceability means anything. */
function timeProperty({ portState, dataSets }: PtpInstanceSnapshot, member: 'currentUtcOffsetValid' | 'timeTraceable', text: string): Verdict | undefined {
  const { timeProperties } = dataSets ?? {};
  const isInUse = isMasterState(portState) || portState === 'SLAVE';
  if (!isInUse || timeProperties?.ptpTimescale === false || timeProperties?.[member] !== false) {
    return undefined;
  }
  return violation('minor', text, 'Check the reference of the grandmaster, and its settings for UTC.');
}

/** States in which a port follows no master, so that it has no offset from one. */
const statesWithoutMaster = new Set(['MASTER', 'GRAND_MASTER', 'PASSIVE', 'LISTENING', 'PRE_MASTER', 'INITIALIZING', 'UNINITIALIZED', 'DISABLED', 'FAULTY']);

function offset({ portState, offsetFromMasterNs }: PtpInstanceSnapshot, { limits: { offsetFromMaster: limits } }: SubjectRules): Verdict | undefined {
  if (limits === undefined) {
    return 'unwatched';
  }
  if (statesWithoutMaster.has(portState)) {
    return undefined;
  }
  // While it is being calibrated, the offset says nothing about the time to come.
  if (portState === 'UNCALIBRATED' || offsetFromMasterNs === undefined) {
    return 'hold';
  }
  return limitViolation(Math.abs(offsetFromMasterNs), limits, {
    sentence: () => `Offset from master is ${formatNs(offsetFromMasterNs)}`,
    format: formatNs,
    hint: 'Check the load and the symmetry of the path to the master, and whether the master itself is stable.',
  });
}

function pathDelay({ portState, meanPathDelayNs: delayNs }: PtpInstanceSnapshot, rules: SubjectRules, usual: PathDelayMedian): Verdict | undefined {
  const limits = rules.limits.meanPathDelay;
  if (limits === undefined) {
    return 'unwatched';
  }
  if (statesWithoutMaster.has(portState)) {
    return undefined;
  }
  // What was wrong with the way to the former master is over.
  if (usual.hasNewMaster) {
    return undefined;
  }
  const { medianNs } = usual;
  if (portState === 'UNCALIBRATED' || delayNs === undefined || medianNs === undefined || medianNs <= 0) {
    return 'hold';
  }
  const deviationNs = Math.abs(delayNs - medianNs);
  if (deviationNs < smallestDeviationNs) {
    return undefined;
  }
  const percent = (100 * deviationNs) / medianNs;
  return limitViolation(percent, limits, {
    sentence: () => `Mean path delay is ${formatNs(delayNs)}, ${formatPercent(percent)} off its median of the last hour (${formatNs(medianNs)})`,
    format: formatPercent,
    hint: 'Check whether the route to the master changed, and how much the network is loaded.',
  });
}

function messageRate({ worst }: Pick<MessageRateWatch, 'worst'>, { limits: { messageRate: limits } }: SubjectRules): Verdict | undefined {
  if (limits === undefined) {
    return 'unwatched';
  }
  if (worst === undefined || worst === 'none') {
    return worst === undefined ? 'hold' : undefined;
  }
  const { rate, percent } = worst;
  return limitViolation(percent, limits, {
    sentence: () => `${singleLine(rate.name, longestName)}: ${formatRate(rate.perSecond)} instead of ${formatRate(rate.targetPerSecond)}, ${formatPercent(percent)} off`,
    format: formatPercent,
    hint: 'Compare the intervals of this instance with its profile; look for lost messages, and for clients that ask too often.',
  });
}

function clientUtilization({ dataSets }: PtpInstanceSnapshot, { limits: { clientUtilization: limits } }: SubjectRules): Verdict | undefined {
  if (limits === undefined) {
    return 'unwatched';
  }
  const { unicastClients, maxUnicastClients, utilizationPercent } = dataSets?.statistics ?? {};
  const counted = unicastClients === undefined || maxUnicastClients === undefined || maxUnicastClients <= 0 ? undefined : (100 * unicastClients) / maxUnicastClients;
  const percent = counted ?? utilizationPercent;
  if (percent === undefined) {
    return undefined;
  }
  return limitViolation(percent, limits, {
    sentence: () => (counted === undefined ? `The instance is used to ${formatPercent(percent)}` : `${unicastClients} of ${maxUnicastClients} unicast clients are served`),
    format: formatPercent,
    hint: 'Move clients to another instance or card, or license more of them; one more than it can serve gets no time.',
  });
}
