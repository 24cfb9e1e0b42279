import { KeyMemo } from './keyMemo';

const memo = new KeyMemo((text) => text.toLowerCase().replace(/[^a-z0-9]+/g, ''));

/**
 * A key or an enumeration word with everything but letters and digits removed, in lower case:
 * `PRE_MASTER`, `pre-master` and `preMaster` are one word. Spelling drifts between LTOS versions
 * (`leap-second-announced` became `leapsecond-announced`), so only these forms are ever compared.
 */
export function normalKey(text: string): string {
  return memo.get(text);
}
