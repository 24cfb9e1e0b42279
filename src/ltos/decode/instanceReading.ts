import type { JsonObject } from '../../model/json';
import { unknownPortState } from '../../model/ptpPortState';
import type { InstanceFields } from '../fields';
import type { InstanceNode } from './instanceNodes';
import { type InstanceParts, takeApart } from './instanceFields';
import type { ModuleProperties } from './moduleProperties';
import { readMessageCounters } from './messageCounters';
import type { DecodeOptions } from './options';
import { present } from './present';
import type { Problems } from './problems';
import { ptpDataSetsOf } from './ptpDataSets';
import type { PtpInstanceReading } from './readings';
import { readUnicastClients } from './unicastClients';
import { UniqueIds } from './uniqueIds';

/** No card has as many; the rest stays in the properties of the module. */
const maxInstances = 1_000;

/** Reads the PTP instances of a module, with unique ids, each once. */
export function readInstances(
  nodes: readonly InstanceNode[],
  properties: ModuleProperties,
  options: DecodeOptions,
  problems: Problems,
): readonly PtpInstanceReading[] {
  const readings: PtpInstanceReading[] = [];
  const ids = new UniqueIds();
  const firstWithId = new Map<string, { readonly fields: InstanceFields; readonly list: unknown }>();
  if (nodes.length > maxInstances) {
    problems.add('', `There are ${nodes.length} PTP instances; only the first ${maxInstances} are shown.`);
  }
  for (const { node, fallbackId, dataSets, list } of nodes.slice(0, maxInstances)) {
    const parts = takeApart(node, options, problems, properties.pathOf(node), dataSets);
    const { fields } = parts;
    const wanted = fields.id ?? fallbackId;
    const first = firstWithId.get(wanted);
    if (first !== undefined && (list === undefined || first.list !== list) && isSameInstance(first.fields, fields)) {
      continue;
    }
    const id = ids.take(wanted);
    firstWithId.set(id, { fields, list });
    readings.push(readingOf(id, parts, node, properties, options));
  }
  return readings;
}

/** A card may list an instance in two places; without an identity nobody can tell. */
function isSameInstance(a: InstanceFields, b: InstanceFields): boolean {
  return a.clockIdentity !== undefined && a.clockIdentity === b.clockIdentity && a.domain === b.domain && a.interface === b.interface;
}

function readingOf(id: string, { fields, dataSets, understood }: InstanceParts, node: JsonObject, properties: ModuleProperties, options: DecodeOptions): PtpInstanceReading {
  // MEINBERG-OS-MIB: when an instance does not run, its other values are invalid. What was configured is still told.
  const isStopped = fields.running === false;
  const messageCounters = readMessageCounters(dataSets, understood);
  const unicastClients = readUnicastClients(dataSets, options, understood);
  return {
    id,
    name: fields.alias ?? id,
    portState: isStopped ? unknownPortState : (fields.portState ?? unknownPortState),
    ...present({
      running: fields.running,
      domain: fields.domain,
      profile: fields.profile,
      clockIdentity: fields.clockIdentity,
      clockClass: fields.clockClass,
      clockAccuracy: fields.clockAccuracy,
      priority1: fields.priority1,
      priority2: fields.priority2,
    }),
    ...(isStopped
      ? {}
      : present({
          grandmasterIdentity: fields.grandmasterIdentity,
          stepsRemoved: fields.stepsRemoved,
          offsetFromMasterNs: fields.offsetFromMasterNs,
          meanPathDelayNs: fields.meanPathDelayNs,
        })),
    // Last, when everything is known that was understood.
    dataSets: ptpDataSetsOf(fields, { messageCounters, unicastClients, otherProperties: properties.besides(node, understood) }),
    properties: properties.under(node),
  };
}
