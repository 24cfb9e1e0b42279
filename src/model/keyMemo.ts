/** Devices send a few hundred different keys; the bounds keep a hostile answer from growing what is remembered. */
const maxKeys = 4096;
const maxLength = 64;

/** Remembers what was found out about a key, for everything that depends on the key alone. */
export class KeyMemo<T> {
  readonly #find: (key: string) => T;
  readonly #known = new Map<string, T>();

  constructor(find: (key: string) => T) {
    this.#find = find;
  }

  get(key: string): T {
    const known = this.#known.get(key);
    if (known !== undefined) {
      return known;
    }
    const found = this.#find(key);
    if (key.length <= maxLength) {
      if (this.#known.size >= maxKeys) {
        this.#known.clear();
      }
      this.#known.set(key, found);
    }
    return found;
  }
}
