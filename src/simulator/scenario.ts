import type { ScenarioStep } from './simulatedDevice';

/** What has happened to the chassis at a moment, compared with the beginning. */
export interface ScenarioState {
  /** The first slave has become master. */
  readonly slaveIsMaster: boolean;
  /** Added to the first slave's offset from master. */
  readonly offsetStepNs: number;
  /** When each additional unicast client joined, milliseconds since the epoch. */
  readonly clientsJoinedAt: readonly number[];
  /** Since when the reference clock is in holdover, milliseconds since the epoch. */
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
];
const autoPeriodMs = 600_000;

const quiet: ScenarioState = { slaveIsMaster: false, offsetStepNs: 0, clientsJoinedAt: [], holdoverSince: undefined };

/** The state after one more step. */
export function afterStep(state: ScenarioState, step: ScenarioStep, at: number): ScenarioState {
  switch (step) {
    case 'bmcaChange':
      return { ...state, slaveIsMaster: !state.slaveIsMaster };
    case 'offsetStep':
      return { ...state, offsetStepNs: state.offsetStepNs + offsetStepNs };
    case 'clientJoins':
      return { ...state, clientsJoinedAt: [...state.clientsJoinedAt, at] };
    case 'holdover':
      return { ...state, holdoverSince: state.holdoverSince ?? at };
    case 'recover':
      return quiet;
  }
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
    const before = step === 'recover' ? [] : this.#steps;
    this.#steps = [...before, { at: this.#now(), step }];
  }

  /** The state now. An automatic round begins quiet; steps taken by hand last until a `recover`, whoever takes it. */
  state(): ScenarioState {
    const steps = this.#auto ? [...this.#steps, ...this.#autoSteps()].sort((a, b) => a.at - b.at) : this.#steps;
    return steps.reduce((state, { step, at }) => afterStep(state, step, at), quiet);
  }

  #autoSteps(): { at: number; step: ScenarioStep }[] {
    const elapsedMs = this.#now() - this.#startedAt;
    const roundStartedAt = this.#startedAt + Math.floor(elapsedMs / autoPeriodMs) * autoPeriodMs;
    const steps = autoTimeline.map(([afterMs, step]) => ({ at: roundStartedAt + afterMs, step }));
    // A round that is over ended with a recover, which also ends steps taken by hand before it.
    const ended = roundStartedAt > this.#startedAt ? [{ at: roundStartedAt, step: 'recover' as const }] : [];
    return [...ended, ...steps].filter(({ at }) => at <= this.#now());
  }
}
