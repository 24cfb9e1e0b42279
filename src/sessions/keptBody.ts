import type { BufferPool } from './bufferPool';

/** A body outside of the heap of JavaScript, until it is given up. */
export class KeptBody {
  readonly #pool: BufferPool;
  readonly #bytes: number;
  #buffer: Buffer | undefined;

  constructor(text: string, pool: BufferPool) {
    this.#pool = pool;
    this.#bytes = Buffer.byteLength(text);
    this.#buffer = pool.take(this.#bytes);
    this.#buffer.write(text, 'utf8');
  }

  /** What it says; `undefined` once it was given up. */
  get text(): string | undefined {
    return this.#buffer?.toString('utf8', 0, this.#bytes);
  }

  get isGivenUp(): boolean {
    return this.#buffer === undefined;
  }

  /** Its memory is used for another one from now on. */
  giveUp(): void {
    if (this.#buffer !== undefined) {
      this.#pool.giveBack(this.#buffer);
      this.#buffer = undefined;
    }
  }
}
