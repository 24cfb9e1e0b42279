import type { InterAppFailure, InterAppReply } from '../model/interApp';
import type { Json } from '../model/json';
import type { ParsedAddress } from './address';
import type { BusHandler, HandledRequest } from './handlerRegistry';
import type { TrafficRow } from './trafficLog';

/** A communication that is on its way: it waits in the queue of its destination, or is being processed. */
export class PendingCommunication {
  readonly row: TrafficRow;
  readonly handler: BusHandler;
  readonly address: ParsedAddress;
  readonly data: Json | undefined;
  readonly settle: (outcome: InterAppReply | InterAppFailure) => void;
  /** Ends what limits its time. */
  release: () => void = () => undefined;
  isDone = false;
  #abort: AbortController | undefined;
  #isAborted = false;

  constructor(row: TrafficRow, handler: BusHandler, address: ParsedAddress, data: Json | undefined, settle: (outcome: InterAppReply | InterAppFailure) => void) {
    this.row = row;
    this.handler = handler;
    this.address = address;
    this.data = data;
    this.settle = settle;
  }

  /** For the handler. The signal is made when it is looked at: most handlers never do. */
  request(): HandledRequest {
    const { guid, kind, name, source, destination } = this.row.communication;
    const signal = (): AbortSignal => this.#signal;
    return Object.freeze({
      guid,
      kind,
      name,
      source,
      destination,
      address: this.address,
      ...(this.data === undefined ? {} : { data: this.data }),
      get signal() {
        return signal();
      },
    });
  }

  abort(): void {
    this.#isAborted = true;
    this.#abort?.abort();
  }

  get #signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#isAborted) {
        this.#abort.abort();
      }
    }
    return this.#abort.signal;
  }
}
