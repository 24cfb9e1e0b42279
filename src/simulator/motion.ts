/**
 * A number in [-1, 1) that looks random and depends on its arguments only, so that a value can be computed for any
 * moment without keeping a history.
 */
export function noise(seed: string, tick: number): number {
  // FNV-1a over the seed, then a 32-bit finalizer, so that neighbouring ticks have nothing in common.
  let hash = 0x811c9dc5;
  for (const character of `${seed}:${tick}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** Noise around 0 with mostly small values and a few of up to `amplitude`; a new value every second. */
export function jitter(seed: string, nowMs: number, amplitude: number): number {
  const second = Math.floor(nowMs / 1000);
  const sum = noise(`${seed}a`, second) + noise(`${seed}b`, second) + noise(`${seed}c`, second);
  return (sum / 3) * amplitude;
}

/** A slow wave between -`amplitude` and +`amplitude`. */
export function wave(nowMs: number, periodMs: number, amplitude: number): number {
  return Math.sin((2 * Math.PI * (nowMs % periodMs)) / periodMs) * amplitude;
}

/** `value` rounded to a number of decimals. */
export function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
