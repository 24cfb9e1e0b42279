import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { KeyMemo } from '../../model/keyMemo';
import { normalKey } from '../../model/normalKey';
import { containerKeys, type DataSet, instanceListKeys, portContainerKeys, skippedKeys } from '../fields';
import { type Alias, aliasesOf } from './aliasIndex';
import { dataSetOfKey, type DataSetNode, dataSetsOf, isGrouping } from './dataSets';
import { idText, isJsonList, objectIdOf } from './jsonMember';
import { fitsField, readField } from './valueReaders';

/** A PTP instance in a module: the node and the id to use when it has none of its own. */
export interface InstanceNode {
  readonly node: JsonObject;
  readonly fallbackId: string;
  readonly dataSets: readonly DataSetNode[];
  /** The list that the node is an element of: two elements of one list are never the same instance. */
  readonly list?: Json | undefined;
}

interface Candidate extends InstanceNode {
  readonly telltales: ReadonlySet<Telltale>;
}

/** What gives a PTP instance away, whatever its keys are called. */
type Telltale = 'portState' | 'domain' | 'clockClass' | 'grandmaster' | 'delayMechanism' | 'offset' | 'pathDelay';

const telltalesNeeded = 2;
/** Containers in containers: `module.ports[].psx.ptp.instances` is the deepest that anybody expects. */
const maxContainers = 4;

const containers = new Set(containerKeys.split(' '));
const instanceLists = new Set(instanceListKeys.split(' '));
const portContainers = new Set(portContainerKeys.split(' '));
const skipped = new Set(skippedKeys.split(' '));

const telltaleFields = new Map<string, Telltale>([
  ['portState', 'portState'],
  ['domain', 'domain'],
  ['clockClass', 'clockClass'],
  ['delayMechanism', 'delayMechanism'],
  ['offsetFromMasterNs', 'offset'],
  ['meanPathDelayNs', 'pathDelay'],
]);

const telltalePrefixes: readonly (readonly [RegExp, Telltale])[] = [
  [/^domain(?!name)/, 'domain'],
  [/^(?:grandmaster|gm)(?!t)/, 'grandmaster'],
  [/^delaymech/, 'delayMechanism'],
  [/^offset/, 'offset'],
];

const telltaleByPrefix = new KeyMemo<Telltale | null>((key) => {
  const normal = normalKey(key);
  return telltalePrefixes.find(([pattern]) => pattern.test(normal))?.[1] ?? null;
});

/** IEEE 1588-2019, 8.2.15: a port has no domain, class, grandmaster or offset; an instance does. */
const clockTelltales: readonly Telltale[] = ['domain', 'clockClass', 'grandmaster', 'offset'];

/** Finds the PTP instances of a module by their shape; the JSON of the PSX cards is not public. */
export function findInstanceNodes(module: JsonObject): readonly InstanceNode[] {
  return search(module, { key: 'ptp' }, 0);
}

/** Where a node was found: the container's key, and the id of the list element or map member that it is or lies in. */
interface Place {
  readonly key: string;
  readonly elementId?: string | undefined;
  readonly list?: Json | undefined;
  /** In a container of instances and nothing else. */
  readonly isListed?: boolean;
}

function search(node: JsonObject, place: Place, depth: number): readonly Candidate[] {
  const dataSets = dataSetsOf(node);
  const telltales = telltalesOf(dataSets);
  const isListed = place.isListed === true;
  // MEINBERG-OS-MIB: an instance that does not run has no other values.
  const isInstance = telltales.size >= telltalesNeeded || (isListed && isStopped(dataSets));
  const children = childrenOf(node);
  const found = depth >= maxContainers ? [] : children.containers.flatMap(([key, value]) => searchContainer(key, value, place, depth + 1, isInstance));
  if (isInstance) {
    if (found.length === 0 && !isListed && children.containers.some(listsNoInstances)) {
      return [];
    }
    return found.length > 0 ? found : [{ node, fallbackId: place.elementId ?? place.key, dataSets, list: place.list, telltales }];
  }
  // Members with any name are looked into only inside a container, where they may be the elements of a map; one that
  // is named after what it holds (`instance0`) does not hide the others.
  const isMap = depth > 0 && depth <= maxContainers && (found.length === 0 || children.containers.every(([key]) => isElementKey(key)));
  if (!isMap) {
    return found;
  }
  const isInstanceMap = instanceLists.has(normalKey(place.key));
  return [...found, ...children.others.flatMap(([key, value]) => search(value, { key, elementId: idText(key), isListed: isInstanceMap }, depth + 1))];
}

function searchContainer(key: string, value: Json, { elementId }: Place, depth: number, isInInstance: boolean): readonly Candidate[] {
  let found: readonly Candidate[] = [];
  if (isJsonList(value)) {
    const isListed = instanceLists.has(normalKey(key));
    found = value.flatMap((element, index) =>
      isJsonObject(element) ? search(element, { key, elementId: objectIdOf(element) ?? String(index), list: value, isListed }, depth) : [],
    );
  } else if (isJsonObject(value)) {
    found = search(value, { key: idText(key) ?? 'ptp', elementId: isElementKey(key) ? idText(key) : elementId }, depth);
  }
  const arePorts = isInInstance && portContainers.has(containerName(key));
  return arePorts ? found.filter(({ telltales }) => clockTelltales.some((telltale) => telltales.has(telltale))) : found;
}

/** The device says in so many words that there are none; what stands around them is then no instance. */
function listsNoInstances([key, value]: readonly [string, Json]): boolean {
  return instanceLists.has(normalKey(key)) && Object.keys(value ?? {}).length === 0;
}

function isStopped(dataSets: readonly DataSetNode[]): boolean {
  return dataSets.some(
    ({ dataSet, object }) => dataSet === 'self' && Object.keys(object).some((key) => aliasesOf(dataSet, key).some((alias) => saysStopped(alias, object[key]))),
  );
}

function saysStopped({ field, mustFit }: Alias, value: Json | undefined): boolean {
  const reading = field === 'running' && value !== undefined ? readField(field, value, { mustFit }) : undefined;
  return reading?.is === 'read' && reading.value === false;
}

interface Children {
  readonly containers: readonly (readonly [string, Json])[];
  readonly others: readonly (readonly [string, JsonObject])[];
}

function childrenOf(node: JsonObject): Children {
  const inContainers: (readonly [string, Json])[] = [];
  const others: (readonly [string, JsonObject])[] = [];
  const collect = (object: JsonObject, isGroup: boolean): void => {
    for (const key of Object.keys(object)) {
      const value = object[key];
      if (value === null || typeof value !== 'object') {
        continue;
      }
      const normal = normalKey(key);
      if (skipped.has(normal) || normal.startsWith('ntp')) {
        continue;
      }
      if (isContainer(normal)) {
        inContainers.push([key, value]);
      } else if (isJsonObject(value)) {
        if (isGrouping(normal)) {
          if (!isGroup) {
            collect(value, true);
          }
        } else if (!isGroup && dataSetOfKey(normal) === undefined) {
          others.push([key, value]);
        }
      }
    }
  };
  collect(node, false);
  return { containers: inContainers, others };
}

/** `instance0` is the member of a map, `instance` only says what is in it. */
function isElementKey(key: string): boolean {
  return !containers.has(normalKey(key));
}

function isContainer(normal: string): boolean {
  return containers.has(normal) || containers.has(containerName(normal));
}

function containerName(key: string): string {
  return normalKey(key).replace(/\d+$/, '');
}

function telltalesOf(dataSets: readonly DataSetNode[]): ReadonlySet<Telltale> {
  const telltales = new Set<Telltale>();
  for (const { dataSet, object } of dataSets) {
    for (const key of Object.keys(object)) {
      const telltale = telltaleOf(key, dataSet, object[key]);
      if (telltale !== undefined) {
        telltales.add(telltale);
      }
    }
  }
  return telltales;
}

function telltaleOf(key: string, dataSet: DataSet, value: Json | undefined): Telltale | undefined {
  for (const alias of aliasesOf(dataSet, key)) {
    const telltale = alias.field.startsWith('grandmaster') ? 'grandmaster' : telltaleFields.get(alias.field);
    if (telltale !== undefined && (!alias.mustFit || fitsField(alias.field, value))) {
      return telltale;
    }
  }
  return telltaleByPrefix.get(key) ?? undefined;
}
