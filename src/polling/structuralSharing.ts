type Members = Readonly<Record<string, unknown>>;

/**
 * `next`, deeply frozen, with every part of `previous` that is equal in the place of its own; `previous` itself when all of it is.
 * Takes JSON-like values: lists, plain objects and primitives; members that are `undefined` are left out. What is given away here is not to be used by
 * anybody else: nothing is copied but what is frozen already.
 */
export function share<T>(previous: T | undefined, next: T): T {
  return shared(previous, next) as T;
}

function shared(previous: unknown, next: unknown): unknown {
  // A value that was shared before is frozen already, and equal to itself.
  if (Object.is(previous, next) || typeof next !== 'object' || next === null) {
    return next;
  }
  return Array.isArray(next)
    ? sharedList(Array.isArray(previous) ? (previous as readonly unknown[]) : undefined, next)
    : sharedObject(isPlain(previous) ? previous : undefined, next as Members);
}

function sharedList(previous: readonly unknown[] | undefined, next: unknown[]): readonly unknown[] {
  let isSame = previous?.length === next.length;
  let list = next;
  for (let index = 0; index < next.length; index++) {
    const before = previous?.[index];
    const element = shared(before, next[index]);
    isSame &&= Object.is(element, before);
    if (!Object.is(element, list[index])) {
      if (list === next && Object.isFrozen(next)) {
        list = [...next];
      }
      list[index] = element;
    }
  }
  return isSame && previous !== undefined ? previous : Object.freeze(list);
}

function sharedObject(previous: Members | undefined, next: Members): Members {
  const keys = Object.keys(next);
  let isSame = previous !== undefined;
  let object = next;
  let size = 0;
  for (const key of keys) {
    const value = next[key];
    if (value === undefined) {
      continue;
    }
    size += 1;
    const isThere = previous !== undefined && Object.hasOwn(previous, key);
    const before = isThere ? previous[key] : undefined;
    const member = shared(before, value);
    isSame &&= isThere && Object.is(member, before);
    if (!Object.is(member, value)) {
      if (object === next && Object.isFrozen(next)) {
        object = { ...next };
      }
      define(object, key, member);
    }
  }
  if (isSame && previous !== undefined && Object.keys(previous).length === size) {
    return previous;
  }
  return Object.freeze(size === keys.length ? object : present(object));
}

/** Without the members that are `undefined`. */
function present(object: Members): Members {
  const members: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    if (object[key] !== undefined) {
      define(members, key, object[key]);
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

function isPlain(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
