import { randomUUID } from 'node:crypto';
import { Emitter, type Disposable, type Event } from '../model/event';
import type {
  Address,
  InterAppCommunication,
  InterAppEvent,
  InterAppFailure,
  InterAppHandler,
  InterAppMessage,
  InterAppReply,
} from '../model/interApp';
import type { Accepted } from './accepted';
import { AskingMessages } from './askingMessages';
import { LaneQueues } from './laneQueues';
import { disposed, longestShownName, notHandled, notRepeatable, queueFull, tooManyAsking } from './failures';
import { describedData } from './frozenData';
import { HandlerRegistry, type BusHandler, type Registration } from './handlerRegistry';
import { accept, readOnce, type Incoming } from './incoming';
import { failureOf, InterAppError } from './interAppError';
import { laneOf, partyOf } from './lane';
import { PendingCommunication } from './pendingCommunication';
import { beginning } from './safeLine';
import { TrafficLog } from './trafficLog';
import type { Outcome, TrafficRow } from './trafficRow';

export interface InterAppBusOptions {
  /** Communications that are kept, with their handlers. Default: 1000. */
  readonly maxCount?: number;
  /** Communications of one party that may wait for one destination. Default: 100. */
  readonly maxQueueLength?: number;
  /** Messages of one party that may wait for permission, and no more than may wait for one destination. Default: 1000. */
  readonly maxAsking?: number;
  readonly now?: () => number;
  /** Told about listeners that throw. */
  readonly onListenerError?: (error: unknown) => void;
}

export interface SendOptions {
  /** For waiting and processing together. Default: 30 s; as long as permission is asked for, 5 min. */
  readonly timeoutMs?: number;
  /** Gives the message up. */
  readonly signal?: AbortSignal;
  /**
   * Asked for a message that is fit to be processed, before it joins its queue; until then it waits, as its row shows. Why not, or
   * `undefined` when it may. Absent: it may.
   */
  readonly permission?: (checked: CheckedMessage) => PromiseLike<InterAppFailure | undefined>;
}

/** A message that was checked and copied: as it will be processed. */
export type CheckedMessage = Pick<Accepted, 'name' | 'source' | 'destination' | 'address'>;

type Kind = InterAppCommunication['kind'];

/** A communication in the tables and what becomes of it. */
interface Begun {
  readonly row: TrafficRow;
  readonly settled: Promise<InterAppReply>;
}

const defaultTimeoutMs = 30_000;
/** While somebody is asked; the answer to a question takes longer than that of a device. */
const longestAskingMs = 300_000;
const refusal = 'refusal';

/**
 * Carries messages (which have a reply) and events (which have none) between devices, cards, PTP instances, extensions and the user.
 *
 * What one party (the user, the devices, links, each extension) sends to one destination is served in the order of arrival, one communication
 * at a time; parties and destinations do not wait for each other. Handlers begin in a later turn than the call that sent. Whatever is refused, fails, hangs or is given up ends its own communication only, and every one of
 * them is in the tables, with exactly one handler. A handler that goes on after its time does so alone: the next communication begins.
 */
export class InterAppBus implements Disposable {
  readonly #log: TrafficLog;
  readonly #registry = new HandlerRegistry();
  readonly #queues: LaneQueues<PendingCommunication>;
  readonly #asking: AskingMessages;
  readonly #cleared: Emitter<void>;
  #isDisposed = false;

  /** Fires after each change of {@link communications} and {@link handlers}. */
  readonly onDidChange: Event<void>;
  /** Fires after {@link clear}. */
  readonly onDidClear: Event<void>;

  constructor({ maxCount = 1000, maxQueueLength = 100, maxAsking = 1000, now = Date.now, onListenerError }: InterAppBusOptions = {}) {
    this.#log = new TrafficLog(maxCount, now, onListenerError);
    this.#asking = new AskingMessages(maxAsking, maxQueueLength);
    this.#queues = new LaneQueues(maxQueueLength, (pending) => this.#process(pending));
    this.onDidChange = this.#log.onDidChange;
    this.#cleared = new Emitter(onListenerError);
    this.onDidClear = this.#cleared.event;
  }

  /** Oldest first; the same array until something changes. */
  get communications(): readonly InterAppCommunication[] {
    return this.#log.communications;
  }

  /** Oldest first, one for each communication; the same array until something changes. */
  get handlers(): readonly InterAppHandler[] {
    return this.#log.handlers;
  }

  get(id: number): InterAppCommunication | undefined {
    return this.#log.get(id)?.communication;
  }

  handlerOf(communicationId: number): InterAppHandler | undefined {
    return this.#log.get(communicationId)?.handler;
  }

  /** Sends a message of this extension's own parts; the source is the user when it is not given. Rejects with an {@link InterAppError}. */
  send(message: InterAppMessage, options: SendOptions = {}): Promise<InterAppReply> {
    return this.#take(message, 'message', message.source ?? 'user', false, options).settled;
  }

  /** Announces an event of this extension's own parts. Never throws: a refused one is a failed communication. */
  publish(event: InterAppEvent): { readonly guid: string; readonly settled: Promise<InterAppCommunication> } {
    const { row, settled } = this.#take(event, 'event', event.source ?? 'user', false, {});
    const ended = (): InterAppCommunication => row.communication;
    return { guid: row.start.guid, settled: settled.then(ended, ended) };
  }

  /** Takes in what comes from outside, whatever it is, in the name of `source`. Rejects with an {@link InterAppError}. */
  receive(input: unknown, kind: Kind, source: Address, options: SendOptions = {}): Promise<InterAppReply> {
    return this.#take(input, kind, source, true, options).settled;
  }

  /** Records something that is not let in as failed, with the reason, and returns the error for whoever sent it. */
  refuse(input: unknown, kind: Kind, source: string, failure: InterAppFailure): InterAppError {
    const error = Object.freeze({ code: failure.code, message: failure.message, hint: failure.hint });
    const row = this.#refuse(readOnce(input), kind, source, error);
    return new InterAppError(error, row.start.guid);
  }

  /**
   * Lets a handler serve its names at destinations of a kind (`chassis`, `card`, `ptp`), or at the address of an extension and below it.
   * Throws when the pattern is something else, or when one of the names has a handler there.
   */
  register(pattern: string, handler: BusHandler): Disposable {
    return this.#registry.register(pattern, handler);
  }

  /** Sends a failed message once more, in the name of the user. Rejects with an {@link InterAppError}, also when it cannot be sent again. */
  retry(id: number, options: SendOptions = {}): Promise<InterAppReply> {
    const row = this.#log.get(id);
    if (row?.accepted === undefined || !row.canRetry) {
      return Promise.reject(new InterAppError(notRepeatable, row?.start.guid ?? ''));
    }
    return this.#begin({ ...row.accepted, source: 'user', retryOf: id }, { timeoutMs: row.timeoutMs, ...options }).settled;
  }

  /** True for a failed message that is kept, was fit to be processed, and of which no try is under way. */
  canRetry(id: number): boolean {
    return this.#log.get(id)?.canRetry ?? false;
  }

  /** Forgets what is finished. */
  clear(): void {
    this.#log.clear();
    this.#cleared.fire();
  }

  /** Keeps so many communications from now on. */
  configure(maxCount: number): void {
    this.#log.configure(Math.max(1, Math.trunc(maxCount)));
  }

  /** Refuses everything from now on; what is under way fails, and no timer is left. */
  dispose(): void {
    this.#isDisposed = true;
    for (const pending of [...this.#asking.drain(), ...this.#queues.drain()]) {
      this.#fail(pending, disposed);
    }
  }

  #take(input: unknown, kind: Kind, source: string, isOutside: boolean, options: SendOptions): Begun {
    const incoming = readOnce(input);
    const accepted = accept(incoming, kind, source, isOutside);
    if (!('code' in accepted)) {
      return this.#begin(accepted, options);
    }
    const row = this.#refuse(incoming, kind, source, accepted);
    return { row, settled: Promise.reject(new InterAppError(accepted, row.start.guid)) };
  }

  #refuse({ name, destination, data }: Incoming, kind: Kind, source: string, error: InterAppFailure): TrafficRow {
    const shown = data === undefined ? undefined : describedData(data);
    const start = { guid: randomUUID(), kind, name: shownText(name), source, destination: shownText(destination), data: shown, retryOf: undefined };
    const row = this.#log.add(start, refusal);
    this.#log.finish(row, { error });
    return row;
  }

  #begin(accepted: Accepted, { timeoutMs, signal, permission }: SendOptions): Begun {
    const { kind, name, source, destination, data, retryOf } = accepted;
    const guid: string = randomUUID();
    const admission = this.#admission(accepted, permission !== undefined);
    const start = { guid, kind, name, source, destination, data: data?.table, retryOf };
    const row = this.#log.add(start, 'handler' in admission ? admission.handler.name : refusal);
    row.accepted = kind === 'message' ? accepted : undefined;
    row.timeoutMs = timeoutMs;
    const earlier = retryOf === undefined ? undefined : this.#log.get(retryOf);
    if (earlier !== undefined) {
      row.retries(earlier);
    }
    if (!('handler' in admission)) {
      this.#log.finish(row, { error: admission });
      return { row, settled: Promise.reject(new InterAppError(admission, guid)) };
    }
    const settled = new Promise<InterAppReply>((resolve, reject) => {
      const settle = (outcome: InterAppReply | InterAppFailure): void =>
        'guid' in outcome ? resolve(outcome) : reject(new InterAppError(outcome, guid));
      const pending = new PendingCommunication(accepted, row, admission, settle);
      const giveUp = (failure: InterAppFailure): void => this.#fail(pending, failure);
      const givenMs = timeoutMs === undefined || !Number.isFinite(timeoutMs) ? undefined : timeoutMs;
      if (signal !== undefined) {
        pending.follow(signal, giveUp);
      }
      if (permission === undefined) {
        pending.limit(givenMs ?? defaultTimeoutMs, giveUp);
        this.#queues.add(pending.lane, pending);
        return;
      }
      pending.limit(givenMs ?? longestAskingMs, giveUp);
      this.#ask(pending, permission, () => {
        if (givenMs === undefined) {
          pending.limit(defaultTimeoutMs, giveUp);
        }
        this.#queues.add(pending.lane, pending);
      });
    });
    this.#log.tell();
    return { row, settled };
  }

  #admission(accepted: Accepted, needsPermission: boolean): Registration | InterAppFailure {
    if (this.#isDisposed) {
      return disposed;
    }
    const { address, destination, name, source } = accepted;
    const registration = this.#registry.find(address, destination, name);
    if (registration === undefined) {
      return notHandled(name, destination);
    }
    if (needsPermission && this.#asking.isFull(source, laneOf(accepted))) {
      return tooManyAsking(partyOf(source));
    }
    return this.#queues.isFull(laneOf(accepted)) ? queueFull(destination) : registration;
  }

  #ask(pending: PendingCommunication, permission: NonNullable<SendOptions['permission']>, join: () => void): void {
    const { accepted } = pending;
    this.#asking.add(pending);
    const answer = (failure: InterAppFailure | undefined): void => {
      this.#asking.delete(pending);
      if (pending.hasEnded()) {
        return;
      }
      if (failure !== undefined) {
        pending.row.accepted = undefined;
        this.#fail(pending, failure);
      } else if (this.#queues.isFull(pending.lane)) {
        this.#fail(pending, queueFull(accepted.destination));
      } else {
        join();
      }
    };
    const { name, source, destination, address } = accepted;
    Promise.resolve(permission(Object.freeze({ name, source, destination, address }))).then(answer, (error: unknown) => answer(failureOf(error)));
  }

  #process(pending: PendingCommunication): void {
    if (pending.hasEnded()) {
      return;
    }
    if (!pending.registration.isActive) {
      this.#fail(pending, notHandled(pending.accepted.name, pending.accepted.destination));
      return;
    }
    this.#log.begin(pending.row);
    if (pending.hasEnded()) {
      // A listener disposed of the bus, or gave the message up.
      return;
    }
    try {
      const result = pending.registration.handler.handle(pending.request());
      if (isThenable(result)) {
        result.then(
          (value) => this.#succeed(pending, value),
          (error: unknown) => this.#fail(pending, failureOf(error)),
        );
      } else {
        this.#succeed(pending, result);
      }
    } catch (error) {
      this.#fail(pending, failureOf(error));
    }
  }

  #succeed(pending: PendingCommunication, result: unknown): void {
    if (!pending.hasEnded()) {
      pending.row.accepted = undefined;
      this.#end(pending, { result: resultWords(result) }, Object.freeze({ guid: pending.row.start.guid, result }));
    }
  }

  #fail(pending: PendingCommunication, error: InterAppFailure): void {
    if (!pending.hasEnded()) {
      this.#end(pending, { error }, error);
      pending.abort();
    }
  }

  #end(pending: PendingCommunication, outcome: Outcome, settled: InterAppReply | InterAppFailure): void {
    pending.end();
    this.#asking.delete(pending);
    this.#queues.remove(pending.lane, pending);
    pending.settle(settled);
    this.#log.finish(pending.row, outcome);
  }
}

function shownText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestShownName) : '?';
}

/** For the table, which shows it without secrets; the sender gets the result itself. */
function resultWords(result: unknown): string {
  if (result === undefined || result === null) {
    return 'Done';
  }
  if (Array.isArray(result)) {
    return `${result.length} ${result.length === 1 ? 'entry' : 'entries'}`;
  }
  return typeof result === 'string' || typeof result === 'number' || typeof result === 'boolean' ? beginning(String(result), longestShownName) : 'Data';
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
