import type { AlarmSeverity } from '../model/alarm';

export const alarmPresetNames = ['broadcast', 'telecom', 'finance', 'dataCentre', 'off'] as const;

export type AlarmPresetName = (typeof alarmPresetNames)[number];

/** Parameters with limits, and the unit of these: nanoseconds, or percent. */
export const limitedParameters = { offsetFromMaster: 'ns', meanPathDelay: '%', messageRate: '%', clientUtilization: '%', httpDataLoss: '%' } as const;

export type LimitedParameter = keyof typeof limitedParameters;

/** Severities that a limit can have, mildest first. */
export const limitSeverities = ['warning', 'minor', 'major', 'critical'] as const satisfies readonly AlarmSeverity[];

export type LimitSeverity = (typeof limitSeverities)[number];

/** From which value on a parameter has a severity; absent: never. */
export type Limits = Readonly<Partial<Record<LimitSeverity, number>>>;

/** The limits of a kind of network. */
export interface AlarmPreset {
  readonly limits: Readonly<Partial<Record<LimitedParameter, Limits>>>;
  /** Whether states are watched as well: port states, clock classes, links, what vanished, the communication. */
  readonly watchesStates: boolean;
}

const inEveryNetwork = {
  /** Deviation from the median of the last hour. */
  meanPathDelay: { warning: 10, minor: 25, major: 50 },
  /** How far a rate is off its target: ±30 % is what profiles allow. */
  messageRate: { warning: 30, minor: 60 },
  /** Of the unicast clients that the instance can serve. */
  clientUtilization: { warning: 80, minor: 90, major: 100 },
  /** Share of the last 100 requests that failed. */
  httpDataLoss: { warning: 1, minor: 10, major: 25, critical: 50 },
} as const;

function network(offsetFromMaster: Limits): AlarmPreset {
  return { limits: { offsetFromMaster, ...inEveryNetwork }, watchesStates: true };
}

/** The presets; the size of the offset from master in nanoseconds is what they differ in. */
export const alarmPresets: Readonly<Record<AlarmPresetName, AlarmPreset>> = {
  broadcast: network({ warning: 250, minor: 500, major: 1_000, critical: 10_000 }),
  telecom: network({ warning: 40, minor: 100, major: 500, critical: 1_100 }),
  finance: network({ warning: 1_000, minor: 10_000, major: 50_000, critical: 100_000 }),
  dataCentre: network({ warning: 1_000, minor: 10_000, major: 250_000, critical: 1_000_000 }),
  off: { limits: {}, watchesStates: false },
};
