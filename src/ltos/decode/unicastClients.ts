import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';
import type { UnicastClient } from '../../model/ptpDataSets';
import { clientFields, clientListKeys } from '../fields';
import { presentText } from './absence';
import type { DataSetNode } from './dataSets';
import { clip, idText, isJsonList } from './jsonMember';
import type { DecodeOptions } from './options';
import { RecordReader } from './recordReader';
import type { Understood } from './understood';
import { UniqueIds } from './uniqueIds';

/** No master serves as many from one instance; how many there are is told beside the list. */
const maxClients = 1_000;
const longestAddress = 200;

/** The first of the keys is to be preferred. */
const listRanks = new Map(clientListKeys.split(' ').map((key, rank) => [key, rank]));
const reader = new RecordReader(clientFields);

/** The unicast clients that an instance lists, as a list or as a map; at most {@link maxClients}. */
export function readUnicastClients(parts: readonly DataSetNode[], options: DecodeOptions, understood: Understood): readonly UnicastClient[] {
  const ids = new UniqueIds();
  for (const { object } of parts) {
    for (const list of listsIn(object)) {
      const elements = elementsOf(list);
      if (elements.length > 0) {
        return elements.slice(0, maxClients).map(([id, element]) => clientOf(id, element, ids, options, understood));
      }
    }
  }
  return [];
}

/** The members that may be lists of clients, those first that are to be preferred. */
function listsIn(object: JsonObject): readonly Json[] {
  const found: (Json | undefined)[] = [];
  for (const key of Object.keys(object)) {
    const rank = listRanks.get(normalKey(key));
    if (rank !== undefined) {
      found[rank] ??= object[key];
    }
  }
  return found.filter((list) => list !== undefined);
}

function clientOf(position: string, element: JsonObject | string, ids: UniqueIds, options: DecodeOptions, understood: Understood): UnicastClient {
  if (typeof element === 'string') {
    return { id: ids.take(position), address: clip(element, longestAddress) };
  }
  const { id = position, ...fields } = reader.read(element, options, understood);
  return { id: ids.take(id), ...fields };
}

/** The elements with their positions or keys; a list of bare addresses counts as well. */
function elementsOf(list: Json): readonly (readonly [string, JsonObject | string])[] {
  if (isJsonList(list)) {
    return list.flatMap((element, index) => {
      const client = isJsonObject(element) ? element : presentText(element);
      return client === undefined ? [] : [[String(index), client] as const];
    });
  }
  // `{"value": 12}` is a count.
  return isJsonObject(list) && Object.values(list).every(isJsonObject)
    ? Object.entries(list).flatMap(([key, element]) => (isJsonObject(element) ? [[idText(key) ?? key, element] as const] : []))
    : [];
}
