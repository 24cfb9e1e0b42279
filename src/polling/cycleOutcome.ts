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
  #leftOutFault: Fault | undefined;
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

  /** Something was not asked for, because of an earlier fault. What goes wrong in this cycle is more worth saying. */
  leftOut(fault: Fault): void {
    this.#leftOutFault ??= fault;
  }

  result(ended?: RequestFailure): CycleResult {
    const error = this.#pathFault ?? this.#leftOutFault;
    return {
      answered: this.#hasAnswered,
      ...(ended === undefined ? {} : { ended }),
      ...(error === undefined ? {} : { error }),
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
