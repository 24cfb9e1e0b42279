import { HostFailure } from './hostFailure';
import type { HostMessage, PageReplies, PageRequest } from './pageMessages';

/** How long the page waits for an answer of the host. */
export const requestTimeoutMs = 30_000;

interface PendingRequest {
  resolve(value: unknown): void;
  reject(failure: HostFailure): void;
  readonly timer?: ReturnType<typeof setTimeout>;
}

/** The answer to a request. */
export type HostAnswer = Extract<HostMessage, { readonly type: 'reply' | 'failure' }>;

/** The rest of what the host sends is for the page. */
export type HostNews = Exclude<HostMessage, HostAnswer>;

/** A request on its way to the host. */
export interface SentRequest<Request> {
  readonly type: 'request';
  readonly id: number;
  readonly request: Request;
}

/** The value that answers a request, of those that answer each kind. */
export type ReplyTo<Request extends { readonly kind: string }, Replies> = Request['kind'] extends keyof Replies ? Replies[Request['kind']] : never;

/** Asks the host and brings its answers back to who asked. What can be asked, what answers it and what the host sends unasked is up to the page. */
export class HostLink<
  Request extends { readonly kind: string } = PageRequest,
  Replies extends object = PageReplies,
  News extends { readonly type: string } = HostNews,
> {
  readonly #post: (message: SentRequest<Request>) => void;
  readonly #unlimitedKinds: readonly string[];
  readonly #pending = new Map<number, PendingRequest>();
  #lastId = 0;

  /** `unlimitedKinds`: requests that the host may take its time for, as it may be waiting for the user, e.g. in a save dialog. */
  constructor(post: (message: SentRequest<Request>) => void, unlimitedKinds: readonly Request['kind'][] = ['action']) {
    this.#post = post;
    this.#unlimitedKinds = unlimitedKinds;
  }

  /** Asks the host. Rejects with a {@link HostFailure} when the host fails or does not answer in time. */
  request<R extends Request>(request: R): Promise<ReplyTo<R, Replies>> {
    const id = ++this.#lastId;
    return new Promise<ReplyTo<R, Replies>>((resolve, reject) => {
      const timer = this.#unlimitedKinds.includes(request.kind) ? undefined : setTimeout(() => this.#giveUp(id), requestTimeoutMs);
      // The host answers a request of a kind with the value of that kind; both sides are built from the same types.
      this.#pending.set(id, { resolve: (value) => resolve(value as ReplyTo<R, Replies>), reject, ...(timer !== undefined && { timer }) });
      this.#post({ type: 'request', id, request });
    });
  }

  /** Takes a message of the host; gives it back when it answers no request. */
  receive(message: HostAnswer | News): News | undefined {
    if (!isAnswer(message)) {
      return message;
    }
    if (message.type === 'reply') {
      this.#take(message.id)?.resolve(message.value);
    } else {
      this.#take(message.id)?.reject(new HostFailure(message.message, message.hint));
    }
    return undefined;
  }

  /** An answer that comes after its time has nobody left to take it. */
  #take(id: number): PendingRequest | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }

  #giveUp(id: number): void {
    this.#take(id)?.reject(
      new HostFailure(`The extension did not answer within ${requestTimeoutMs / 1000} s.`, 'Close this panel and open it again. If that does not help, reload the window.'),
    );
  }
}

function isAnswer(message: HostAnswer | { readonly type: string }): message is HostAnswer {
  return message.type === 'reply' || message.type === 'failure';
}
