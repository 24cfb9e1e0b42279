import type { JsonObject } from '../../model/json';
import type { FieldName, InstanceFields } from '../fields';
import { aliasesOf } from './aliasIndex';
import { dataSetsOf } from './dataSets';
import type { DecodeOptions } from './options';
import type { Problems } from './problems';
import { readField } from './valueReaders';

/** Where a value was found: within one data set the alias that stands first in the line of its field wins. */
interface Found {
  readonly value: unknown;
  readonly dataSetRank: number;
  readonly aliasRank: number;
}

/**
 * Reads every field of a PTP instance that can be read. A bad value costs its own field only: it is reported with its
 * path (below `path`), and a further place that holds the field is tried.
 */
export function readInstanceFields(instance: JsonObject, options: DecodeOptions = {}, problems?: Problems, path = ''): InstanceFields {
  const { offsetUnit, raw } = options;
  const found = new Map<FieldName, Found>();
  // The data sets come in the order of preference.
  for (const [dataSetRank, { dataSet, path: below, object }] of dataSetsOf(instance).entries()) {
    for (const key of Object.keys(object)) {
      const value = object[key];
      const aliases = aliasesOf(dataSet, key);
      if (value === undefined || aliases.length === 0) {
        continue;
      }
      for (const alias of aliases) {
        const reading = readField(alias.field, value, { unit: alias.unit, mustFit: alias.mustFit, offsetUnit, raw });
        if (reading.is === 'read') {
          const { rank: aliasRank, inverted } = alias;
          const known = found.get(alias.field);
          if (known === undefined || (known.dataSetRank === dataSetRank && aliasRank < known.aliasRank)) {
            found.set(alias.field, { value: inverted ? reading.value !== true : reading.value, dataSetRank, aliasRank });
          }
        } else if (reading.is === 'unfit' && !alias.mustFit) {
          problems?.add([path, below, key].filter((part) => part !== '').join('.'), `Expected ${reading.what}.`);
        }
      }
    }
  }
  return Object.fromEntries([...found].map(([field, { value }]) => [field, value]));
}
