import { toNanoseconds } from '../../model/duration';
import { isJsonObject, type Json, type JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';

/** Members of an object that stands for one value: its number, its word, its unit, or the parts of an identity. */
const partsOfAValue = new Set(
  'value unit name objectid description text label code id number clockidentity clockid identity uuid portnumber portnum'.split(' '),
);

/** Remembers which members of an answer were read, so that the others can be shown as not understood. */
export class Understood {
  readonly #keys = new Map<JsonObject, Set<string>>();

  /** The member was read. Of an object only what makes up its value counts as read. */
  add(object: JsonObject, key: string): void {
    const value = object[key];
    if (!isJsonObject(value)) {
      this.#mark(object, key);
      return;
    }
    for (const part of Object.keys(value)) {
      const normal = normalKey(part);
      if (isPrimitive(value[part]) && (partsOfAValue.has(normal) || toNanoseconds(1, normal) !== undefined)) {
        this.#mark(value, part);
      }
    }
  }

  /** Which members of an object were read; `undefined`: none. */
  membersOf(object: JsonObject): ReadonlySet<string> | undefined {
    return this.#keys.get(object);
  }

  #mark(object: JsonObject, key: string): void {
    const keys = this.#keys.get(object);
    if (keys === undefined) {
      this.#keys.set(object, new Set([key]));
    } else {
      keys.add(key);
    }
  }
}

function isPrimitive(value: Json | undefined): boolean {
  return value === null || typeof value !== 'object';
}
