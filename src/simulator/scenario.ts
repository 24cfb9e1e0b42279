import type { ScenarioStep } from './simulatedDevice';

/** What has happened to the chassis at a moment, compared with the beginning. Times are milliseconds since the epoch. */
export interface ScenarioState {
  /** Since when the first slave is master. */
  readonly slaveIsMasterSince: number | undefined;
  /** For how long it was master before that: its counters never go back. */
  readonly slaveWasMasterMs: number;
  /** Added to the first slave's offset from master. */
  readonly offsetStepNs: number;
  /** When each additional unicast client joined. */
  readonly clientsJoinedAt: readonly number[];
  /** How long all of those stayed that have left. */
  readonly clientsStayedMs: number;
  /** The last instance of the first card is gone. */
  readonly instanceIsGone: boolean;
  /** Since when the reference clock is in holdover. */
  readonly holdoverSince: number | undefined;
}

const offsetStepNs = 1_500;

/** The time-line of `autoScenario`, repeated every {@link autoPeriodMs}: milliseconds after the start of a round. */
const autoTimeline: readonly (readonly [afterMs: number, step: ScenarioStep])[] = [
  [60_000, 'clientJoins'],
  [120_000, 'offsetStep'],
  [180_000, 'recover'],
  [240_000, 'bmcaChange'],
  [300_000, 'bmcaChange'],
  [360_000, 'clientJoins'],
  [400_000, 'clientJoins'],
  [440_000, 'holdover'],
  [540_000, 'recover'],
  [560_000, 'instanceVanishes'],
  [590_000, 'instanceVanishes'],
];
const autoPeriodMs = 600_000;

/** Nothing has happened yet. */
export const quietScenario: ScenarioState = {
  slaveIsMasterSince: undefined,
  slaveWasMasterMs: 0,
  offsetStepNs: 0,
  clientsJoinedAt: [],
  clientsStayedMs: 0,
  instanceIsGone: false,
  holdoverSince: undefined,
};

/** The state after one more step. */
export function afterStep(state: ScenarioState, step: ScenarioStep, at: number): ScenarioState {
  switch (step) {
    case 'bmcaChange':
      return state.slaveIsMasterSince === undefined ? { ...state, slaveIsMasterSince: at } : asSlave(state, at);
    case 'offsetStep':
      return { ...state, offsetStepNs: state.offsetStepNs + offsetStepNs };
    case 'clientJoins':
      return { ...state, clientsJoinedAt: [...state.clientsJoinedAt, at] };
    case 'holdover':
      return { ...state, holdoverSince: state.holdoverSince ?? at };
    case 'instanceVanishes':
      return { ...state, instanceIsGone: !state.instanceIsGone };
    case 'recover':
      return {
        ...quietScenario,
        slaveWasMasterMs: asSlave(state, at).slaveWasMasterMs,
        clientsStayedMs: state.clientsJoinedAt.reduce((sum, joinedAt) => sum + elapsedMs(joinedAt, at), state.clientsStayedMs),
      };
  }
}

function asSlave(state: ScenarioState, at: number): ScenarioState {
  const { slaveIsMasterSince: since, slaveWasMasterMs } = state;
  return { ...state, slaveIsMasterSince: undefined, slaveWasMasterMs: slaveWasMasterMs + (since === undefined ? 0 : elapsedMs(since, at)) };
}

/** From one moment to another; 0 when the clock was set back in between. */
export function elapsedMs(from: number, to: number): number {
  return Math.max(0, to - from);
}

/** Applies the steps that a person takes, and those of the automatic time-line. */
export class Scenario {
  readonly #now: () => number;
  readonly #auto: boolean;
  readonly #startedAt: number;
  #steps: readonly { readonly at: number; readonly step: ScenarioStep }[] = [];

  constructor(now: () => number, auto: boolean) {
    this.#now = now;
    this.#auto = auto;
    this.#startedAt = now();
  }

  /** Takes a step now. */
  step(step: ScenarioStep): void {
    this.#steps = [...this.#steps, { at: this.#now(), step }];
  }

  /** The state now. An automatic round begins quiet; steps taken by hand last until a `recover`, whoever takes it. */
  state(): ScenarioState {
    const steps = this.#auto ? [...this.#steps, ...this.#autoSteps()].sort((a, b) => a.at - b.at) : this.#steps;
    return steps.reduce((state, { step, at }) => afterStep(state, step, at), quietScenario);
  }

  /** The steps of all rounds so far: what was counted in the past stays counted. */
  #autoSteps(): { at: number; step: ScenarioStep }[] {
    const rounds = Math.floor(elapsedMs(this.#startedAt, this.#now()) / autoPeriodMs) + 1;
    return Array.from({ length: rounds }, (_, round) => this.#startedAt + round * autoPeriodMs)
      .flatMap((startedAt, round) => [
        // A round that is over ended with a recover, which also ends steps taken by hand before it.
        ...(round === 0 ? [] : [{ at: startedAt, step: 'recover' as const }]),
        ...autoTimeline.map(([afterMs, step]) => ({ at: startedAt + afterMs, step })),
      ])
      .filter(({ at }) => at <= this.#now());
  }
}
