/** Upper limits of the bands, with their words. The steps are those of the clockAccuracy enumeration (IEEE 1588-2019 table 5). */
const bands: readonly (readonly [limitNs: number, words: string])[] = [
  [25, '<25 ns'],
  [100, '<100 ns'],
  [250, '<250 ns'],
  [1_000, '<1 µs'],
  [2_500, '<2.5 µs'],
  [10_000, '<10 µs'],
  [25_000, '<25 µs'],
  [100_000, '<100 µs'],
  [250_000, '<250 µs'],
  [1_000_000, '<1 ms'],
  [10_000_000, '<10 ms'],
  [100_000_000, '<100 ms'],
  [1_000_000_000, '<1 s'],
];

/** The band that the size of an offset falls into, e.g. `<100 ns`: a word that changes only when the quality does. */
export function offsetBandText(offsetNs: number): string {
  const size = Math.abs(offsetNs);
  return bands.find(([limitNs]) => size < limitNs)?.[1] ?? '≥1 s';
}
