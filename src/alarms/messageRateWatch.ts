import { messageRates, type CounterReading, type MessageRate } from '../model/messageRates';
import type { PtpInstanceSnapshot } from '../model/snapshot';

/** The rate that is farthest off its target. */
export interface OffTarget {
  readonly rate: MessageRate & { readonly perSecond: number; readonly targetPerSecond: number };
  /** Of the target. */
  readonly percent: number;
}

interface Reading extends CounterReading {
  readonly portState: string;
  /** Messages per second by the name of their counter: rates across a change of their target can be compared with neither. */
  readonly targets: ReadonlyMap<string, number | undefined>;
}

/** How far the message rates of one instance are off their targets, between the last two answers. */
export class MessageRateWatch {
  #before: Reading | undefined;
  #worst: OffTarget | 'none' | undefined;

  /** `none`: all that have a target, if any, are as they should be; `undefined`: nobody knows yet. */
  get worst(): OffTarget | 'none' | undefined {
    return this.#worst;
  }

  /** Takes in an answer that arrived at `at`, milliseconds since the epoch. */
  add({ portState, profile, dataSets }: PtpInstanceSnapshot, at: number): void {
    if (dataSets === undefined || this.#before?.at === at) {
      return;
    }
    const { messageCounters: counters } = dataSets.statistics;
    const before = this.#before?.portState === portState ? this.#before : undefined;
    // Their targets do not depend on what was counted before.
    const rates = countedRates(messageRates(dataSets, profile, { at, counters }, before));
    this.#before = { at, counters, portState, targets: new Map(rates.map(({ name, targetPerSecond }) => [name, targetPerSecond])) };
    this.#worst = before === undefined ? undefined : worstOf(rates, before.targets, 1000 / (at - before.at));
  }
}

function countedRates(rates: readonly MessageRate[]): readonly MessageRate[] {
  return rates.filter(({ source }) => source === 'counted');
}

function worstOf(rates: readonly MessageRate[], targetsBefore: Reading['targets'], slackPerSecond: number): OffTarget | 'none' | undefined {
  const expected = rates.filter(({ targetPerSecond }) => targetPerSecond !== undefined);
  let worst: OffTarget | 'none' | undefined = expected.length === 0 ? 'none' : undefined;
  for (const { perSecond, targetPerSecond, ...rest } of expected) {
    if (perSecond === undefined || targetPerSecond === undefined || targetsBefore.get(rest.name) !== targetPerSecond) {
      continue;
    }
    worst ??= 'none';
    // Between two looks one message more or less may have gone.
    const percent = (100 * (Math.abs(perSecond - targetPerSecond) - slackPerSecond)) / targetPerSecond;
    if (percent > 0 && (worst === 'none' || percent > worst.percent)) {
      worst = { rate: { ...rest, perSecond, targetPerSecond }, percent };
    }
  }
  return worst;
}
