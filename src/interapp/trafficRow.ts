import type { InterAppCommunication, InterAppFailure, InterAppHandler, InterAppState } from '../model/interApp';
import type { Accepted } from './accepted';
import type { ShownData } from './frozenData';

/** What a communication begins with. */
export type CommunicationStart = Pick<InterAppCommunication, 'guid' | 'kind' | 'name' | 'source' | 'destination'> & {
  readonly data: ShownData | undefined;
  readonly retryOf: number | undefined;
};

/** What is left at the end of a communication. */
export type Outcome = { readonly result: string } | { readonly error: InterAppFailure };

/** A communication and its handler. What the tables show of them is made when somebody looks: most states pass unseen. */
export class TrafficRow {
  readonly id: number;
  readonly start: CommunicationStart;
  /** What a retry sends again; `undefined` once it has succeeded, and for what was refused at the door. */
  accepted: Accepted | undefined;
  /** The time limit that its sender gave, for a retry. */
  timeoutMs: number | undefined;
  readonly #handlerName: string;
  readonly #created: number;
  #started: number | undefined;
  /** `performance.now()` at the start. */
  #startedAt = 0;
  #finished: number | undefined;
  #durationMs: number | undefined;
  #outcome: Outcome | undefined;
  #communication: InterAppCommunication | undefined;
  #handler: InterAppHandler | undefined;

  /** `created`: milliseconds since the epoch. */
  constructor(id: number, start: CommunicationStart, handlerName: string, created: number) {
    this.id = id;
    this.start = start;
    this.#handlerName = handlerName;
    this.#created = created;
  }

  get state(): InterAppState {
    if (this.#outcome !== undefined) {
      return 'error' in this.#outcome ? 'failed' : 'executed';
    }
    return this.#started === undefined ? 'waiting' : 'processing';
  }

  /** As the table shows it; the same object until the state changes. */
  get communication(): InterAppCommunication {
    if (this.#communication === undefined) {
      const { data, retryOf, ...start } = this.start;
      this.#communication = Object.freeze({
        id: this.id,
        ...start,
        created: this.#created,
        ...this.#progress(),
        ...(data === undefined ? {} : { data: data.shown }),
        ...(retryOf === undefined ? {} : { retryOf }),
      });
    }
    return this.#communication;
  }

  /** As the table shows it; the same object until the state changes. */
  get handler(): InterAppHandler {
    this.#handler ??= Object.freeze({
      id: this.id,
      handler: this.#handlerName,
      communicationId: this.id,
      ...this.#progress(),
      ...(this.#outcome !== undefined && 'result' in this.#outcome ? { result: this.#outcome.result } : {}),
    });
    return this.#handler;
  }

  begin(now: number): void {
    this.#started = now;
    this.#startedAt = performance.now();
    this.#forgetShown();
  }

  finish(now: number, outcome: Outcome): void {
    this.#finished = now;
    this.#durationMs = this.#started === undefined ? undefined : performance.now() - this.#startedAt;
    this.#outcome = outcome;
    this.#forgetShown();
  }

  #progress(): Pick<InterAppHandler, 'state' | 'started' | 'finished' | 'durationMs' | 'error'> {
    return {
      state: this.state,
      ...(this.#started === undefined ? {} : { started: this.#started }),
      ...(this.#finished === undefined ? {} : { finished: this.#finished }),
      ...(this.#durationMs === undefined ? {} : { durationMs: this.#durationMs }),
      ...(this.#outcome !== undefined && 'error' in this.#outcome ? { error: this.#outcome.error } : {}),
    };
  }

  #forgetShown(): void {
    this.#communication = undefined;
    this.#handler = undefined;
  }
}
