import type { Json, JsonObject } from '../../model/json';
import type { FieldName, InstanceFields } from '../fields';
import { aliasesOf } from './aliasIndex';
import { dataSetsOf } from './dataSets';
import { clip } from './jsonMember';
import type { DecodeOptions } from './options';
import type { Problems } from './problems';
import { readField } from './valueReaders';

/** A value that was read; within one data set the alias that stands first in the line of its field wins. */
interface Found {
  readonly value: string | number | boolean;
  readonly order: number;
  readonly rank: number;
}

/**
 * Every field that the alias table knows, as one PTP instance of an answer says it.
 * A value that cannot be read is reported with its path below `at`, and a further place that holds the field is tried.
 */
export function readInstanceFields(instance: JsonObject, options: DecodeOptions = {}, problems?: Problems, at = ''): InstanceFields {
  const { raw, offsetUnit } = options;
  const found = new Map<FieldName, Found>();
  const dataSets = dataSetsOf(instance);
  const parts = new Set<Json>(dataSets.map(({ object }) => object));
  // The data sets come in the order of preference: what is said in them says more than what stands around them.
  for (const [order, { dataSet, path, object }] of dataSets.entries()) {
    for (const key of Object.keys(object)) {
      const value = object[key];
      const aliases = aliasesOf(dataSet, key);
      // A member such as `port` is either a value or a data set; as a data set it has been taken apart already.
      if (value === undefined || aliases.length === 0 || parts.has(value)) {
        continue;
      }
      for (const { field, rank, unit, mustFit, inverted } of aliases) {
        const reading = readField(field, value, { raw, offsetUnit, unit, mustFit });
        if (reading.is === 'read') {
          const known = found.get(field);
          if (known === undefined || (known.order === order && rank < known.rank)) {
            found.set(field, { value: inverted ? reading.value === false : reading.value, order, rank });
          }
        } else if (reading.is === 'bad' && !mustFit) {
          problems?.add([at, path, clip(key, 128)].filter((part) => part !== '').join('.'), `Found ${shown(value)}; expected ${reading.expected}.`);
        }
      }
    }
  }
  // The reader of a field is chosen by its kind, which is what its type is derived from.
  return Object.fromEntries([...found].map(([field, { value }]) => [field, value]));
}

/** The value as a short text for a message. */
function shown(value: Json): string {
  if (value !== null && typeof value === 'object') {
    return Array.isArray(value) ? 'a list' : 'an object';
  }
  return typeof value === 'string' ? JSON.stringify(clip(value, 40)) : String(value);
}
