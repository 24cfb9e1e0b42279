import type { InterAppFailure, InterAppReply } from '../model/interApp';
import type { Json } from '../model/json';
import type { Accepted } from './accepted';
import type { ParsedAddress } from './address';
import { cancelled, timedOut } from './failures';
import type { HandledRequest, Registration } from './handlerRegistry';
import { laneOf } from './lane';
import type { TrafficRow } from './trafficRow';

/** The longest time that a timer of Node.js takes. */
const longestTimeoutMs = 2_147_483_647;

/** A communication that is on its way: it waits in the queue of its destination, or is being processed. */
export class PendingCommunication {
  readonly accepted: Accepted;
  readonly row: TrafficRow;
  readonly registration: Registration;
  /** The queue that it belongs to. */
  readonly lane: string;
  readonly #settle: (outcome: InterAppReply | InterAppFailure) => void;
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;
  #hasEnded = false;
  #abort: AbortController | undefined;
  #isAborted = false;

  /** `settle` is called once. */
  constructor(accepted: Accepted, row: TrafficRow, registration: Registration, settle: (outcome: InterAppReply | InterAppFailure) => void) {
    this.accepted = accepted;
    this.row = row;
    this.registration = registration;
    this.lane = laneOf(accepted);
    this.#settle = settle;
  }

  hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Calls `giveUp` when time is up, in a later turn, unless it has ended by then. Takes the place of an earlier limit. */
  limit(timeoutMs: number, giveUp: (failure: InterAppFailure) => void): void {
    clearTimeout(this.#timer);
    const limitMs = Math.min(Math.max(0, timeoutMs), longestTimeoutMs);
    this.#timer = setTimeout(() => giveUp(timedOut(limitMs)), limitMs);
  }

  /** Calls `giveUp` when the signal aborts, in a later turn, unless it has ended by then. */
  follow(signal: AbortSignal, giveUp: (failure: InterAppFailure) => void): void {
    const onAbort = (): void => giveUp(cancelled);
    if (signal.aborted) {
      queueMicrotask(onAbort);
    } else {
      signal.addEventListener('abort', onAbort);
      this.#stopListening = () => signal.removeEventListener('abort', onAbort);
    }
  }

  /** For the handler. The signal is made when it is looked at: most handlers never do. */
  request(): HandledRequest {
    return new PendingRequest(this.row.start.guid, this.accepted, () => this.#signal());
  }

  /** Nothing limits it any more. */
  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    this.#stopListening?.();
  }

  settle(outcome: InterAppReply | InterAppFailure): void {
    this.#settle(outcome);
  }

  abort(): void {
    this.#isAborted = true;
    this.#abort?.abort();
  }

  #signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#isAborted) {
        this.#abort.abort();
      }
    }
    return this.#abort.signal;
  }
}

class PendingRequest implements HandledRequest {
  readonly guid: string;
  readonly kind: HandledRequest['kind'];
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly address: ParsedAddress;
  readonly data: Json | undefined;
  readonly #signal: () => AbortSignal;

  constructor(guid: string, { kind, name, source, destination, address, data }: Accepted, signal: () => AbortSignal) {
    this.guid = guid;
    this.kind = kind;
    this.name = name;
    this.source = source;
    this.destination = destination;
    this.address = address;
    this.data = data?.whole;
    this.#signal = signal;
    Object.freeze(this);
  }

  get signal(): AbortSignal {
    return this.#signal();
  }
}
