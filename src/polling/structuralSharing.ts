/**
 * A deeply frozen copy of `next` that reuses every part of `previous` that is equal; `previous` itself when all of it is.
 * Takes JSON-like values: lists, plain objects and primitives; members that are `undefined` are left out. An object that is in `next` several times is copied
 * once.
 */
export function share<T>(previous: T | undefined, next: T): T {
  return new Sharing().share(previous, next) as T;
}

class Sharing {
  /** By object of `next`: its copy. */
  readonly #copies = new Map<object, unknown>();

  share(previous: unknown, next: unknown): unknown {
    // A value that was shared before is frozen already, and equal to itself.
    if (Object.is(previous, next) || typeof next !== 'object' || next === null) {
      return next;
    }
    const known = this.#copies.get(next);
    if (known !== undefined && (previous === undefined || Object.is(known, previous))) {
      return known;
    }
    const made = Array.isArray(next)
      ? this.#shareList(Array.isArray(previous) ? (previous as readonly unknown[]) : undefined, next)
      : this.#shareObject(isPlain(previous) ? previous : undefined, next as Readonly<Record<string, unknown>>);
    const copy = Object.is(made, previous) ? made : (known ?? made);
    this.#copies.set(next, copy);
    return copy;
  }

  #shareList(previous: readonly unknown[] | undefined, next: readonly unknown[]): readonly unknown[] {
    const copy = next.map((element, index) => this.share(previous?.[index], element));
    const isSame = previous?.length === copy.length && copy.every((element, index) => Object.is(element, previous[index]));
    return isSame ? previous : Object.freeze(copy);
  }

  /** Most objects did not change: nothing is made until the first member that did. */
  #shareObject(previous: Readonly<Record<string, unknown>> | undefined, next: Readonly<Record<string, unknown>>): unknown {
    const keys = Object.keys(next);
    let copy: Record<string, unknown> | undefined;
    let size = 0;
    for (const [index, key] of keys.entries()) {
      const value = next[key];
      if (value === undefined) {
        continue;
      }
      const wasThere = previous !== undefined && Object.hasOwn(previous, key);
      const shared = this.share(wasThere ? previous[key] : undefined, value);
      if (copy === undefined && !(wasThere && Object.is(shared, previous[key]))) {
        copy = membersBefore(previous, next, keys, index);
      }
      if (copy !== undefined) {
        define(copy, key, shared);
      }
      size += 1;
    }
    if (copy !== undefined) {
      return Object.freeze(copy);
    }
    return previous !== undefined && Object.keys(previous).length === size ? previous : Object.freeze(membersBefore(previous, next, keys, keys.length));
  }
}

/** The members before the given one: they are all as they were. */
function membersBefore(previous: Readonly<Record<string, unknown>> | undefined, next: Readonly<Record<string, unknown>>, keys: readonly string[], end: number): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const key of keys.slice(0, end)) {
    if (next[key] !== undefined) {
      define(members, key, previous?.[key]);
    }
  }
  return members;
}

function define(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    // An assignment would set the prototype.
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
