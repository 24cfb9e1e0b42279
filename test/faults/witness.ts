import type { Fault } from '../../src/model/fault';
import type { Communication, CommunicationState } from '../../src/model/snapshot';
import type { FleetStore } from '../../src/polling/fleetStore';

/** Something that the store told about a device. */
export interface Sight {
  readonly state: CommunicationState;
  readonly error?: Fault;
}

/** Remembers what the store told about one device. */
export class Witness {
  readonly #store: FleetStore;
  readonly #deviceId: string;
  readonly #subscription: { dispose(): void };
  #last: Communication | undefined;
  #sights: Sight[] = [];
  #answers = 0;

  constructor(store: FleetStore, deviceId: string) {
    this.#store = store;
    this.#deviceId = deviceId;
    this.#subscription = store.onDidChange(() => this.#look());
  }

  get communication(): Communication {
    const communication = this.#store.get(this.#deviceId)?.communication;
    if (communication === undefined) {
      throw new Error(`There is no device ${this.#deviceId}.`);
    }
    return communication;
  }

  /** Times at which good answers arrived, since {@link forget}. */
  get answers(): number {
    return this.#answers;
  }

  /** States and errors one after the other, since {@link forget}, the one at that time included. */
  get sights(): readonly Sight[] {
    return this.#sights;
  }

  /** Nothing has been seen so far. */
  forget(): void {
    this.#answers = 0;
    this.#sights = [this.communication];
  }

  stop(): void {
    this.#subscription.dispose();
  }

  #look(): void {
    const now = this.#store.get(this.#deviceId)?.communication;
    const before = this.#last;
    this.#last = now;
    if (now === undefined || now === before) {
      return;
    }
    if (now.lastSuccess !== before?.lastSuccess) {
      this.#answers += 1;
    }
    if (now.state !== before?.state || now.error !== before.error) {
      this.#sights.push(now);
    }
  }
}
