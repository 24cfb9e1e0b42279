import type { Decoded } from '../../model/decoded';
import type { Json, JsonObject } from '../../model/json';
import { isPsxModel } from '../../model/psxModel';
import { moduleKeys } from '../fields';
import { presentText } from './absence';
import { readInstances } from './instanceReading';
import { findInstanceNodes } from './instanceNodes';
import { clip, member, objectMember } from './jsonMember';
import { moduleProperties } from './moduleProperties';
import type { DecodeOptions, ModuleOptions } from './options';
import { readNetworkPorts } from './networkPorts';
import { Problems } from './problems';
import type { ModuleReading } from './readings';
import { findModule } from './slotNodes';

const nothing: ModuleReading = { isPsx: false, ptpInstances: [], properties: [] };
const longestText = 200;

/**
 * Decodes the module of a slot from an answer about the module, its slot, or anything that contains it.
 * An empty slot gives a reading without model, instances and properties.
 */
export function decodeModule(body: Json, options: ModuleOptions): Decoded<ModuleReading> {
  const module = findModule(body, options.slotId);
  if (module === undefined) {
    return { value: nothing, problems: [{ path: '', message: `The answer has no module of slot ${clip(options.slotId, 40)}; expected one.` }] };
  }
  return module === 'empty' ? { value: nothing, problems: [] } : readModule(module, options);
}

/** Decodes the node of a module. */
export function readModule(module: JsonObject, options: DecodeOptions): Decoded<ModuleReading> {
  const problems = new Problems();
  const nodes = findInstanceNodes(module);
  const instanceNodes = new Set(nodes.map(({ node }) => node));
  const properties = moduleProperties(module, instanceNodes, problems);
  const ptpInstances = readInstances(nodes, properties, options, problems);
  const info = objectMember(module, 'info') ?? module;
  const model = infoText(info, moduleKeys.model);
  const serialNumber = infoText(info, moduleKeys.serialNumber);
  const softwareRevision = infoText(info, moduleKeys.softwareRevision);
  const isPsx = model === undefined ? ptpInstances.length > 0 : isPsxModel(model);
  const ports = isPsx ? readNetworkPorts(module, instanceNodes, options) : undefined;
  const value: ModuleReading = {
    ...(model === undefined ? {} : { model }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(softwareRevision === undefined ? {} : { softwareRevision }),
    isPsx,
    ptpInstances,
    ...(ports === undefined ? {} : { ports }),
    properties: properties.all,
  };
  return { value, problems: problems.all };
}

function infoText(info: JsonObject, keys: string): string | undefined {
  const text = presentText(member(info, ...keys.split(' ')));
  return text === undefined ? undefined : clip(text, longestText);
}
