import { counterRate } from './counterRate';
import { ratePerSecond } from './logInterval';
import { configuredIntervals, profileIntervals, targetPerSecond, type MessageIntervals } from './messageTarget';
import type { MessageCounter, PtpDataSets } from './ptpDataSets';
import { type CountedMessage, countedMessage } from './ptpMessageType';

/** A look at the counters of an instance. */
export interface CounterReading {
  /** When the device answered, milliseconds since the epoch. */
  readonly at: number;
  readonly counters: readonly MessageCounter[];
}

export type RateState = 'ok' | 'low' | 'high' | 'unknown';

/** How often the instance sends or receives one kind of message. */
export interface MessageRate {
  /** Of the counter, as the device names it, else the type of the message. */
  readonly name: string;
  readonly message?: CountedMessage;
  /** Absent until there are two readings, and after the counter was set back. */
  readonly perSecond?: number;
  readonly targetPerSecond?: number;
  /** Whose target it is: that of the instance's own configuration, of its profile, or of its unicast clients. Absent without a target. */
  readonly targetOf?: 'configured' | 'profile' | 'clients';
  /** What the profile asks for, where the configured target is off that by more than a rate may be. */
  readonly profilePerSecond?: number;
  /** `counted` by the device, or as its intervals are `configured`, where it counts no messages. */
  readonly source: 'counted' | 'configured';
  readonly state: RateState;
}

/** How far a rate may be off its target. */
export const rateTolerance = 0.3;

/**
 * The rates of the messages that an instance counts between two readings, against its own configured intervals, or else the defaults of its
 * profile. An instance that counts none is shown with its configured rates against the profile.
 */
export function messageRates(dataSets: PtpDataSets, profile: string | undefined, after: CounterReading, before?: CounterReading): readonly MessageRate[] {
  const fromProfile = profileIntervals(profile, dataSets);
  const configured = configuredIntervals(dataSets);
  if (after.counters.length === 0) {
    return (Object.keys(configured) as (keyof typeof configured)[]).flatMap((type) => {
      const [interval, expected] = [configured[type], fromProfile[type]];
      return interval === undefined
        ? []
        : [rate(type, { type }, 'configured', ratePerSecond(interval), expected === undefined ? {} : { targetPerSecond: ratePerSecond(expected), targetOf: 'profile' }, 0)];
    });
  }
  const spanMs = before === undefined ? 0 : after.at - before.at;
  const earlier = new Map(before?.counters.map(({ name, total }) => [name, total]));
  return after.counters.map(({ name, total }) => {
    const message = countedMessage(name);
    const was = earlier.get(name);
    const perSecond = was === undefined ? undefined : counterRate(was, total, spanMs);
    const target = message === undefined ? {} : targetOf(message, dataSets, configured, fromProfile);
    // Between two looks one message more or less may have gone.
    return rate(name, message, 'counted', perSecond, target, spanMs > 0 ? 1000 / spanMs : 0);
  });
}

/** Whether a rate is within ±30 % of its target; `slack` are messages per second that do not count. */
export function rateState(perSecond: number | undefined, target: number | undefined, slack = 0): RateState {
  if (perSecond === undefined || target === undefined) {
    return 'unknown';
  }
  if (perSecond + slack < target * (1 - rateTolerance)) {
    return 'low';
  }
  return perSecond - slack > target * (1 + rateTolerance) ? 'high' : 'ok';
}

type Target = Pick<MessageRate, 'targetPerSecond' | 'targetOf' | 'profilePerSecond'>;

function targetOf(message: CountedMessage, dataSets: PtpDataSets, configured: MessageIntervals, fromProfile: MessageIntervals): Target {
  const ofProfile = targetPerSecond(message, dataSets, fromProfile);
  const own = targetPerSecond(message, dataSets, configured);
  if (own === undefined) {
    return ofProfile === undefined ? {} : { targetPerSecond: ofProfile, targetOf: 'profile' };
  }
  if (targetPerSecond(message, dataSets, {}) !== undefined) {
    return { targetPerSecond: own, targetOf: 'clients' };
  }
  const isAsProfile = ofProfile === undefined || rateState(own, ofProfile) === 'ok';
  return { targetPerSecond: own, targetOf: 'configured', ...(isAsProfile ? {} : { profilePerSecond: ofProfile }) };
}

function rate(
  name: string,
  message: CountedMessage | undefined,
  source: MessageRate['source'],
  perSecond: number | undefined,
  target: Target,
  slack: number,
): MessageRate {
  return {
    name,
    ...(message === undefined ? {} : { message }),
    ...(perSecond === undefined ? {} : { perSecond }),
    ...target,
    source,
    state: rateState(perSecond, target.targetPerSecond, slack),
  };
}
