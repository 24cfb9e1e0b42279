// @ts-check

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Runs two measurements in turn, A B A B …, and gives the medians of each and of the ratios pair by pair: the machine's own drift
 * falls out of the ratio.
 * @template {Record<string, number>} T
 * @param {number} rounds
 * @param {() => T | Promise<T>} measureA
 * @param {() => T | Promise<T>} measureB
 */
export async function sideBySide(rounds, measureA, measureB) {
  /** @type {T[]} */
  const a = [];
  /** @type {T[]} */
  const b = [];
  await measureA();
  await measureB();
  for (let round = 0; round < rounds; round++) {
    a.push(await measureA());
    b.push(await measureB());
  }
  const keys = Object.keys(a[0] ?? {});
  return Object.fromEntries(
    keys.map((key) => {
      const of = (/** @type {T} */ sample) => sample[key] ?? Number.NaN;
      return [key, { a: median(a.map(of)), b: median(b.map(of)), ratio: median(a.map((sample, i) => of(sample) / of(/** @type {T} */ (b[i])))) }];
    }),
  );
}
