import type { ClientRequest, IncomingMessage } from 'node:http';
import type { ConnectTiming } from './connection';

/** Sees what node-fetch hides of a request: the request itself, the errors as they were, and the moments. */
export class RequestWatch {
  readonly timing: ConnectTiming = {};
  readonly signal: AbortSignal;
  /** `performance.now()` of the moment it could be sent, of the first byte. */
  sentAt: number | undefined;
  firstByteAt: number | undefined;
  response: IncomingMessage | undefined;
  error: unknown;
  #request: ClientRequest | undefined;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  attach(request: ClientRequest): void {
    this.#request = request;
    this.sentAt = performance.now();
    request.once('response', (response: IncomingMessage) => {
      this.firstByteAt = performance.now();
      this.response = response;
    });
    // node-fetch passes on the code only, and by then it is too late to see which error came first.
    request.on('error', (error) => {
      this.error ??= error;
    });
  }

  /** The connection has just been opened for this request. */
  connected(): void {
    this.sentAt = performance.now();
  }

  get reusedSocket(): boolean {
    return this.#request?.reusedSocket === true;
  }

  /** Closes the connection, e.g. since the rest of the answer is not wanted. */
  abandon(): void {
    this.#request?.destroy();
  }
}
