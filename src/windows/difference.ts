import { isJsonObject, type Json, type JsonObject } from '../model/json';

/** How a JSON value becomes another: it is replaced, or members of an object or elements of a list become others. */
export type Difference =
  | { readonly to: Json }
  | { readonly members: readonly (readonly [string, Difference])[]; readonly gone: readonly string[] }
  | { readonly elements: readonly (readonly [number, Difference])[]; readonly length: number };

/** No snapshot is so deep. */
const deepest = 64;

/** `undefined` when they are equal. Costs little where both hold the same objects, into which it does not look. */
export function difference(before: Json, after: Json): Difference | undefined {
  if (Object.is(before, after)) {
    return undefined;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return listDifference(before, after);
  }
  return isJsonObject(before) && isJsonObject(after) ? objectDifference(before, after) : { to: after };
}

function listDifference(before: readonly Json[], after: readonly Json[]): Difference | undefined {
  const elements: (readonly [number, Difference])[] = [];
  for (const [index, element] of after.entries()) {
    const change = changeOf(before[index], element);
    if (change !== undefined) {
      elements.push([index, change]);
    }
  }
  return elements.length === 0 && before.length === after.length ? undefined : { elements, length: after.length };
}

function objectDifference(before: JsonObject, after: JsonObject): Difference | undefined {
  const members: (readonly [string, Difference])[] = [];
  for (const name of Object.keys(after)) {
    const change = changeOf(own(before, name), after[name]);
    if (change !== undefined) {
      members.push([name, change]);
    }
  }
  const gone = Object.keys(before).filter((name) => own(after, name) === undefined);
  return members.length === 0 && gone.length === 0 ? undefined : { members, gone };
}

/** What is `undefined` is not there. */
function changeOf(before: Json | undefined, after: Json | undefined): Difference | undefined {
  if (before === after || after === undefined) {
    return undefined;
  }
  return before === undefined ? { to: after } : difference(before, after);
}

/** The value that `before` becomes, which holds its unchanged parts; `undefined` when it is not of another one. */
export function changed(before: Json | undefined, change: Difference): Json | undefined {
  if ('to' in change) {
    return change.to;
  }
  if ('elements' in change) {
    return Array.isArray(before) ? changedList(before, change) : undefined;
  }
  return isJsonObject(before) ? changedObject(before, change) : undefined;
}

function changedList(before: readonly Json[], { elements, length }: Extract<Difference, { readonly length: number }>): Json | undefined {
  const list: (Json | undefined)[] = before.slice(0, length);
  for (const [index, change] of elements) {
    // One after the other: a list has no holes.
    if (index > list.length) {
      return undefined;
    }
    list[index] = changed(before[index], change);
  }
  return list.length === length && list.every((element) => element !== undefined) ? list : undefined;
}

function changedObject(before: JsonObject, { members, gone }: Extract<Difference, { readonly gone: readonly string[] }>): Json | undefined {
  // Not by assignment, which would take `__proto__` for something else.
  const next = new Map(Object.entries(before));
  gone.forEach((name) => next.delete(name));
  for (const [name, change] of members) {
    const value = changed(own(before, name), change);
    if (value === undefined) {
      return undefined;
    }
    next.set(name, value);
  }
  return Object.fromEntries(next);
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Whether it is one through and through. */
export function isDifference(value: unknown, depth = 0): value is Difference & Json {
  if (!isJsonObject(value) || depth > deepest) {
    return false;
  }
  if (value.to !== undefined) {
    return true;
  }
  const { members, gone, elements, length } = value;
  if (elements !== undefined) {
    return isLength(length) && Array.isArray(elements) && elements.every((element) => isChange(element, isLength, depth));
  }
  return Array.isArray(gone) && gone.every(isText) && Array.isArray(members) && members.every((member) => isChange(member, isText, depth));
}

function isChange(value: unknown, isKey: (key: unknown) => boolean, depth: number): boolean {
  return Array.isArray(value) && value.length === 2 && isKey(value[0]) && isDifference(value[1], depth + 1);
}

function isLength(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
