import type { Clock } from './clock';

/** The paths of the REST API that polling asks for. */
export const chassisPaths = {
  whole: '/api/status',
  system: '/api/status/system',
  slots: '/api/status/chassis0/slots',
  slot: (slotId: string): string => `/api/status/chassis0/slots/${encodeURIComponent(slotId)}`,
  module: (slotId: string): string => `/api/status/chassis0/slots/${encodeURIComponent(slotId)}/module`,
} as const;

/** After so long, what did not work is tried again: firmware gets updated. */
const forgetAfterMs = 3_600_000;

/** Several ways to the same data, best first, and which of them a device knows. */
export class WayMemory<T> {
  readonly #ways: readonly T[];
  readonly #clock: Pick<Clock, 'elapsed'>;
  #known: { readonly way: T; readonly at: number } | undefined;

  constructor(ways: readonly T[], clock: Pick<Clock, 'elapsed'>) {
    this.#ways = ways;
    this.#clock = clock;
  }

  /** The ways in the order in which to try them: the one that worked, the ones after it, then the others. */
  get order(): readonly T[] {
    if (this.#known === undefined || this.#clock.elapsed() - this.#known.at >= forgetAfterMs) {
      return this.#ways;
    }
    const first = this.#ways.indexOf(this.#known.way);
    return [...this.#ways.slice(first), ...this.#ways.slice(0, first)];
  }

  /** Remembers the way; that it works again does not put off the next try of the better ones. */
  worked(way: T): void {
    const isKnown = this.#known?.way === way && this.#clock.elapsed() - this.#known.at < forgetAfterMs;
    this.#known = isKnown ? this.#known : { way, at: this.#clock.elapsed() };
  }
}
