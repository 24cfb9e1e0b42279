/** Devices send a few hundred different keys; the bounds keep a hostile answer from growing the cache. */
const maxCachedKeys = 4096;
const maxCachedLength = 64;
const cache = new Map<string, string>();

/**
 * A key or an enumeration word with everything but letters and digits removed, in lower case:
 * `PRE_MASTER`, `pre-master` and `preMaster` are one word. Spelling drifts between LTOS versions
 * (`leap-second-announced` became `leapsecond-announced`), so only these forms are ever compared.
 */
export function normalKey(text: string): string {
  const known = cache.get(text);
  if (known !== undefined) {
    return known;
  }
  const normal = text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  if (text.length <= maxCachedLength) {
    if (cache.size >= maxCachedKeys) {
      cache.clear();
    }
    cache.set(text, normal);
  }
  return normal;
}
