interface Item<K> {
  readonly key: K;
  bytes: number;
  older: Item<K> | undefined;
  newer: Item<K> | undefined;
}

/** Counts the bytes of what is kept, in the order in which it came, and says what is to be given up when it is too much. Each step takes constant time. */
export class BodyBudget<K> {
  limitBytes: number;
  readonly #items = new Map<K, Item<K>>();
  #oldest: Item<K> | undefined;
  #newest: Item<K> | undefined;
  #totalBytes = 0;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  /** Counts `key` with `bytes` from now on, as the newest one; without bytes it is not counted at all. */
  add(key: K, bytes: number): void {
    this.remove(key);
    if (bytes > 0) {
      const item = { key, bytes, older: this.#newest, newer: undefined };
      this.#items.set(key, item);
      if (this.#newest === undefined) {
        this.#oldest = item;
      } else {
        this.#newest.newer = item;
      }
      this.#newest = item;
      this.#totalBytes += bytes;
    }
  }

  /** Counts fewer bytes for `key`, which keeps its age. */
  shrink(key: K, bytes: number): void {
    const item = this.#items.get(key);
    if (item !== undefined) {
      this.#totalBytes += bytes - item.bytes;
      item.bytes = bytes;
    }
  }

  remove(key: K): void {
    const item = this.#items.get(key);
    if (item === undefined) {
      return;
    }
    this.#items.delete(key);
    this.#totalBytes -= item.bytes;
    if (item.older === undefined) {
      this.#oldest = item.newer;
    } else {
      item.older.newer = item.newer;
    }
    if (item.newer === undefined) {
      this.#newest = item.older;
    } else {
      item.newer.older = item.older;
    }
  }

  /** Removes the oldest one when all are more than the limit, and returns it. */
  takeExcess(): K | undefined {
    const key = this.#totalBytes > this.limitBytes ? this.#oldest?.key : undefined;
    if (key !== undefined) {
      this.remove(key);
    }
    return key;
  }
}
