import type { Disposable } from '../model/event';
import type { ParsedAddress } from './address';

/** What a handler gets: frozen. */
export interface HandledRequest {
  readonly guid: string;
  readonly kind: 'message' | 'event';
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  /** {@link destination} in its parts. */
  readonly address: ParsedAddress;
  readonly data?: unknown;
  /** Aborted when nobody waits any more: time is up, it was cancelled, or the bus is disposed of. */
  readonly signal: AbortSignal;
}

/** Serves communications: validates, acts, and returns the result of the reply, or throws why it cannot. */
export interface BusHandler {
  /** As the tables show it, e.g. `chassis refresh`. */
  readonly name: string;
  /** Names of the messages and events that it serves. */
  readonly names: readonly string[];
  handle(request: HandledRequest): unknown;
}

/** Which handler serves what: by kind of destination (`chassis`, `card`, `ptp`), or by the address of an extension and everything below it. */
export class HandlerRegistry {
  readonly #handlers = new Map<string, BusHandler>();

  /** Throws when one of the names is served already for this pattern. */
  register(pattern: string, handler: BusHandler): Disposable {
    const keys = [...new Set(handler.names)].map((name) => keyOf(pattern, name));
    const taken = keys.find((key) => this.#handlers.has(key));
    if (taken !== undefined) {
      throw new Error(`There is a handler for ${taken} already.`);
    }
    keys.forEach((key) => this.#handlers.set(key, handler));
    return {
      dispose: () =>
        keys.forEach((key) => {
          if (this.#handlers.get(key) === handler) {
            this.#handlers.delete(key);
          }
        }),
    };
  }

  find({ kind }: ParsedAddress, destination: string, name: string): BusHandler | undefined {
    if (kind !== 'extension') {
      return this.#handlers.get(keyOf(kind, name));
    }
    for (let pattern = destination; pattern.includes('/'); pattern = pattern.slice(0, pattern.lastIndexOf('/'))) {
      const handler = this.#handlers.get(keyOf(pattern, name));
      if (handler !== undefined) {
        return handler;
      }
    }
    return undefined;
  }
}

function keyOf(pattern: string, name: string): string {
  return `${name} at ${pattern}`;
}
