interface Queue<T> {
  readonly waiting: T[];
  /** There always is one: an idle queue is forgotten. */
  running: T;
}

/** One queue for each lane, that is a destination and who sends to it: first come, first served, one at a time. Lanes do not wait for each other. */
export class LaneQueues<T extends object> {
  readonly #queues = new Map<string, Queue<T>>();
  readonly #maxWaiting: number;
  readonly #begin: (item: T) => void;

  /** `begin` is called in a later turn than what lets an item begin. The item keeps its lane busy until it is removed. */
  constructor(maxWaiting: number, begin: (item: T) => void) {
    this.#maxWaiting = maxWaiting;
    this.#begin = begin;
  }

  isFull(lane: string): boolean {
    return (this.#queues.get(lane)?.waiting.length ?? 0) >= this.#maxWaiting;
  }

  add(lane: string, item: T): void {
    const queue = this.#queues.get(lane);
    if (queue === undefined) {
      this.#queues.set(lane, { waiting: [], running: item });
      queueMicrotask(() => this.#begin(item));
    } else {
      queue.waiting.push(item);
    }
  }

  /** Takes out what is done or given up; if it was its turn, the next one begins. */
  remove(lane: string, item: T): void {
    const queue = this.#queues.get(lane);
    if (queue === undefined) {
      return;
    }
    if (queue.running !== item) {
      const place = queue.waiting.indexOf(item);
      queue.waiting.splice(place, place < 0 ? 0 : 1);
      return;
    }
    const next = queue.waiting.shift();
    if (next === undefined) {
      this.#queues.delete(lane);
    } else {
      queue.running = next;
      queueMicrotask(() => this.#begin(next));
    }
  }

  /** Takes out everything; nothing begins any more. */
  drain(): readonly T[] {
    const items = [...this.#queues.values()].flatMap(({ running, waiting }) => [running, ...waiting]);
    this.#queues.clear();
    return items;
  }
}
