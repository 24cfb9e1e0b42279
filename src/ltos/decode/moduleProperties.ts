import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import type { Property } from '../../model/snapshot';
import { clip, isJsonList, objectIdOf } from './jsonMember';
import { normalKey } from '../../model/normalKey';
import type { Problems } from './problems';

/** Bounds that no real module comes near. */
export const maxProperties = 5_000;
export const maxDepth = 64;

const longestKey = 128;

/** The leaves of a module, and which of them belong to each of the given nodes. */
export interface ModuleProperties {
  readonly all: readonly Property[];
  under(node: JsonObject): readonly Property[];
  /** Where the node is, in the same words as the paths of its properties; empty for the module itself. */
  pathOf(node: JsonObject): string;
}

/** Lists every leaf of the module, as received, within {@link maxProperties} and {@link maxDepth}. */
export function moduleProperties(module: JsonObject, marked: ReadonlySet<JsonObject>, problems: Problems): ModuleProperties {
  const all: Property[] = [];
  const marks = new Map<JsonObject, { readonly path: string; readonly start: number; readonly end: number }>();
  let isCut = false;
  let isTooDeep = false;

  // The depth is bounded, so that recursion is safe.
  const visit = (value: Json, path: string, depth: number): void => {
    if (value === null || typeof value !== 'object') {
      if (all.length < maxProperties) {
        all.push({ path, value });
      } else {
        isCut = true;
        problems.add(path, `There are more than ${maxProperties} values; the rest is left out.`);
      }
      return;
    }
    if (depth >= maxDepth) {
      if (!isTooDeep) {
        isTooDeep = true;
        problems.add(clip(path, longestKey), `Nested more than ${maxDepth} levels deep; what lies deeper is left out.`);
      }
      return;
    }
    const start = all.length;
    if (isJsonList(value)) {
      visitList(value, path, depth);
    } else {
      visitObject(value, path, depth);
      if (marked.has(value)) {
        marks.set(value, { path, start, end: all.length });
      }
    }
  };

  const visitList = (list: readonly Json[], path: string, depth: number): void => {
    const labels = new Set<string>();
    for (const [index, element] of list.entries()) {
      const wanted = (isJsonObject(element) ? objectIdOf(element) : undefined) ?? String(index);
      let label = labels.has(wanted) ? `${wanted}#${index}` : wanted;
      // An object-id may itself look like that.
      while (labels.has(label)) {
        label += `#${index}`;
      }
      labels.add(label);
      visit(element, join(path, label), depth + 1);
      if (isCut) {
        return;
      }
    }
  };

  const visitObject = (object: JsonObject, path: string, depth: number): void => {
    for (const key of Object.keys(object)) {
      const value = object[key];
      // The module's own object-id is there or not depending on the path that was asked for, and says nothing.
      if (value === undefined || (depth === 0 && value === 'module' && normalKey(key) === 'objectid')) {
        continue;
      }
      visit(value, join(path, key), depth + 1);
      if (isCut) {
        return;
      }
    }
  };

  visit(module, '', 0);
  return {
    all,
    under: (node) => {
      const mark = marks.get(node);
      return mark === undefined ? [] : all.slice(mark.start, mark.end);
    },
    pathOf: (node) => marks.get(node)?.path ?? '',
  };
}

function join(path: string, key: string): string {
  const label = clip(key, longestKey);
  return path === '' ? label : `${path}.${label}`;
}
