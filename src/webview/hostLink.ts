import { HostFailure } from './hostFailure';
import type { HostMessage, PageMessage, PageReplies, PageRequest } from './pageMessages';

/** How long the page waits for an answer of the host. */
export const requestTimeoutMs = 30_000;

interface PendingRequest {
  resolve(value: unknown): void;
  reject(failure: HostFailure): void;
  readonly timer?: ReturnType<typeof setTimeout>;
}

/** Answers to requests; the rest of what the host sends is for the page. */
export type HostNews = Exclude<HostMessage, { readonly type: 'reply' | 'failure' }>;

/** Asks the host and brings its answers back to who asked. */
export class HostLink {
  readonly #post: (message: PageMessage) => void;
  readonly #pending = new Map<number, PendingRequest>();
  #lastId = 0;

  constructor(post: (message: PageMessage) => void) {
    this.#post = post;
  }

  /**
   * Asks the host. Rejects with a {@link HostFailure} when the host fails or does not answer in time. An action has no limit: the
   * host may be waiting for the user, e.g. in a save dialog.
   */
  request<R extends PageRequest>(request: R): Promise<PageReplies[R['kind']]> {
    const id = ++this.#lastId;
    return new Promise<PageReplies[R['kind']]>((resolve, reject) => {
      const timer = request.kind === 'action' ? undefined : setTimeout(() => this.#giveUp(id), requestTimeoutMs);
      // The host answers a request of a kind with the value of that kind; both sides are built from the same types.
      this.#pending.set(id, { resolve: (value) => resolve(value as PageReplies[R['kind']]), reject, ...(timer !== undefined && { timer }) });
      this.#post({ type: 'request', id, request });
    });
  }

  /** Takes a message of the host; gives it back when it answers no request. */
  receive(message: HostMessage): HostNews | undefined {
    switch (message.type) {
      case 'reply':
        this.#take(message.id)?.resolve(message.value);
        return undefined;
      case 'failure':
        this.#take(message.id)?.reject(new HostFailure(message.message, message.hint));
        return undefined;
      default:
        return message;
    }
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
