import type { Json, JsonObject } from '../../model/json';
import { type FieldName, fields as fieldTable, type InstanceFields } from '../fields';
import { aliasesOf } from './aliasIndex';
import { type DataSetNode, dataSetsOf } from './dataSets';
import { clip } from './jsonMember';
import type { DecodeOptions, ReadContext } from './options';
import type { Problems } from './problems';
import { Understood } from './understood';
import { readField } from './valueReaders';

/** Where a field was read, and what it said there. */
interface Place {
  readonly object: JsonObject;
  readonly key: string;
  readonly field: FieldName;
  /** `undefined`: the device says that there is no value. */
  readonly value: string | number | boolean | undefined;
  /** Of the data set, and of the alias in the line of its field: within one data set the alias that stands first wins. */
  readonly order: number;
  readonly rank: number;
}

/** An instance as the alias table takes it apart. */
export interface InstanceParts {
  readonly fields: InstanceFields;
  readonly dataSets: readonly DataSetNode[];
  /** The members that say what the fields say. Another value of the same field is not among them. */
  readonly understood: Understood;
}

/** Every field that the alias table knows, as one PTP instance of an answer says it; see {@link takeApart}. */
export function readInstanceFields(instance: JsonObject, options: DecodeOptions = {}, problems?: Problems, at = ''): InstanceFields {
  return takeApart(instance, options, problems, at).fields;
}

/**
 * Reads every field that the alias table knows from one PTP instance of an answer.
 * A value that cannot be read is reported with its path below `at`, and a further place that holds the field is tried.
 */
export function takeApart(instance: JsonObject, options: DecodeOptions = {}, problems?: Problems, at = '', dataSets = dataSetsOf(instance)): InstanceParts {
  const { raw, offsetUnit } = options;
  const plain: ReadContext = { raw, offsetUnit };
  const found = new Map<FieldName, Place>();
  const places: Place[] = [];
  const parts = new Set<Json>(dataSets.map(({ object }) => object));
  // The data sets come in the order of preference: what is said in them says more than what stands around them.
  for (let order = 0; order < dataSets.length; order++) {
    const node = dataSets[order];
    if (node === undefined) {
      continue;
    }
    const { dataSet, path, object } = node;
    for (const key of Object.keys(object)) {
      const json = object[key];
      const aliases = aliasesOf(dataSet, key);
      // A member such as `port` is either a value or a data set; as a data set it has been taken apart already.
      if (json === undefined || aliases.length === 0 || parts.has(json)) {
        continue;
      }
      for (const { field, rank, unit, mustFit, inverted } of aliases) {
        const reading = readField(field, json, unit === undefined && !mustFit ? plain : { raw, offsetUnit, unit, mustFit });
        if (reading.is === 'bad') {
          if (!mustFit) {
            problems?.add([at, path, clip(key, 128)].filter((part) => part !== '').join('.'), `Found ${shown(json)}; expected ${reading.expected}.`);
          }
          continue;
        }
        const value = reading.is === 'absent' ? undefined : inverted ? reading.value === false : reading.value;
        const place: Place = { object, key, field, value, order, rank };
        places.push(place);
        const known = found.get(field);
        if (value !== undefined && (known === undefined || (known.order === order && rank < known.rank))) {
          found.set(field, place);
        }
      }
    }
  }
  return { fields: fieldsIn(found), dataSets, understood: understoodPlaces(places, found) };
}

function fieldsIn(found: ReadonlyMap<FieldName, Place>): InstanceFields {
  const fields: Partial<Record<FieldName, Place['value']>> = {};
  found.forEach(({ value }, field) => {
    fields[field] = value;
  });
  // The reader of a field is chosen by its kind, which is what its type is derived from.
  return fields as InstanceFields;
}

function understoodPlaces(places: readonly Place[], found: ReadonlyMap<FieldName, Place>): Understood {
  const understood = new Understood();
  for (const { object, key, field, value } of places) {
    const json = object[key];
    // Of a list that is counted only the number is understood; its elements are read elsewhere.
    const isCounted = isCount(field) && json !== null && typeof json === 'object' && !('value' in json);
    if (!isCounted && (value === undefined || found.get(field)?.value === value)) {
      understood.add(object, key);
    }
  }
  return understood;
}

function isCount(field: FieldName): boolean {
  return fieldTable[field].kind === 'count';
}

/** The value as a short text for a message. */
function shown(value: Json): string {
  if (value !== null && typeof value === 'object') {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
  return typeof value === 'string' ? JSON.stringify(clip(value, 40)) : String(value);
}
