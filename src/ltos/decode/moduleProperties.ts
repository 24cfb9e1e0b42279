import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import type { Property } from '../../model/snapshot';
import { clip, isJsonList, objectIdOf } from './jsonMember';
import { normalKey } from '../../model/normalKey';
import type { Problems } from './problems';
import type { Understood } from './understood';

/** Bounds that no real module comes near. */
export const maxProperties = 20_000;
export const maxDepth = 64;

const longestKey = 128;

/** The leaves of a module, and which of them belong to each of the given nodes. */
export interface ModuleProperties {
  readonly all: readonly Property[];
  under(node: JsonObject): readonly Property[];
  /** Those of the node that were not understood. */
  besides(node: JsonObject, understood: Understood): readonly Property[];
  /** Where the node is, in the same words as the paths of its properties; empty for the module itself. */
  pathOf(node: JsonObject): string;
}

/** A member of an object that is, or lies in, one of the given nodes; `around` is the member that it lies in. */
interface MemberLink {
  readonly object: JsonObject;
  readonly key: string;
  readonly around: MemberLink | undefined;
}

/** Lists every leaf of the module, as received, within {@link maxProperties} and {@link maxDepth}. */
export function moduleProperties(module: JsonObject, marked: ReadonlySet<JsonObject>, problems: Problems): ModuleProperties {
  const all: Property[] = [];
  /** By the position of the leaf. */
  const links: (MemberLink | undefined)[] = [];
  const marks = new Map<JsonObject, { readonly path: string; readonly start: number; readonly end: number }>();
  let isCut = false;
  let isTooDeep = false;

  // The depth is bounded, so that recursion is safe.
  const visit = (value: Json, path: string, depth: number, link?: MemberLink): void => {
    if (value === null || typeof value !== 'object') {
      if (all.length < maxProperties) {
        all.push({ path, value });
        links.push(link);
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
      visitList(value, path, depth, link);
    } else {
      visitObject(value, path, depth, link);
      if (marked.has(value)) {
        marks.set(value, { path, start, end: all.length });
      }
    }
  };

  const visitList = (list: readonly Json[], path: string, depth: number, link: MemberLink | undefined): void => {
    const labels = new Set<string>();
    for (const [index, element] of list.entries()) {
      const wanted = (isJsonObject(element) ? objectIdOf(element) : undefined) ?? String(index);
      let label = labels.has(wanted) ? `${wanted}#${index}` : wanted;
      // An object-id may itself look like that.
      while (labels.has(label)) {
        label += `#${index}`;
      }
      labels.add(label);
      visit(element, join(path, label), depth + 1, link);
      if (isCut) {
        return;
      }
    }
  };

  const visitObject = (object: JsonObject, path: string, depth: number, link: MemberLink | undefined): void => {
    const isLinked = link !== undefined || marked.has(object);
    for (const key of Object.keys(object)) {
      const value = object[key];
      // The module's own object-id is there or not depending on the path that was asked for, and says nothing.
      if (value === undefined || (depth === 0 && value === 'module' && normalKey(key) === 'objectid')) {
        continue;
      }
      visit(value, join(path, key), depth + 1, isLinked ? { object, key, around: link } : undefined);
      if (isCut) {
        return;
      }
    }
  };

  visit(module, '', 0);
  const under = (node: JsonObject): readonly Property[] => {
    const mark = marks.get(node);
    return mark === undefined ? [] : all.slice(mark.start, mark.end);
  };
  return {
    all,
    under,
    besides: (node, understood) => {
      const start = marks.get(node)?.start ?? 0;
      return under(node).filter((_, index) => !isUnderstood(links[start + index], understood));
    },
    pathOf: (node) => marks.get(node)?.path ?? '',
  };
}

function isUnderstood(link: MemberLink | undefined, understood: Understood): boolean {
  return link !== undefined && (understood.has(link.object, link.key) || isUnderstood(link.around, understood));
}

function join(path: string, key: string): string {
  const label = clip(key, longestKey);
  return path === '' ? label : `${path}.${label}`;
}
