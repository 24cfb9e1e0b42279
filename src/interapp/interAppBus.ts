import { randomUUID } from 'node:crypto';
import type { Disposable, Event } from '../model/event';
import type { Address, InterAppCommunication, InterAppEvent, InterAppFailure, InterAppHandler, InterAppMessage, InterAppReply } from '../model/interApp';
import { isJsonObject } from '../model/json';
import { parseAddress, type ParsedAddress } from './address';
import { isOwnType, whatIsWrong } from './checks';
import { describedData, frozenData, type FrozenData } from './frozenData';
import { HandlerRegistry, type BusHandler } from './handlerRegistry';
import { failureOf, InterAppError } from './interAppError';
import { PendingCommunication } from './pendingCommunication';
import { TrafficLog, type TrafficRow } from './trafficLog';

export interface InterAppBusOptions {
  /** Communications that are kept, with their handlers. Default: 1000. */
  readonly maxCount?: number;
  /** Communications that may wait for one destination. Default: 100. */
  readonly maxQueueLength?: number;
  readonly now?: () => number;
  /** Told about listeners that throw. */
  readonly onListenerError?: (error: unknown) => void;
}

export interface SendOptions {
  /** For waiting and processing together. Default: 30 s. */
  readonly timeoutMs?: number;
  /** Gives the message up. */
  readonly signal?: AbortSignal;
}

type Kind = InterAppCommunication['kind'];

/** What was checked and copied of a message or an event. */
interface Accepted {
  readonly kind: Kind;
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly address: ParsedAddress;
  readonly data: FrozenData | undefined;
  readonly retryOf?: number;
}

/** What was not let in: it is in the tables all the same. */
interface Refused {
  readonly row: TrafficRow;
  readonly error: InterAppError;
}

interface Queue {
  readonly waiting: PendingCommunication[];
  running: PendingCommunication | undefined;
}

const defaultTimeoutMs = 30_000;
/** The longest time that a timer of Node.js takes. */
const longestTimeoutMs = 2_147_483_647;
const longestShownName = 200;

/**
 * Carries messages (which have a reply) and events (which have none) between devices, cards, PTP instances, extensions and the user.
 *
 * One destination is served in the order of arrival, one communication at a time; destinations do not wait for each other. Handlers begin in
 * a later turn than the call that sent. Whatever is refused, fails, hangs or is given up ends its own communication only, and every one of
 * them is in the tables, with exactly one handler. A handler that goes on after its time does so alone: the next communication begins.
 */
export class InterAppBus implements Disposable {
  readonly #log: TrafficLog;
  readonly #registry = new HandlerRegistry();
  readonly #queues = new Map<string, Queue>();
  /** What `retry` sends again, by the id of the failed message. */
  readonly #sent = new Map<number, Accepted>();
  readonly #maxQueueLength: number;
  #isDisposed = false;

  /** Fires after each change of {@link communications} and {@link handlers}. */
  readonly onDidChange: Event<void>;

  constructor({ maxCount = 1000, maxQueueLength = 100, now = Date.now, onListenerError }: InterAppBusOptions = {}) {
    this.#log = new TrafficLog(maxCount, now, onListenerError);
    this.#maxQueueLength = maxQueueLength;
    this.onDidChange = this.#log.onDidChange;
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
  async send(message: InterAppMessage, options: SendOptions = {}): Promise<InterAppReply> {
    return this.#exchange(message, 'message', message.source ?? 'user', options);
  }

  /** Announces an event of this extension's own parts. Never throws: a refused one is a failed communication. */
  publish(event: InterAppEvent): { readonly guid: string; readonly settled: Promise<InterAppCommunication> } {
    const { row, settled } = this.#begin(this.#check(event, 'event', event.source ?? 'user'), {});
    const ended = (): InterAppCommunication => row.communication;
    return { guid: row.communication.guid, settled: settled.then(ended, ended) };
  }

  /** Takes in what comes from outside, whatever it is, in the name of `source`. Rejects with an {@link InterAppError}. */
  async receive(input: unknown, kind: Kind, source: Address, options: SendOptions = {}): Promise<InterAppReply> {
    const { name } = isJsonObject(input) ? input : {};
    if (kind === 'event' && typeof name === 'string' && isOwnType(kind, name)) {
      throw this.refuse(input, kind, source, { code: 'denied', message: `"${name}" is announced by the device itself only.`, hint: 'Send events custom:<name> to addresses of extensions.' });
    }
    return this.#exchange(input, kind, source, options);
  }

  /** Records something that is not let in as failed, with the reason, and returns the error for whoever sent it. */
  refuse(input: unknown, kind: Kind, source: string, failure: InterAppFailure): InterAppError {
    return this.#refuse(input, kind, source, failure).error;
  }

  #refuse(input: unknown, kind: Kind, source: string, failure: InterAppFailure): Refused {
    const { name, destination, data }: Readonly<Record<string, unknown>> = isJsonObject(input) ? input : { data: input };
    const guid = randomUUID();
    const row = this.#log.add(
      { guid, kind, name: shownText(name), source, destination: shownText(destination), ...(data === undefined ? {} : { data: describedData(data) }) },
      'refusal',
    );
    const error = Object.freeze({ code: failure.code, message: failure.message, hint: failure.hint });
    this.#log.finish(row, { error });
    return { row, error: new InterAppError(error, guid) };
  }

  /**
   * Lets a handler serve its names at destinations of a kind (`chassis`, `card`, `ptp`), or at the address of an extension and below it.
   * Throws when one of the names has a handler there.
   */
  register(pattern: string, handler: BusHandler): Disposable {
    return this.#registry.register(pattern, handler);
  }

  /** Sends a failed message once more, in the name of the user. Rejects with an {@link InterAppError}, also when it cannot be sent again. */
  async retry(id: number, options: SendOptions = {}): Promise<InterAppReply> {
    const sent = this.#sent.get(id);
    if (sent === undefined || this.#log.get(id) === undefined) {
      throw new InterAppError(
        { code: 'malformed', message: 'This cannot be sent again.', hint: 'Only a failed message that is still in the table and was not refused can.' },
        this.get(id)?.guid ?? '',
      );
    }
    return this.#begin({ ...sent, source: 'user', retryOf: id }, options).settled;
  }

  /** Forgets what is finished. */
  clear(): void {
    this.#sent.clear();
    this.#log.clear();
  }

  /** Keeps so many communications from now on. */
  configure(maxCount: number): void {
    this.#log.configure(Math.max(1, Math.trunc(maxCount)));
  }

  /** Refuses everything from now on; what is under way fails, and no timer is left. */
  dispose(): void {
    this.#isDisposed = true;
    for (const { waiting, running } of [...this.#queues.values()]) {
      for (const pending of [...(running === undefined ? [] : [running]), ...waiting]) {
        this.#fail(pending, disposed);
      }
    }
    this.#queues.clear();
    this.#sent.clear();
  }

  #exchange(input: unknown, kind: Kind, source: string, options: SendOptions): Promise<InterAppReply> {
    return this.#begin(this.#check(input, kind, source), options).settled;
  }

  #check(input: unknown, kind: Kind, source: string): Accepted | Refused {
    const refuse = (failure: InterAppFailure): Refused => this.#refuse(input, kind, source, failure);
    if (this.#isDisposed) {
      return refuse(disposed);
    }
    if (!isJsonObject(input) || typeof input.name !== 'string' || typeof input.destination !== 'string') {
      return refuse({ code: 'malformed', message: `This is no ${kind}.`, hint: 'Give an object with the texts "name" and "destination".' });
    }
    const { name, destination } = input;
    const address = parseAddress(destination);
    if (address === undefined || address.kind === 'uri' || address.kind === 'user') {
      return refuse({ code: 'unknownDestination', message: `There is no destination "${shownText(destination)}".`, hint: 'Destinations are chassis/<device>, card/<device>/<slot>, ptp/<device>/<slot>/<instance> and extension/<id>.' });
    }
    const data = input.data === undefined ? undefined : frozenData(input.data);
    if (input.data !== undefined && data === undefined) {
      return refuse({ code: 'malformed', message: 'The data are no JSON, or too large.', hint: 'Send plain JSON of at most 64 kB.' });
    }
    const failure = whatIsWrong(kind, name, address, data?.whole);
    return failure === undefined ? { kind, name, source, destination, address, data } : refuse(failure);
  }

  #begin(accepted: Accepted | Refused, { timeoutMs = defaultTimeoutMs, signal }: SendOptions): { readonly row: TrafficRow; readonly settled: Promise<InterAppReply> } {
    if ('error' in accepted) {
      return { row: accepted.row, settled: Promise.reject(accepted.error) };
    }
    const { kind, name, source, destination, address, data, retryOf } = accepted;
    const guid: string = randomUUID();
    const handler = this.#registry.find(address, destination, name);
    const start = { guid, kind, name, source, destination, ...(data === undefined ? {} : { data: data.shown }), ...(retryOf === undefined ? {} : { retryOf }) };
    const row = this.#log.add(start, handler?.name ?? 'refusal');
    const { id } = row.communication;
    if (kind === 'message') {
      this.#sent.set(id, accepted);
    }
    const queue = this.#queueOf(destination);
    const refusal = this.#isDisposed ? disposed : handler === undefined ? notHandled(name, destination) : queue.waiting.length >= this.#maxQueueLength ? queueFull(destination) : undefined;
    if (refusal !== undefined || handler === undefined) {
      const error = refusal ?? notHandled(name, destination);
      this.#log.finish(row, { error });
      this.#prune();
      this.#dropIfIdle(destination, queue);
      return { row, settled: Promise.reject(new InterAppError(error, guid)) };
    }
    const settled = new Promise<InterAppReply>((resolve, reject) => {
      const settle = (outcome: InterAppReply | InterAppFailure): void => ('guid' in outcome ? resolve(outcome) : reject(new InterAppError(outcome, guid)));
      const pending = new PendingCommunication(row, handler, address, data?.whole, settle);
      this.#limit(pending, timeoutMs, signal);
      queue.waiting.push(pending);
      this.#next(destination, queue);
    });
    return { row, settled };
  }

  #limit(pending: PendingCommunication, timeoutMs: number, signal: AbortSignal | undefined): void {
    const limitMs = Number.isFinite(timeoutMs) ? Math.min(Math.max(0, timeoutMs), longestTimeoutMs) : defaultTimeoutMs;
    const timer = setTimeout(() => this.#fail(pending, timedOut(limitMs)), limitMs);
    const onAbort = (): void => this.#fail(pending, cancelled);
    pending.release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    if (signal?.aborted === true) {
      queueMicrotask(onAbort);
    } else {
      signal?.addEventListener('abort', onAbort);
    }
  }

  /** Begins with the next one in a later turn, unless one is being processed. */
  #next(destination: string, queue: Queue): void {
    if (queue.running !== undefined) {
      return;
    }
    const pending = queue.waiting.shift();
    if (pending === undefined) {
      this.#dropIfIdle(destination, queue);
      return;
    }
    queue.running = pending;
    queueMicrotask(() => this.#process(pending));
  }

  #process(pending: PendingCommunication): void {
    if (pending.isDone) {
      return;
    }
    const { name, destination } = pending.row.communication;
    if (this.#registry.find(pending.address, destination, name) !== pending.handler) {
      this.#fail(pending, notHandled(name, destination));
      return;
    }
    this.#log.start(pending.row);
    let result: unknown;
    try {
      result = pending.handler.handle(pending.request());
    } catch (error) {
      this.#fail(pending, failureOf(error));
      return;
    }
    if (isThenable(result)) {
      result.then(
        (value) => this.#succeed(pending, value),
        (error: unknown) => this.#fail(pending, failureOf(error)),
      );
    } else {
      this.#succeed(pending, result);
    }
  }

  #succeed(pending: PendingCommunication, result: unknown): void {
    if (!pending.isDone) {
      const { guid, id } = pending.row.communication;
      this.#sent.delete(id);
      this.#end(pending, { result: resultWords(result) }, Object.freeze({ guid, result }));
    }
  }

  #fail(pending: PendingCommunication, error: InterAppFailure): void {
    if (!pending.isDone) {
      this.#end(pending, { error }, error);
      pending.abort();
    }
  }

  #end(pending: PendingCommunication, outcome: Parameters<TrafficLog['finish']>[1], settled: InterAppReply | InterAppFailure): void {
    pending.isDone = true;
    pending.release();
    const { destination } = pending.row.communication;
    const queue = this.#queues.get(destination);
    if (queue?.running === pending) {
      queue.running = undefined;
    } else if (queue !== undefined) {
      const place = queue.waiting.indexOf(pending);
      queue.waiting.splice(place, place < 0 ? 0 : 1);
    }
    this.#log.finish(pending.row, outcome);
    this.#prune();
    pending.settle(settled);
    if (queue !== undefined && !this.#isDisposed) {
      this.#next(destination, queue);
    }
  }

  /** What has left the table cannot be sent again. */
  #prune(): void {
    for (const id of this.#sent.keys()) {
      if (this.#log.get(id) !== undefined) {
        return;
      }
      this.#sent.delete(id);
    }
  }

  #queueOf(destination: string): Queue {
    let queue = this.#queues.get(destination);
    if (queue === undefined) {
      queue = { waiting: [], running: undefined };
      this.#queues.set(destination, queue);
    }
    return queue;
  }

  #dropIfIdle(destination: string, { waiting, running }: Queue): void {
    if (waiting.length === 0 && running === undefined) {
      this.#queues.delete(destination);
    }
  }
}

const disposed: InterAppFailure = Object.freeze({ code: 'disposed', message: 'PSX Explorer is being shut down.', hint: 'Send the message again after the window was reloaded.' });
const cancelled: InterAppFailure = Object.freeze({ code: 'cancelled', message: 'The sender gave this up.', hint: 'Nothing needs to be done.' });

function timedOut(timeoutMs: number): InterAppFailure {
  const limit = timeoutMs < 1000 ? `${timeoutMs} ms` : `${Math.round(timeoutMs / 100) / 10} s`;
  return Object.freeze({ code: 'timeout', message: `There was no reply within ${limit}.`, hint: 'Send it again, with more time if the destination is slow.' });
}

function notHandled(name: string, destination: string): InterAppFailure {
  return Object.freeze({ code: 'notHandled', message: `Nobody handles "${name}" at ${destination}.`, hint: 'See that the extension that should handle it is installed and active.' });
}

function queueFull(destination: string): InterAppFailure {
  return Object.freeze({ code: 'queueFull', message: `Too much waits for ${destination} already.`, hint: 'Wait for replies before you send more.' });
}

function shownText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestShownName) : '?';
}

/** For the table; the sender gets the result itself. */
function resultWords(result: unknown): string {
  if (result === undefined || result === null) {
    return 'Done';
  }
  if (Array.isArray(result)) {
    return `${result.length} ${result.length === 1 ? 'entry' : 'entries'}`;
  }
  return typeof result === 'string' || typeof result === 'number' || typeof result === 'boolean' ? String(result).slice(0, longestShownName) : 'Data';
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
