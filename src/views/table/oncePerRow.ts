/** A function of a row that computes once for each: rows never change, and a sort key is asked for with each comparison. */
export function oncePerRow<R extends object, T>(compute: (row: R) => T): (row: R) => T {
  const known = new WeakMap<R, { readonly value: T }>();
  return (row) => {
    const kept = known.get(row) ?? { value: compute(row) };
    known.set(row, kept);
    return kept.value;
  };
}
