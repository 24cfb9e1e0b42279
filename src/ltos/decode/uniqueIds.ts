/** Hands out ids that are not taken yet: `psx`, `psx-2`, `psx-3`. */
export class UniqueIds {
  readonly #taken = new Set<string>();
  /** Where to go on, so that a thousand equal ids do not each start at 2. */
  readonly #next = new Map<string, number>();

  has(id: string): boolean {
    return this.#taken.has(id);
  }

  take(wanted: string): string {
    let id = wanted;
    let number = this.#next.get(wanted) ?? 2;
    while (this.#taken.has(id)) {
      id = `${wanted}-${number}`;
      number++;
    }
    this.#next.set(wanted, number);
    this.#taken.add(id);
    return id;
  }
}
