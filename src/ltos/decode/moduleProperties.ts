import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';
import type { Property } from '../../model/snapshot';
import { clip, isJsonList, objectIdOf } from './jsonMember';
import type { Problems } from './problems';
import { modulePlace, placeBelow, propertyAt, type PropertyPlace } from './propertyPool';
import type { Understood } from './understood';

/** Bounds that no real module comes near. */
export const maxProperties = 20_000;
export const maxDepth = 64;

const longestPath = 128;

/** The leaves of a module, and which of them belong to each of the given nodes. */
export interface ModuleProperties {
  readonly all: readonly Property[];
  under(node: JsonObject): readonly Property[];
  /** Those of the node that were not understood. */
  besides(node: JsonObject, understood: Understood): readonly Property[];
  /** Where the node is, in the same words as the paths of its properties; empty for the module itself. */
  pathOf(node: JsonObject): string;
}

/** Where a node is, and where its leaves are among all. */
interface Mark {
  readonly path: string;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
}

/** Lists every leaf of the module, as received, within {@link maxProperties} and {@link maxDepth}. */
export function moduleProperties(module: JsonObject, marked: ReadonlySet<JsonObject>, problems: Problems): ModuleProperties {
  const all: Property[] = [];
  const marks = new Map<JsonObject, Mark>();
  let isCut = false;
  let isTooDeep = false;

  // The depth is bounded, so that recursion is safe.
  const visit = (value: Json, place: PropertyPlace, depth: number): void => {
    if (value === null || typeof value !== 'object') {
      if (all.length < maxProperties) {
        all.push(propertyAt(place, value));
      } else {
        isCut = true;
        problems.add(place.path, `There are more than ${maxProperties} values; the rest is left out.`);
      }
      return;
    }
    if (depth >= maxDepth) {
      if (!isTooDeep) {
        isTooDeep = true;
        problems.add(clip(place.path, longestPath), `Nested more than ${maxDepth} levels deep; what lies deeper is left out.`);
      }
      return;
    }
    const start = all.length;
    if (isJsonList(value)) {
      visitList(value, place, depth);
    } else {
      visitObject(value, place, depth);
      if (marked.has(value)) {
        marks.set(value, { path: place.path, depth, start, end: all.length });
      }
    }
  };

  const visitList = (list: readonly Json[], place: PropertyPlace, depth: number): void => {
    const labels = new Set<string>();
    for (let index = 0; index < list.length && !isCut; index++) {
      const element = list[index] ?? null;
      const wanted = (isJsonObject(element) ? objectIdOf(element) : undefined) ?? String(index);
      let label = labels.has(wanted) ? `${wanted}#${index}` : wanted;
      // An object-id may itself look like that.
      while (labels.has(label)) {
        label += `#${index}`;
      }
      labels.add(label);
      visit(element, placeBelow(place, label), depth + 1);
    }
  };

  const visitObject = (object: JsonObject, place: PropertyPlace, depth: number): void => {
    for (const key of Object.keys(object)) {
      const value = object[key];
      if (isTold(key, value, depth)) {
        visit(value, placeBelow(place, key), depth + 1);
        if (isCut) {
          return;
        }
      }
    }
  };

  visit(module, modulePlace(), 0);
  return {
    all,
    under: (node) => {
      const mark = marks.get(node);
      return mark === undefined ? [] : all.slice(mark.start, mark.end);
    },
    besides: (node, understood) => {
      const mark = marks.get(node);
      return mark === undefined ? [] : leavesBesides(node, understood, mark, all);
    },
    pathOf: (node) => marks.get(node)?.path ?? '',
  };
}

/** The leaves of a node whose members, and those around them up to the node, were not understood. Walks as the leaves were listed. */
function leavesBesides(node: JsonObject, understood: Understood, mark: Mark, all: readonly Property[]): readonly Property[] {
  const found: Property[] = [];
  let index = mark.start;

  const walk = (value: Json, depth: number, isUnderstood: boolean): void => {
    if (index >= mark.end) {
      return;
    }
    if (value === null || typeof value !== 'object') {
      const property = all[index];
      index += 1;
      if (!isUnderstood && property !== undefined) {
        found.push(property);
      }
    } else if (depth >= maxDepth) {
      return;
    } else if (isJsonList(value)) {
      value.forEach((element) => walk(element, depth + 1, isUnderstood));
    } else {
      const members = understood.membersOf(value);
      for (const key of Object.keys(value)) {
        const member = value[key];
        if (isTold(key, member, depth)) {
          walk(member, depth + 1, isUnderstood || members?.has(key) === true);
        }
      }
    }
  };

  walk(node, mark.depth, false);
  return found;
}

/** The module's own object-id is there or not depending on the path that was asked for, and says nothing. */
function isTold(key: string, value: Json | undefined, depth: number): value is Json {
  return value !== undefined && !(depth === 0 && value === 'module' && normalKey(key) === 'objectid');
}
