import { severityOfMasterClass } from './clockClass';
import { isMasterState } from './ptpPortState';
import type { Severity } from './severity';
import type { PtpInstanceSnapshot } from './snapshot';

/** What the rule looks at. */
export type InstanceCondition = Pick<PtpInstanceSnapshot, 'portState' | 'clockClass' | 'running'>;

const severities = new Map<string, Severity>([
  ['FAULTY', 'critical'],
  ['DISABLED', 'critical'],
  ['UNCALIBRATED', 'major'],
  ['LISTENING', 'minor'],
  ['PRE_MASTER', 'minor'],
  ['UNINITIALIZED', 'warning'],
  ['INITIALIZING', 'warning'],
  ['PASSIVE', 'normal'],
  ['SLAVE', 'normal'],
]);

/** How bad the state of a PTP instance is, by its port state and, for a master, by the class that it announces. */
export function severityOfInstance(instance: InstanceCondition): Severity {
  if (instance.running === false) {
    return 'warning';
  }
  if (isMasterState(instance.portState)) {
    return severityOfMasterClass(instance.clockClass);
  }
  return severities.get(instance.portState) ?? 'warning';
}
