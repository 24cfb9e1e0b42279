import { receiverPortNumber, type BmcaAlgorithm, type BmcaDataSet, type BmcaDecision, type BmcaField } from '../../model/bmca';
import type { AbstentionReason, BmcaScope } from '../../model/bmcaEntrant';
import { describeClockAccuracy } from '../../model/clockAccuracy';
import { describeClockClass } from '../../model/clockClass';

/** Headings of the columns. */
export const fieldLabels: Readonly<Record<BmcaField, string>> = {
  priority1: 'Priority 1',
  clockClass: 'Clock class',
  clockAccuracy: 'Accuracy',
  offsetScaledLogVariance: 'Variance',
  priority2: 'Priority 2',
  localPriority: 'Local priority',
  grandmasterIdentity: 'Grandmaster identity',
  stepsRemoved: 'Steps removed',
  senderIdentity: 'Parent port',
  receiverPortNumber: 'Receiving port',
};

/** Names inside a sentence. */
export const fieldWords: Readonly<Record<BmcaField, string>> = {
  priority1: 'priority 1',
  clockClass: 'clock class',
  clockAccuracy: 'clock accuracy',
  offsetScaledLogVariance: 'offset scaled log variance',
  priority2: 'priority 2',
  localPriority: 'local priority',
  grandmasterIdentity: 'grandmaster identity',
  stepsRemoved: 'steps removed',
  senderIdentity: 'identity of the parent port',
  receiverPortNumber: 'number of the receiving port',
};

const algorithmWords: Readonly<Record<BmcaAlgorithm, string>> = {
  ieee1588: 'IEEE 1588 algorithm',
  telecom: 'alternate algorithm of ITU-T G.8275',
  frequency: 'ITU-T G.8265.1',
};

/** What a reader has to know about an algorithm; empty for the default one. */
export const algorithmNotes: Readonly<Record<BmcaAlgorithm, string>> = {
  ieee1588: '',
  telecom:
    'G.8275.1 and G.8275.2 use the alternate algorithm: priority 1 is not compared, and after priority 2 each clock and each port decides by a local priority of its own, which the devices do not tell. Several grandmasters at a time are normal there.',
  frequency:
    'G.8265.1 has no best master: each slave chooses by the quality level, which is in the clock class, and then by a local priority of its own, which the devices do not tell.',
};

const abstentionWords: Readonly<Record<AbstentionReason, string>> = {
  missing: 'no longer listed by its device',
  notRunning: 'not running',
  portState: 'takes no part in this state',
  slaveOnly: 'slave-only and follows nobody',
  noGrandmaster: 'does not say which grandmaster it follows',
  noPtp: 'runs NTP',
};

export function abstentionText(reason: AbstentionReason, portState: string): string {
  return reason === 'portState' || reason === 'noGrandmaster' || reason === 'slaveOnly' ? `${portState}: ${abstentionWords[reason]}` : abstentionWords[reason];
}

/** `UDP/IPv4 · IEEE 1588 algorithm`. */
export function scopeText({ transport, algorithm }: BmcaScope): string {
  return `${transport ?? 'transport not told'} · ${algorithmWords[algorithm]}`;
}

/** A value as it stands in a cell, with its meaning, as the profile has it, where it is a code. */
export function fieldCell(dataSet: BmcaDataSet, field: BmcaField, profile?: string): { readonly text: string; readonly title?: string } {
  const value = valueOf(dataSet, field);
  if (value === undefined) {
    return { text: '–', title: 'The device does not tell' };
  }
  switch (field) {
    case 'clockClass':
      return { text: String(value), title: fieldValueText(dataSet, field, profile) };
    case 'clockAccuracy':
      return { text: accuracyWords(Number(value)), title: fieldValueText(dataSet, field, profile) };
    case 'offsetScaledLogVariance':
      return { text: hex(Number(value), 4), title: String(value) };
    default:
      return { text: String(value) };
  }
}

/** Both values in words: `6 (locked to a primary reference)`, `100 ns (0x21)`. */
export function fieldValueText(dataSet: BmcaDataSet, field: BmcaField, profile?: string): string {
  const value = valueOf(dataSet, field);
  if (value === undefined) {
    return 'not told';
  }
  switch (field) {
    case 'clockClass':
      return describeClockClass(Number(value), profile);
    case 'clockAccuracy':
      return `${accuracyWords(Number(value))} (${hex(Number(value), 2)})`;
    case 'offsetScaledLogVariance':
      return `${String(value)} (${hex(Number(value), 4)})`;
    default:
      return String(value);
  }
}

/** Why the first of two rows stands before the second. */
export function decisionText(decision: BmcaDecision, first: BmcaDataSet, second: BmcaDataSet, profile?: string): string {
  switch (decision.kind) {
    case 'better': {
      const [better, worse] = decision.better === 'first' ? [first, second] : [second, first];
      const values = `${fieldValueText(better, decision.field, profile)} against ${fieldValueText(worse, decision.field, profile)}`;
      return `${isOfTopology(decision.field) ? 'Same grandmaster, nearer' : 'Better'} by ${fieldWords[decision.field]}: ${values}${decision.byTopology ? ' (better by topology)' : ''}`;
    }
    case 'notKnown':
      return decision.field === 'localPriority'
        ? 'Not known which is better: equal up to here, and the devices do not tell their local priority'
        : `Not known which is better: ${fieldWords[decision.field]} is not told ${missingWords[decision.missing]}`;
    case 'loop':
      return `Same grandmaster: ${fieldValueText(first, 'stepsRemoved')} against ${fieldValueText(second, 'stepsRemoved')} steps, by a way that leads back to its own port`;
    case 'equal':
      return 'Same grandmaster by the same way: neither is better';
  }
}

const missingWords = { first: 'by the one above', second: 'by the one below', both: 'by either' } as const;

function isOfTopology(field: BmcaField): boolean {
  return field === 'stepsRemoved' || field === 'senderIdentity' || field === 'receiverPortNumber';
}

function valueOf(dataSet: BmcaDataSet, field: BmcaField): number | string | undefined {
  switch (field) {
    case 'localPriority':
      return undefined;
    case 'receiverPortNumber':
      return receiverPortNumber(dataSet);
    default:
      return dataSet[field];
  }
}

/** The code is an upper limit: `<100 ns`. */
function accuracyWords(code: number): string {
  const words = describeClockAccuracy(code);
  return /^\d[\d.]* [a-zµ]+$/.test(words) ? `<${words}` : words;
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}


