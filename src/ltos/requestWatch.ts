import type { ClientRequest, IncomingMessage } from 'node:http';
import type { ConnectTiming } from './connection';

/** A connection comes back within a turn or two of the event loop after the answer; one that does not is not worth waiting for. */
const longestReleaseMs = 100;

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
  #isReleased = false;

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
    request.once('close', () => {
      this.#isReleased = true;
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

  /**
   * Resolves when the agent has the connection back, or will not have it. The end of an answer may be there before the end of its request has been written,
   * and the next request would then open a connection of its own.
   */
  released(): Promise<void> {
    const request = this.#request;
    if (request === undefined || this.#isReleased) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        request.off('close', end);
        resolve();
      };
      const timer = setTimeout(end, longestReleaseMs);
      request.once('close', end);
    });
  }

  /** Closes the connection, e.g. since the rest of the answer is not wanted. */
  abandon(): void {
    this.#request?.destroy();
  }
}
