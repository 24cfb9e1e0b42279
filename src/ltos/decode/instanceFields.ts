import type { Json, JsonObject } from '../../model/json';
import { type FieldName, fields, type InstanceFields } from '../fields';
import { type Alias, aliasesOf } from './aliasIndex';
import { type DataSetNode, dataSetsOf } from './dataSets';
import { clip } from './jsonMember';
import type { DecodeOptions } from './options';
import { Problems } from './problems';
import { readField } from './valueReaders';

interface Occurrence extends Alias {
  /** Smaller wins before the alias does: values in the instance's data sets say more than those around them. */
  readonly order: number;
  readonly path: string;
  readonly value: Json;
}

const fieldNames = Object.keys(fields) as FieldName[];

/**
 * Every field that the alias table knows, as one PTP instance of an answer says it.
 * A value that cannot be read is reported with its path below `at`, and leaves only its own field without a value.
 */
export function readInstanceFields(instance: JsonObject, options: DecodeOptions = {}, problems = new Problems(), at = ''): InstanceFields {
  const occurrences = occurrencesIn(instance);
  const found: Partial<Record<FieldName, string | number | boolean>> = {};
  for (const name of fieldNames) {
    const value = firstReadable(name, occurrences.get(name) ?? [], options, problems, at);
    if (value !== undefined) {
      found[name] = value;
    }
  }
  // The reader of a field is chosen by its kind, which is what its type is derived from.
  return found as InstanceFields;
}

function firstReadable(
  name: FieldName,
  occurrences: readonly Occurrence[],
  options: DecodeOptions,
  problems: Problems,
  at: string,
): string | number | boolean | undefined {
  for (const { path, value, unit, mustFit, inverted } of occurrences) {
    const reading = readField(name, value, { ...options, unit, mustFit });
    if (reading.is === 'read') {
      return inverted ? reading.value === false : reading.value;
    }
    if (reading.is === 'bad' && !mustFit) {
      problems.add(at === '' ? path : `${at}.${path}`, `Found ${shown(value)}; expected ${reading.expected}.`);
    }
  }
  return undefined;
}

function occurrencesIn(instance: JsonObject): ReadonlyMap<FieldName, readonly Occurrence[]> {
  const byField = new Map<FieldName, Occurrence[]>();
  const members = new Set<Json>();
  const dataSets = dataSetsOf(instance);
  for (const { object } of dataSets) {
    members.add(object);
  }
  for (const [order, dataSet] of dataSets.entries()) {
    for (const occurrence of occurrencesInDataSet(dataSet, order, members)) {
      const list = byField.get(occurrence.field);
      if (list === undefined) {
        byField.set(occurrence.field, [occurrence]);
      } else {
        list.push(occurrence);
      }
    }
  }
  for (const list of byField.values()) {
    list.sort((a, b) => a.order - b.order || a.rank - b.rank);
  }
  return byField;
}

function* occurrencesInDataSet({ dataSet, object, path }: DataSetNode, order: number, dataSets: ReadonlySet<Json>): Generator<Occurrence> {
  for (const key of Object.keys(object)) {
    const value = object[key];
    // A member such as `port` is either a value or a data set; as a data set it has been taken apart already.
    if (value === undefined || dataSets.has(value)) {
      continue;
    }
    for (const alias of aliasesOf(dataSet, key)) {
      const label = clip(key, 128);
      yield { ...alias, order, value, path: path === '' ? label : `${path}.${label}` };
    }
  }
}

/** The value as a short text for a message. */
function shown(value: Json): string {
  if (value !== null && typeof value === 'object') {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
  return typeof value === 'string' ? JSON.stringify(clip(value, 40)) : String(value);
}
