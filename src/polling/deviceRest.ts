import type { Fault } from '../model/fault';

/** For so long after the last throttled request it is said that the device throttles. */
const memoryMs = 60_000;

interface Rest {
  readonly fault: Fault;
  readonly since: number;
  readonly until: number;
}

/** Knows whether a device asked to be left alone, now or a short while ago. Times are those of `Clock.elapsed`. */
export class DeviceRest {
  #last: Rest | undefined;
  #isOver = true;

  begin(rest: Rest): void {
    this.#last = rest;
    this.#isOver = false;
  }

  /** The device is asked again. */
  end(): void {
    this.#isOver = true;
  }

  forget(): void {
    this.#last = undefined;
    this.#isOver = true;
  }

  /** The rest under way; `undefined` while the device may be asked. */
  get current(): Rest | undefined {
    return this.#isOver ? undefined : this.#last;
  }

  /** Why the device rests or did lately: every third request throttled is one state of affairs, not twenty changes of it in a minute. */
  recentFault(at: number): Fault | undefined {
    return this.#last !== undefined && at - this.#last.since < memoryMs ? this.#last.fault : undefined;
  }
}
