/** The children of an element, one for each item: an item that stays keeps its element, so that a tooltip or a selection survives an update. */
export class KeyedChildren<T> {
  readonly #parent: HTMLElement;
  readonly #make: (item: T) => HTMLElement;
  #known = new Map<string, HTMLElement>();

  constructor(parent: HTMLElement, make: (item: T) => HTMLElement) {
    this.#parent = parent;
    this.#make = make;
  }

  /** Shows the items in their order; `update` is called for each of them, also for those that are new. No two items may have the same key. */
  show(items: readonly T[], keyOf: (item: T) => string, update: (child: HTMLElement, item: T) => void): void {
    const before = this.#known;
    this.#known = new Map();
    for (const item of items) {
      const key = keyOf(item);
      const child = before.get(key) ?? this.#make(item);
      before.delete(key);
      this.#known.set(key, child);
      update(child, item);
    }
    for (const gone of before.values()) {
      gone.remove();
    }
    let place = this.#parent.firstElementChild;
    for (const child of this.#known.values()) {
      if (child === place) {
        place = place.nextElementSibling;
      } else {
        this.#parent.insertBefore(child, place);
      }
    }
  }
}
