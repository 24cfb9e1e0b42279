import type { InterAppCommunication, InterAppFailure, InterAppHandler, InterAppState } from '../model/interApp';
import type { Accepted } from './accepted';
import { longestShownName } from './failures';
import type { ShownData } from './frozenData';
import { safeLine } from './safeLine';

/** What a communication begins with. */
export type CommunicationStart = Pick<InterAppCommunication, 'guid' | 'kind' | 'name' | 'source' | 'destination'> & {
  readonly data: ShownData | undefined;
  readonly retryOf: number | undefined;
};

/** What is left at the end of a communication; the result as it came, in words. */
export type Outcome = { readonly result: string } | { readonly error: InterAppFailure };

/** What is wrong with a message itself stays wrong. */
const wrongWhenever: ReadonlySet<string> = new Set(['malformed', 'unknownType', 'denied'] satisfies InterAppFailure['code'][]);

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
  /** The newest try of the message, shared by all of them; absent while there is one only. */
  #tries: { newest: TrafficRow } | undefined;

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

  /** True for a failed message that another try may help, and of which no try is under way. */
  get canRetry(): boolean {
    const outcome = this.#outcome;
    if (this.accepted === undefined || outcome === undefined || !('error' in outcome) || wrongWhenever.has(outcome.error.code)) {
      return false;
    }
    const { state } = this.#tries?.newest ?? this;
    return state !== 'waiting' && state !== 'processing';
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
      ...(this.#outcome !== undefined && 'result' in this.#outcome ? { result: safeLine(this.#outcome.result, longestShownName) } : {}),
    });
    return this.#handler;
  }

  /** This one tries the message of that one again. */
  retries(earlier: TrafficRow): void {
    earlier.#tries ??= { newest: earlier };
    earlier.#tries.newest = this;
    this.#tries = earlier.#tries;
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
