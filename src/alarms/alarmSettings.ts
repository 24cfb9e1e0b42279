import type { AlarmParameter } from '../model/alarm';
import type { AlarmPresetName, LimitedParameter, LimitSeverity } from './alarmPresets';

/** What a person set about alarms. */
export interface AlarmSettings {
  readonly preset: AlarmPresetName;
  /** A condition must last this long until its alarm is raised. */
  readonly raiseAfterMs: number;
  /** A condition must be gone for this long until its alarm clears. */
  readonly clearAfterMs: number;
  /** Later ones win. */
  readonly overrides: readonly AlarmOverride[];
}

/** Limits that stand in the place of those of the preset; `null`: no such limit, or none of the parameter. */
export type LimitOverrides = Readonly<Partial<Record<LimitedParameter, Readonly<Partial<Record<LimitSeverity, number | null>>> | null>>>;

/** Parameters that have no limits: they are in order or not. */
export const stateParameters = ['communication', 'presence', 'portState', 'clockClass', 'grandmasterIdentity', 'utcOffsetValid', 'timeTraceable', 'link'] as const satisfies readonly AlarmParameter[];

export type StateParameter = (typeof stateParameters)[number];

/** How bad a state is, whatever the rules say; `off`: no alarm. */
export type SeverityChoice = LimitSeverity | 'off';

/** For each parameter: for whatever is not in order, or by state: a port state, or a clock class as a text. */
export type StateSeverities = Readonly<Partial<Record<StateParameter, SeverityChoice | ReadonlyMap<string, SeverityChoice>>>>;

/** Other rules for a device, a slot or an instance, and for everything in it. */
export interface AlarmOverride {
  /** Id or name; absent: every device. */
  readonly device?: string;
  /** Absent: every slot. */
  readonly slot?: string;
  /** Id or name; absent: the device or the slot itself and everything in it. */
  readonly instance?: string;
  readonly preset?: AlarmPresetName;
  readonly limits?: LimitOverrides;
  readonly severities?: StateSeverities;
  /** EUI-64 as `EC-46-70-FF-FE-00-11-22`. */
  readonly expectedGrandmasters?: readonly string[];
  /** As {@link PtpInstanceSnapshot.portState}. */
  readonly expectedPortState?: string;
  /** Alarms that are raised masked: all of them, or those of these parameters. */
  readonly mask?: true | readonly AlarmParameter[];
}

export const defaultAlarmSettings: AlarmSettings = { preset: 'broadcast', raiseAfterMs: 10_000, clearAfterMs: 30_000, overrides: [] };
