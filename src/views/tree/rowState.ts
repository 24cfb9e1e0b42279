import type { Alarm } from '../../model/alarm';
import type { Severity } from '../../model/severity';

/** What a row shows beside the values of what it stands for. */
export interface RowState {
  /** With the alarms. */
  readonly severity: Severity;
  /** Those that the severity may come from: raised, not masked, of the row and of what is below it; the worst first. */
  readonly alarms: readonly Alarm[];
  /** The device does not answer, so the values are from earlier. */
  readonly isStale: boolean;
}
