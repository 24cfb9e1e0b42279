import type { ScenarioState } from './scenario';

/** A chassis at a moment: what its status is computed from. */
export interface ChassisMoment {
  readonly nowMs: number;
  readonly bootedAtMs: number;
  readonly uptimeSeconds: number;
  readonly scenario: ScenarioState;
  readonly firmware: string;
  readonly apiVersion: string;
}

/** Time as the envelope writes it: to the second, without a zone. */
export function timeStamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
