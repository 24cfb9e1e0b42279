import type { JsonObject } from '../../model/json';
import type { FieldName, InstanceFields } from '../fields';
import { aliasesOf } from './aliasIndex';
import { dataSetsOf } from './dataSets';
import type { DecodeOptions } from './options';
import type { Problems } from './problems';
import type { Reading } from './reading';
import { readField } from './valueReaders';

interface Candidate {
  readonly path: string;
  /** Smaller wins: first the data set, then the position in the line of the field. */
  readonly dataSetRank: number;
  readonly aliasRank: number;
  readonly mustFit: boolean;
  readonly reading: Reading<unknown>;
}

/**
 * Reads every field of a PTP instance that can be read. A bad value costs its own field only: it is reported with its
 * path (below `path`), and a further place that holds the field is tried.
 */
export function readInstanceFields(instance: JsonObject, options: DecodeOptions = {}, problems?: Problems, path = ''): InstanceFields {
  const candidates = candidatesOf(instance, options);
  const values: Partial<Record<FieldName, unknown>> = {};
  for (const [field, found] of candidates) {
    found.sort((a, b) => a.dataSetRank - b.dataSetRank || a.aliasRank - b.aliasRank);
    const readable = found.find(({ reading }) => reading.is === 'read')?.reading;
    if (readable?.is === 'read') {
      values[field] = readable.value;
    }
    for (const { reading, mustFit, path: below } of found) {
      if (reading.is === 'unfit' && !mustFit) {
        problems?.add(path === '' ? below : `${path}.${below}`, `Expected ${reading.what}.`);
      }
    }
  }
  return values as InstanceFields;
}

function candidatesOf(instance: JsonObject, options: DecodeOptions): Map<FieldName, Candidate[]> {
  const candidates = new Map<FieldName, Candidate[]>();
  for (const [dataSetRank, { dataSet, path, object }] of dataSetsOf(instance).entries()) {
    for (const key of Object.keys(object)) {
      const value = object[key];
      if (value === undefined) {
        continue;
      }
      for (const { field, rank: aliasRank, mustFit, inverted, unit } of aliasesOf(dataSet, key)) {
        const reading = invert(readField(field, value, { ...options, unit, mustFit }), inverted);
        const candidate = { path: path === '' ? key : `${path}.${key}`, dataSetRank, aliasRank, mustFit, reading };
        candidates.set(field, [...(candidates.get(field) ?? []), candidate]);
      }
    }
  }
  return candidates;
}

function invert(reading: Reading<unknown>, inverted: boolean): Reading<unknown> {
  return inverted && reading.is === 'read' ? { is: 'read', value: reading.value !== true } : reading;
}

