import { partyOf } from './lane';
import type { PendingCommunication } from './pendingCommunication';

/** What waits for permission, by the party that sent it. */
export class AskingMessages {
  readonly #byParty = new Map<string, Set<PendingCommunication>>();
  readonly #maxOfParty: number;
  readonly #maxOfLane: number;

  constructor(maxOfParty: number, maxOfLane: number) {
    this.#maxOfParty = maxOfParty;
    this.#maxOfLane = maxOfLane;
  }

  /** True when no more of this source may wait, at all or for the queue that it would join. */
  isFull(source: string, lane: string): boolean {
    const asking = this.#byParty.get(partyOf(source));
    if (asking === undefined || asking.size < Math.min(this.#maxOfParty, this.#maxOfLane)) {
      return false;
    }
    return asking.size >= this.#maxOfParty || [...asking].filter((pending) => pending.lane === lane).length >= this.#maxOfLane;
  }

  add(pending: PendingCommunication): void {
    const party = partyOf(pending.accepted.source);
    this.#byParty.set(party, (this.#byParty.get(party) ?? new Set()).add(pending));
  }

  delete(pending: PendingCommunication): void {
    const party = partyOf(pending.accepted.source);
    const asking = this.#byParty.get(party);
    if (asking?.delete(pending) === true && asking.size === 0) {
      this.#byParty.delete(party);
    }
  }

  /** Takes out everything. */
  drain(): readonly PendingCommunication[] {
    const all = [...this.#byParty.values()].flatMap((asking) => [...asking]);
    this.#byParty.clear();
    return all;
  }
}
