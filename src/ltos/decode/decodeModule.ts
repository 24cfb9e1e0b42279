import type { Decoded } from '../../model/decoded';
import type { Json } from '../../model/json';
import { readModule } from './moduleReading';
import type { ModuleOptions } from './options';
import { Problems } from './problems';
import type { ModuleReading } from './readings';
import { findModule } from './slotNodes';

const emptyModule: ModuleReading = Object.freeze({ isPsx: false, ptpInstances: [], properties: [] });

/**
 * Reads the module of a slot from an answer about the module, or about anything that contains the slot. Never throws.
 * An empty slot gives a reading without model, instances and properties.
 */
export function decodeModule(body: Json, options: ModuleOptions): Decoded<ModuleReading> {
  const problems = new Problems();
  const module = findModule(body, options.slotId);
  if (module === undefined) {
    problems.add('', `The answer holds no module of the slot ${options.slotId}.`);
  }
  const value = module === undefined || module === 'empty' ? emptyModule : readModule(module, options, problems);
  return { value, problems: problems.all };
}
