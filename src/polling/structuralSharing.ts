/**
 * A deeply frozen copy of `next` that reuses every part of `previous` that is equal; `previous` itself when all of it is.
 * Takes JSON-like values: lists, plain objects and primitives; members that are `undefined` are left out.
 */
export function share<T>(previous: T | undefined, next: T): T {
  return shareValue(previous, next) as T;
}

function shareValue(previous: unknown, next: unknown): unknown {
  // A value that was shared before is frozen already, and equal to itself.
  if (Object.is(previous, next) || typeof next !== 'object' || next === null) {
    return next;
  }
  return Array.isArray(next)
    ? shareList(Array.isArray(previous) ? (previous as readonly unknown[]) : undefined, next)
    : shareObject(isPlain(previous) ? previous : undefined, next as Readonly<Record<string, unknown>>);
}

function shareList(previous: readonly unknown[] | undefined, next: readonly unknown[]): readonly unknown[] {
  const copy = next.map((element, index) => shareValue(previous?.[index], element));
  const isSame = previous?.length === copy.length && copy.every((element, index) => Object.is(element, previous[index]));
  return isSame ? previous : Object.freeze(copy);
}

function shareObject(previous: Readonly<Record<string, unknown>> | undefined, next: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(next)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, unknown] => [key, shareValue(previous?.[key], value)]);
  const isSame =
    previous !== undefined &&
    Object.keys(previous).length === entries.length &&
    entries.every(([key, value]) => Object.hasOwn(previous, key) && Object.is(value, previous[key]));
  return isSame ? previous : Object.freeze(Object.fromEntries(entries));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
