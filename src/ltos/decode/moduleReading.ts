import type { JsonObject } from '../../model/json';
import { isPsxModel } from '../../model/psxModel';
import { unknownPortState } from '../../model/ptpPortState';
import { type InstanceFields, moduleKeys } from '../fields';
import { presentText } from './absence';
import { readInstanceFields } from './instanceFields';
import { findInstanceNodes, type InstanceNode } from './instanceNodes';
import { clip, member, objectMember } from './jsonMember';
import { moduleProperties, type ModuleProperties } from './moduleProperties';
import type { DecodeOptions } from './options';
import type { Problems } from './problems';
import type { ModuleReading, PtpInstanceReading } from './readings';

const longestText = 200;

/** Reads a module: what its `info` says, its PTP instances wherever they are, and every leaf as a property. */
export function readModule(module: JsonObject, options: DecodeOptions, problems: Problems): ModuleReading {
  const info = objectMember(module, 'info') ?? {};
  const text = (keys: string): string | undefined => {
    const found = presentText(member(info, ...keys.split(' ')));
    return found === undefined ? undefined : clip(found, longestText);
  };
  const model = text(moduleKeys.model);
  const serialNumber = text(moduleKeys.serialNumber);
  const softwareRevision = text(moduleKeys.softwareRevision);
  const nodes = findInstanceNodes(module);
  const properties = moduleProperties(module, new Set(nodes.map(({ node }) => node)), problems);
  const ids = new Set<string>();
  const ptpInstances = nodes.map((found) => readInstance(found, properties, ids, options, problems));
  return {
    ...(model === undefined ? {} : { model }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(softwareRevision === undefined ? {} : { softwareRevision }),
    isPsx: model === undefined ? ptpInstances.length > 0 : isPsxModel(model),
    ptpInstances,
    properties: properties.all,
  };
}

function readInstance(
  { node, fallbackId }: InstanceNode,
  properties: ModuleProperties,
  ids: Set<string>,
  options: DecodeOptions,
  problems: Problems,
): PtpInstanceReading {
  const fields = readInstanceFields(node, options, problems, properties.pathOf(node));
  const id = unique(fields.id ?? fallbackId, ids);
  return { id, name: fields.alias ?? id, portState: fields.portState ?? unknownPortState, ...snapshotFields(fields), properties: properties.under(node) };
}

/** Two instances that share an id would be one row: the second is told apart by its number. */
function unique(wanted: string, ids: Set<string>): string {
  let id = wanted;
  for (let number = 2; ids.has(id); number++) {
    id = `${wanted}#${number}`;
  }
  ids.add(id);
  return id;
}

const snapshotNames = [
  'running',
  'domain',
  'profile',
  'clockIdentity',
  'grandmasterIdentity',
  'clockClass',
  'clockAccuracy',
  'priority1',
  'priority2',
  'stepsRemoved',
  'offsetFromMasterNs',
  'meanPathDelayNs',
] as const satisfies readonly (keyof InstanceFields & keyof PtpInstanceReading)[];

function snapshotFields(fields: InstanceFields): Pick<PtpInstanceReading, (typeof snapshotNames)[number]> {
  return Object.fromEntries(snapshotNames.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));
}
