/** Sizes between two powers of two. More waste less memory in each buffer, fewer find a used one more often. */
const stepsBetween = 8;
const smallestBytes = 1024;

/**
 * Buffers that are used again. What is kept for seconds and then given up, many times a second, would else fill the heap with garbage, which is collected long
 * after: it is no longer young by then.
 */
export class BufferPool {
  readonly #limitBytes: number;
  readonly #free = new Map<number, Buffer[]>();
  #freeBytes = 0;

  /** @param limitBytes of the buffers that nobody uses, together */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** A buffer of at least so many bytes, with anything in it. */
  take(bytes: number): Buffer {
    const size = roundedUp(bytes);
    const used = this.#free.get(size)?.pop();
    if (used === undefined) {
      // Not one of Node's own pool: each of those would keep its neighbours.
      return Buffer.allocUnsafeSlow(size);
    }
    this.#freeBytes -= size;
    return used;
  }

  /** Nobody may look at the buffer any more. */
  giveBack(buffer: Buffer): void {
    const size = buffer.length;
    if (this.#freeBytes + size > this.#limitBytes) {
      // Sizes have changed: those that lie about are of no use.
      this.#free.clear();
      this.#freeBytes = 0;
      return;
    }
    const free = this.#free.get(size);
    if (free === undefined) {
      this.#free.set(size, [buffer]);
    } else {
      free.push(buffer);
    }
    this.#freeBytes += size;
  }
}

function roundedUp(bytes: number): number {
  const least = Math.max(smallestBytes, bytes);
  const step = 2 ** Math.floor(Math.log2(least)) / stepsBetween;
  return Math.ceil(least / step) * step;
}
