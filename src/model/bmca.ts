import { parsePortIdentity } from './clockIdentity';

/** What one clock announces or hears, as the best master clock algorithm compares it (IEEE 1588-2019, table 24). What the device does not say is absent. */
export interface BmcaDataSet {
  readonly priority1?: number;
  readonly clockClass?: number;
  /** Code of IEEE 1588-2019 table 5. */
  readonly clockAccuracy?: number;
  readonly offsetScaledLogVariance?: number;
  readonly priority2?: number;
  /** EUI-64 as `EC-46-70-FF-FE-00-11-22`. */
  readonly grandmasterIdentity?: string;
  readonly stepsRemoved?: number;
  /** Port, or clock, that sent it: `EC-46-70-FF-FE-00-11-22-1`. */
  readonly senderIdentity?: string;
  /** Port, or clock, that received it. */
  readonly receiverIdentity?: string;
}

/** What can decide between two data sets, in the order of IEEE 1588; `localPriority` is the profiles' own. */
export const bmcaFields = [
  'priority1',
  'clockClass',
  'clockAccuracy',
  'offsetScaledLogVariance',
  'priority2',
  'localPriority',
  'grandmasterIdentity',
  'stepsRemoved',
  'senderIdentity',
  'receiverPortNumber',
] as const;

export type BmcaField = (typeof bmcaFields)[number];

/**
 * Which algorithm: `ieee1588` for the default one, `telecom` for the alternate one of ITU-T G.8275.1 and G.8275.2 (no priority 1; after priority 2 a local
 * priority that no device tells), `frequency` for ITU-T G.8265.1 (quality level, then a local priority of each slave).
 */
export type BmcaAlgorithm = 'ieee1588' | 'telecom' | 'frequency';

/** Which of two data sets is better, and by which field. */
export type BmcaDecision =
  | { readonly kind: 'better'; readonly better: 'first' | 'second'; readonly field: BmcaField; readonly byTopology: boolean }
  /** `missing`: which of the two does not have the field that decides. Nothing after it is looked at. */
  | { readonly kind: 'notKnown'; readonly field: BmcaField; readonly missing: 'first' | 'second' | 'both' }
  /** "error-1": what came with more steps was sent and received by the same port. */
  | { readonly kind: 'loop'; readonly field: 'stepsRemoved' }
  /** "error-2": one and the same, as far as the algorithm can tell. */
  | { readonly kind: 'equal' };

type AttributeField = 'priority1' | 'clockClass' | 'clockAccuracy' | 'offsetScaledLogVariance' | 'priority2';

const attributes: Readonly<Record<BmcaAlgorithm, readonly AttributeField[]>> = {
  ieee1588: ['priority1', 'clockClass', 'clockAccuracy', 'offsetScaledLogVariance', 'priority2'],
  telecom: ['clockClass', 'clockAccuracy', 'offsetScaledLogVariance', 'priority2'],
  frequency: ['clockClass'],
};

/** The fields that an algorithm compares between two grandmasters, in its order. */
export function fieldsOfAlgorithm(algorithm: BmcaAlgorithm): readonly BmcaField[] {
  return [...attributes[algorithm], algorithm === 'ieee1588' ? 'grandmasterIdentity' : 'localPriority'];
}

/**
 * The data set comparison algorithm (IEEE 1588-2019, 9.3.4, figures 34 and 35; 2008: figures 27 and 28). A value that is not known decides nothing. The
 * alternate ones look at the local priority before they look whether the grandmaster is the same (ITU-T G.8275.1, 6.3.7).
 */
export function compareDataSets(first: BmcaDataSet, second: BmcaDataSet, algorithm: BmcaAlgorithm = 'ieee1588'): BmcaDecision {
  if (algorithm === 'ieee1588' && first.grandmasterIdentity !== undefined && first.grandmasterIdentity === second.grandmasterIdentity) {
    return compareTopology(first, second);
  }
  for (const field of attributes[algorithm]) {
    const decision = lowerWins(field, first[field], second[field]);
    if (decision !== undefined) {
      return decision;
    }
  }
  if (algorithm !== 'ieee1588') {
    return { kind: 'notKnown', field: 'localPriority', missing: 'both' };
  }
  // Both known and equal went another way.
  return lowerWins('grandmasterIdentity', first.grandmasterIdentity, second.grandmasterIdentity) ?? { kind: 'equal' };
}

/**
 * For sorting, best first: negative when the first is better. What is not told comes after what is, and the next field goes on where both do not tell it. A
 * strict weak order over all data sets; it says the same as {@link compareDataSets} wherever that one decides and data sets of one grandmaster agree about it.
 */
export function orderOf(first: BmcaDataSet, second: BmcaDataSet, algorithm: BmcaAlgorithm = 'ieee1588'): number {
  for (const field of [...attributes[algorithm], 'grandmasterIdentity', 'stepsRemoved'] as const) {
    const order = toldFirst(first[field], second[field], (one, other) => (one < other ? -1 : one > other ? 1 : 0));
    if (order !== 0) {
      return order;
    }
  }
  const senders = toldFirst(first.senderIdentity, second.senderIdentity, comparePortIdentities);
  return senders === 0 ? toldFirst(receiverPortNumber(first), receiverPortNumber(second), (one, other) => one - other) : senders;
}

function toldFirst<T>(first: T | undefined, second: T | undefined, compare: (first: T, second: T) => number): number {
  if (first === undefined || second === undefined) {
    return Number(first === undefined) - Number(second === undefined);
  }
  return compare(first, second);
}

/** Of the same grandmaster: figure 35. Fewer steps win; what differs by one step is better by topology, unless its way is known to lead back. */
function compareTopology(first: BmcaDataSet, second: BmcaDataSet): BmcaDecision {
  const { stepsRemoved: firstSteps } = first;
  const { stepsRemoved: secondSteps } = second;
  if (firstSteps === undefined || secondSteps === undefined || firstSteps === secondSteps) {
    return lowerWins('stepsRemoved', firstSteps, secondSteps) ?? compareSenders(first, second);
  }
  const better = firstSteps < secondSteps ? 'first' : 'second';
  const farther = better === 'first' ? second : first;
  const way = Math.abs(firstSteps - secondSteps) === 1 ? comparePorts(farther.receiverIdentity, farther.senderIdentity) : undefined;
  return way === 0 ? { kind: 'loop', field: 'stepsRemoved' } : { kind: 'better', better, field: 'stepsRemoved', byTopology: way !== undefined && way > 0 };
}

function compareSenders(first: BmcaDataSet, second: BmcaDataSet): BmcaDecision {
  const senders = comparePorts(first.senderIdentity, second.senderIdentity);
  if (senders === undefined) {
    return missingOf('senderIdentity', first.senderIdentity, second.senderIdentity);
  }
  if (senders !== 0) {
    return { kind: 'better', better: senders < 0 ? 'first' : 'second', field: 'senderIdentity', byTopology: true };
  }
  const decision = lowerWins('receiverPortNumber', receiverPortNumber(first), receiverPortNumber(second));
  return decision?.kind === 'better' ? { ...decision, byTopology: true } : (decision ?? { kind: 'equal' });
}

/** The number of the port that received a data set; 0 stands for the clock itself, `undefined` when it is not known. */
export function receiverPortNumber({ receiverIdentity }: BmcaDataSet): number | undefined {
  return receiverIdentity === undefined ? undefined : portParts(receiverIdentity)[1];
}

function lowerWins<T extends number | string>(field: BmcaField, first: T | undefined, second: T | undefined): BmcaDecision | undefined {
  if (first === undefined || second === undefined) {
    return missingOf(field, first, second);
  }
  return first === second ? undefined : { kind: 'better', better: first < second ? 'first' : 'second', field, byTopology: false };
}

function missingOf(field: BmcaField, first: unknown, second: unknown): BmcaDecision {
  return { kind: 'notKnown', field, missing: first !== undefined ? 'second' : second !== undefined ? 'first' : 'both' };
}

function comparePorts(first: string | undefined, second: string | undefined): number | undefined {
  return first === undefined || second === undefined ? undefined : comparePortIdentities(first, second);
}

/** As octets: the clock first, then the number of its port. */
function comparePortIdentities(first: string, second: string): number {
  const [firstClock, firstPort] = portParts(first);
  const [secondClock, secondPort] = portParts(second);
  return firstClock === secondClock ? firstPort - secondPort : firstClock < secondClock ? -1 : 1;
}

function portParts(text: string): readonly [clockIdentity: string, portNumber: number] {
  const parsed = parsePortIdentity(text);
  return typeof parsed === 'object' ? [parsed.clockIdentity, parsed.portNumber ?? 0] : [text, 0];
}
