import { messageRates, type CounterReading, type MessageRate } from '../model/messageRates';
import type { PtpInstanceSnapshot } from '../model/snapshot';

/** The rate that is farthest off its target. */
export interface OffTarget {
  readonly rate: MessageRate & { readonly perSecond: number; readonly targetPerSecond: number };
  /** Of the target. */
  readonly percent: number;
}

interface Reading extends CounterReading {
  /** What the targets depend on: rates of before and after a change have none in common. */
  readonly role: string;
}

/** How far the message rates of one instance are off their targets, between the last two answers. */
export class MessageRateWatch {
  #before: Reading | undefined;
  #worst: OffTarget | 'none' | undefined;

  /** `none`: all that have a target are as they should be; `undefined`: nobody knows yet. */
  get worst(): OffTarget | 'none' | undefined {
    return this.#worst;
  }

  /** Takes in an answer that arrived at `at`, milliseconds since the epoch. */
  add({ portState, profile, dataSets }: PtpInstanceSnapshot, at: number): void {
    if (dataSets === undefined || this.#before?.at === at) {
      return;
    }
    const { port, statistics } = dataSets;
    const role = JSON.stringify([portState, profile, statistics.unicastClients, port.logSyncInterval, port.logAnnounceInterval, port.logMinDelayReqInterval]);
    const reading: Reading = { at, counters: statistics.messageCounters, role };
    const before = this.#before?.role === role ? this.#before : undefined;
    this.#before = reading;
    this.#worst = before === undefined || reading.counters.length === 0 ? undefined : worstOf(messageRates(dataSets, profile, reading, before), 1000 / (at - before.at));
  }
}

function worstOf(rates: readonly MessageRate[], slackPerSecond: number): OffTarget | 'none' | undefined {
  let worst: OffTarget | 'none' | undefined;
  for (const { perSecond, targetPerSecond, ...rest } of rates) {
    if (perSecond === undefined || targetPerSecond === undefined || rest.source !== 'counted') {
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
