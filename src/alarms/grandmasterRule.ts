import { isMasterState } from '../model/ptpPortState';
import type { PtpInstanceSnapshot } from '../model/snapshot';
import { isConfiguredMaster, isConfiguredSlave } from './portStateRule';
import type { SubjectRules } from './subjectRules';
import { violation, type Verdict } from './verdict';
import { isOwnGrandmaster } from './watchedValues';

/**
 * The alarm on the grandmaster: another one than a person expects, or the local clock where the instance should follow, or used to follow, another one.
 * That a grandmaster gives way to another is an event and no alarm.
 */
export function grandmasterVerdict(instance: PtpInstanceSnapshot, followed: string | undefined, rules: SubjectRules): Verdict | undefined {
  const { grandmasterIdentity: identity, portState } = instance;
  if (identity === undefined) {
    return 'hold';
  }
  const { expectedGrandmasters, expectedPortState } = rules;
  if (expectedGrandmasters?.includes(identity) === true) {
    return undefined;
  }
  const isLocal = isMasterState(portState) && isOwnGrandmaster(instance);
  if (expectedGrandmasters !== undefined) {
    const text = `Grandmaster is ${identity}${isLocal ? ', its own clock' : ''}; expected ${expectedGrandmasters.join(' or ')}.`;
    return violation(isLocal ? 'critical' : 'major', text, 'Check the expected grandmaster and the path to it, or change expectedGrandmaster in psx.alarms.overrides.');
  }
  const isMeantToBeMaster = expectedPortState === undefined ? isConfiguredMaster(instance) : isMasterState(expectedPortState);
  if (!isLocal || isMeantToBeMaster || (followed === undefined && !isConfiguredSlave(instance))) {
    return undefined;
  }
  const before = followed === undefined ? '' : `; it followed ${followed}`;
  return violation(
    'critical',
    `The instance follows its own clock${before}.`,
    'Check the grandmaster that it followed and the path to it. If it is meant to be master, set expectedPortState to MASTER in psx.alarms.overrides.',
  );
}
