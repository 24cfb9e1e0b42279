import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';

/** The first member with one of the given normal keys, in the order of the keys. Own members only. */
export function member(object: JsonObject, ...keys: readonly string[]): Json | undefined {
  let best = keys.length;
  let found: Json | undefined;
  for (const key of Object.keys(object)) {
    const at = keys.indexOf(normalKey(key));
    if (at >= 0 && at < best) {
      best = at;
      found = object[key];
    }
  }
  return found;
}

/** Like {@link member}, for a member that is an object. */
export function objectMember(object: JsonObject, ...keys: readonly string[]): JsonObject | undefined {
  const found = member(object, ...keys);
  return isJsonObject(found) ? found : undefined;
}

/** A text or a whole number as the text of an id; `undefined` for everything else. */
export function idText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') {
    return String(value);
  }
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : clip(text, 128);
}

/** The object-id by which the API addresses a node. */
export function objectIdOf(node: JsonObject): string | undefined {
  return idText(member(node, 'objectid'));
}

/** The text, shortened so that a hostile answer cannot blow up paths and messages. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

/** True for a list; unlike `Array.isArray` it keeps the type of the elements. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
