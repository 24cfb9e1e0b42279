import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';
import { type DataSet, dataSetKeys, groupingKeys, qualityKeys } from '../fields';
import { isJsonList, member, objectIdOf } from './jsonMember';

/** A part of an instance. */
export interface DataSetNode {
  readonly dataSet: DataSet;
  /** Below the instance; empty for the instance itself. */
  readonly path: string;
  readonly object: JsonObject;
}

const dataSetsByKey = new Map<string, DataSet>(
  Object.entries(dataSetKeys).flatMap(([dataSet, keys]) => keys.split(' ').map((key) => [key, dataSet as DataSet] as const)),
);
const qualities = new Map<string, DataSet>(
  Object.entries(qualityKeys).flatMap(([dataSet, keys]) => keys.split(' ').map((key) => [key, dataSet as keyof typeof qualityKeys] as const)),
);
const groupings = new Set(groupingKeys.split(' '));

/** Where a value is taken from first: the data sets say best, what was configured says least. */
const order: readonly DataSet[] = ['current', 'parent', 'default', 'timeProperties', 'port', 'self', 'statistics', 'config'];

/** The data set that a member with this normal key is. */
export function dataSetOfKey(normal: string): DataSet | undefined {
  return dataSetsByKey.get(normal) ?? qualities.get(normal);
}

/** True for members such as `status`, whose own members belong to the node. */
export function isGrouping(normal: string): boolean {
  return groupings.has(normal);
}

/** The instance and its data sets, those that come first to be preferred. */
export function dataSetsOf(instance: JsonObject): readonly DataSetNode[] {
  const found: DataSetNode[] = [{ dataSet: 'self', path: '', object: instance }];
  collect(instance, '', true, found);
  return found.sort((a, b) => order.indexOf(a.dataSet) - order.indexOf(b.dataSet));
}

function collect(node: JsonObject, path: string, mayGroup: boolean, found: DataSetNode[]): void {
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (value === null || typeof value !== 'object') {
      continue;
    }
    const normal = normalKey(key);
    const isGroup = mayGroup && isGrouping(normal);
    const dataSet = isGroup ? 'self' : dataSetOfKey(normal);
    const part = dataSet === undefined ? undefined : partIn(value, path === '' ? key : `${path}.${key}`);
    if (dataSet === undefined || part === undefined) {
      continue;
    }
    found.push({ dataSet, ...part });
    if (isGroup) {
      collect(part.object, part.path, false, found);
    } else if (dataSet === 'default' || dataSet === 'parent') {
      collectQualities(dataSet, part, found);
    }
  }
}

/** IEEE 1588 puts class, accuracy and variance into a structure of their own in these data sets. */
function collectQualities(dataSet: 'default' | 'parent', { path, object }: Omit<DataSetNode, 'dataSet'>, found: DataSetNode[]): void {
  for (const key of Object.keys(object)) {
    const value = object[key];
    const owner = qualities.get(normalKey(key));
    if (owner !== undefined && isJsonObject(value)) {
      found.push({ dataSet: dataSet === 'parent' ? 'parent' : owner, path: `${path}.${key}`, object: value });
    }
  }
}

/** The data set itself, or the first of a list of them: a clock with several ports is shown by its first. */
function partIn(value: Json, path: string): { path: string; object: JsonObject } | undefined {
  if (isJsonList(value)) {
    const first = value[0];
    return isJsonObject(first) ? { path: `${path}.${objectIdOf(first) ?? '0'}`, object: first } : undefined;
  }
  // `{"value": 9, "name": "slave"}` under `state` is a value, not a data set.
  return isJsonObject(value) && member(value, 'value') === undefined ? { path, object: value } : undefined;
}
