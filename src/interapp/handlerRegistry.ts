import type { Disposable } from '../model/event';
import { readAddress, type ParsedAddress } from './address';

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

/** A handler as long as it serves. */
export interface Registration {
  readonly handler: BusHandler;
  isActive: boolean;
}

const deviceParts: ReadonlySet<string> = new Set(['chassis', 'card', 'ptp'] satisfies ParsedAddress['kind'][]);

/** Which handler serves what: by kind of destination (`chassis`, `card`, `ptp`), or by the address of an extension and everything below it. */
export class HandlerRegistry {
  /** By pattern and name. */
  readonly #registrations = new Map<string, Map<string, Registration>>();

  /** Throws when the pattern is neither a kind nor an address of an extension, and when one of the names is served there already. */
  register(pattern: string, handler: BusHandler): Disposable {
    const place = canonicalPattern(pattern);
    const served = this.#registrations.get(place) ?? new Map<string, Registration>();
    const taken = handler.names.find((name) => served.has(name));
    if (taken !== undefined) {
      throw new Error(`There is a handler for ${taken} at ${place} already.`);
    }
    const registration: Registration = { handler, isActive: true };
    const names = new Set(handler.names);
    this.#registrations.set(place, served);
    names.forEach((name) => served.set(name, registration));
    return {
      dispose: () => {
        if (registration.isActive) {
          registration.isActive = false;
          names.forEach((name) => served.delete(name));
          if (served.size === 0 && this.#registrations.get(place) === served) {
            this.#registrations.delete(place);
          }
        }
      },
    };
  }

  /** The nearest one: of the destination itself, or else of what it is below. */
  find({ kind }: ParsedAddress, destination: string, name: string): Registration | undefined {
    if (kind !== 'extension') {
      return this.#registrations.get(kind)?.get(name);
    }
    for (let pattern = destination; pattern.includes('/'); pattern = pattern.slice(0, pattern.lastIndexOf('/'))) {
      const registration = this.#registrations.get(pattern)?.get(name);
      if (registration !== undefined) {
        return registration;
      }
    }
    return undefined;
  }
}

function canonicalPattern(pattern: string): string {
  if (deviceParts.has(pattern)) {
    return pattern;
  }
  const read = readAddress(pattern);
  if (read?.address.kind !== 'extension') {
    throw new Error(`"${pattern}" is neither a kind of destination (${[...deviceParts].join(', ')}) nor an address of an extension.`);
  }
  return read.canonical;
}
