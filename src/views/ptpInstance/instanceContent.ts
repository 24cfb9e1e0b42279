import { dataSetWords } from '../../model/dataSetWords';
import { singleLine } from '../../model/displayText';
import { profileCheck, profileCheckSummary } from '../../model/profileCheck';
import { isSecretName } from '../../model/secretName';
import { redacted } from '../../model/secretText';
import type { Property } from '../../model/snapshot';
import type { InstanceContent, NamedValue, ValueGroup } from '../../webview/instance/instanceMessages';
import { bestMasterFields } from './bestMasterFields';
import { clientSummary } from './clientRows';
import { instanceHeader } from './instanceHeader';
import { rateRows } from './rateRows';
import type { ShownInstance } from './shownInstance';

const longestValue = 300;
/** A module may tell thousands; the raw data show them all. */
const mostOthers = 500;

/** Everything about an instance but charts and clients, in words that are safe to show; `nowMs` in milliseconds since the epoch. */
export function instanceContent(shown: ShownInstance, nowMs: number): InstanceContent {
  const { slot, instance, countersBefore, nameOf } = shown;
  const { dataSets, profile } = instance;
  return {
    header: safe(instanceHeader(shown, nowMs)),
    bestMaster: safe(bestMasterFields(instance, nameOf)),
    profile: profileContent(shown),
    rates: rateRows(instance, slot.updatedAt ?? nowMs, countersBefore),
    clients: clientSummary(dataSets),
    groups: [...(dataSets === undefined ? [] : dataSetWords(dataSets, profile).map(({ title, values }) => ({ id: title, title, values: values.map(safe) }))), others(shown)],
  };
}

function profileContent({ instance: { dataSets, profile } }: ShownInstance): InstanceContent['profile'] {
  if (dataSets === undefined) {
    return { summary: 'not told', rows: [] };
  }
  const check = profileCheck(dataSets, profile);
  const rows = check.is === 'checked' ? check.items.map(({ label, actual, expected, verdict }) => safe({ label, actual, expected, verdict })) : [];
  const name = check.is === 'checked' ? `${singleLine(check.profile, longestValue)}: ` : '';
  // What deviates is what one looks for.
  return { summary: `${name}${profileCheckSummary(check)}`, rows: rows.toSorted((one, other) => Number(other.verdict === 'deviates') - Number(one.verdict === 'deviates')) };
}

function others({ instance }: ShownInstance): ValueGroup {
  const properties = instance.dataSets?.otherProperties ?? instance.properties;
  const left = properties.length - mostOthers;
  const values = properties.slice(0, mostOthers).map(otherValue);
  return {
    id: 'other',
    title: `Other values (${properties.length})`,
    values: left > 0 ? [...values, { label: '…', words: `${left} more: see the raw data` }] : values,
  };
}

function otherValue({ path, value }: Property): NamedValue {
  return safe({ label: path, words: isSecretName(path, value) ? redacted : String(value ?? '–') });
}

/** Texts that come from a device, on one line and not without end. */
function safe<T extends object>(words: T): T {
  return Object.fromEntries(Object.entries(words).map(([name, value]: [string, unknown]) => [name, safeValue(value)])) as T;
}

function safeValue(value: unknown): unknown {
  if (typeof value === 'string') {
    return singleLine(value, longestValue);
  }
  if (Array.isArray(value)) {
    return value.map(safeValue);
  }
  return typeof value === 'object' && value !== null ? safe(value) : value;
}
