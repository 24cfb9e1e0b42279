import type { AlarmParameter, AlarmSeverity } from '../model/alarm';

/** A parameter that is out of its limits now. */
export interface Violation {
  readonly severity: AlarmSeverity;
  /** What is wrong, in one sentence; `level` is the severity of the alarm, which may lag behind. */
  text(level: AlarmSeverity): string;
  /** In which state the parameter is, where states can have severities of their own. */
  readonly state?: string;
  /** What to do next. */
  readonly hint: string;
  /** Since when it is known to be so, milliseconds since the epoch; absent: since now. */
  readonly since?: number;
  /** It is found in that no answers come, so that none can confirm it. */
  readonly isSilence?: true;
  /** It is no violation before it has lasted this long, whatever the settings say. */
  readonly minimumMs?: number;
}

/**
 * What is found about a parameter:
 * - a violation
 * - `hold`: nobody knows at present, things stay as they are
 * - `unwatched`: no alarm is wanted
 * A parameter without a verdict is in order.
 */
export type Verdict = Violation | 'hold' | 'unwatched';

export type Verdicts = ReadonlyMap<AlarmParameter, Verdict>;

/** A violation whose sentence does not depend on the severity. */
export function violation(severity: AlarmSeverity, text: string, hint: string, more: Pick<Violation, 'state' | 'since' | 'isSilence' | 'minimumMs'> = {}): Violation {
  return { severity, text: () => text, hint, ...more };
}

/** The same verdict for every parameter but those given. */
export function forAll(parameters: readonly AlarmParameter[], verdict: Verdict): Verdicts {
  return new Map(parameters.map((parameter) => [parameter, verdict]));
}
