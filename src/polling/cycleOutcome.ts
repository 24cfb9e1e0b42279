import type { Fault } from '../model/fault';
import { failureOf, type RequestFailure } from './faultPolicy';

/** How a cycle ended. `answered` and `error` together: the device answers, but not everything is well. */
export interface CycleResult {
  readonly answered: boolean;
  /** What made the cycle end early. */
  readonly ended?: RequestFailure;
  /** What was wrong with single paths. */
  readonly error?: Fault;
}

/** Collects what happens in one cycle. */
export class CycleOutcome {
  #hasAnswered = false;
  #pathFault: Fault | undefined;
  #timeouts = 0;

  answered(): void {
    this.#hasAnswered = true;
    this.#timeouts = 0;
  }

  /** Notes a failure that concerns one path only. True when it is a reason to end the cycle. */
  failed(failure: RequestFailure): boolean {
    // One hanging card is its own fault; two hanging requests in a row are the device's.
    const isDeviceHanging = failure.fault.kind === 'timeout' && ++this.#timeouts > 1;
    this.#pathFault ??= failure.fault;
    return failure.meaning !== 'path' || isDeviceHanging;
  }

  result(ended?: RequestFailure): CycleResult {
    return {
      answered: this.#hasAnswered,
      ...(ended === undefined ? {} : { ended }),
      ...(this.#pathFault === undefined ? {} : { error: this.#pathFault }),
    };
  }
}

/** Thrown to end a cycle early. */
export class CycleEnded extends Error {
  readonly failure: RequestFailure;

  constructor(failure: RequestFailure) {
    super(failure.fault.message);
    this.failure = failure;
  }

  /** The reason for which a cycle ended, whatever was thrown. */
  static reason(error: unknown): RequestFailure {
    return error instanceof CycleEnded ? error.failure : { ...failureOf(error), meaning: 'device' };
  }
}
