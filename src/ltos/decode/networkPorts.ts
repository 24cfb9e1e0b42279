import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { networkKeys, networkPortFields, networkPortListKeys } from '../fields';
import { idText, isJsonList, member, objectMember } from './jsonMember';
import type { DecodeOptions } from './options';
import type { NetworkPortReading } from './readings';
import { RecordReader } from './recordReader';
import { UniqueIds } from './uniqueIds';

/** No card has as many. */
const maxPorts = 256;

const listKeys = networkPortListKeys.split(' ');
const reader = new RecordReader(networkPortFields);

/** The network ports that a module lists, which are not PTP instances themselves; `undefined` when it lists none at all. */
export function readNetworkPorts(module: JsonObject, instances: ReadonlySet<JsonObject>, options: DecodeOptions): readonly NetworkPortReading[] | undefined {
  const groups = networkKeys.split(' ').map((key) => objectMember(module, key));
  const places = [module, ...groups.filter((group) => group !== undefined)];
  for (const place of places) {
    for (const key of listKeys) {
      const ports = portsIn(member(place, key), instances, options);
      if (ports.length > 0) {
        return ports;
      }
    }
  }
  return undefined;
}

function portsIn(list: Json | undefined, instances: ReadonlySet<JsonObject>, options: DecodeOptions): readonly NetworkPortReading[] {
  const ids = new UniqueIds();
  return elementsOf(list).flatMap(([position, element]) => {
    if (instances.has(element)) {
      return [];
    }
    const { id = position, ...fields } = reader.read(element, options);
    // What says nothing about a link is something else that is called a port.
    return fields.linkUp === undefined && fields.speedMbps === undefined && fields.macAddress === undefined ? [] : [{ id: ids.take(id), ...fields }];
  });
}

function elementsOf(list: Json | undefined): readonly (readonly [string, JsonObject])[] {
  const elements: readonly (readonly [string, Json | undefined])[] = isJsonList(list)
    ? list.slice(0, maxPorts).map((element, index) => [String(index), element])
    : isJsonObject(list)
      ? Object.keys(list).slice(0, maxPorts).map((key) => [idText(key) ?? key, list[key]])
      : [];
  return elements.flatMap(([position, element]) => (isJsonObject(element) ? [[position, element] as const] : []));
}
