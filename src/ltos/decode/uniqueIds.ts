import { wellFormed } from '../../model/wellFormed';

/** Nothing can be addressed by an empty id. */
const unnamed = 'unnamed';

/** Hands out ids that are not taken yet: `psx`, `psx-2`, `psx-3`; `unnamed` instead of an empty one. All can be part of an address. */
export class UniqueIds {
  readonly #taken = new Set<string>();
  /** Where to go on, so that a thousand equal ids do not each start at 2. */
  readonly #next = new Map<string, number>();

  has(id: string): boolean {
    return this.#taken.has(id);
  }

  take(wanted: string): string {
    const base = wanted === '' ? unnamed : wellFormed(wanted);
    let id = base;
    let number = this.#next.get(base) ?? 2;
    while (this.#taken.has(id)) {
      id = `${base}-${number}`;
      number++;
    }
    this.#next.set(base, number);
    this.#taken.add(id);
    return id;
  }
}
