/** Something that is given back or switched off exactly once. Structurally equal to VS Code's `Disposable`. */
export interface Disposable {
  dispose(): unknown;
}

/** A source that listeners subscribe to. Assignable to VS Code's `Event<T>`. */
export type Event<T> = (listener: (event: T) => unknown, thisArgs?: unknown, disposables?: Disposable[]) => Disposable;

/**
 * Fires events to its listeners, in the order of subscription.
 * A listener that throws is reported to `onListenerError` and does not keep the others from being called.
 */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(event: T) => unknown>();
  readonly #onListenerError: (error: unknown) => void;

  constructor(onListenerError: (error: unknown) => void = () => undefined) {
    this.#onListenerError = onListenerError;
  }

  readonly event: Event<T> = (listener, thisArgs, disposables) => {
    const bound = thisArgs === undefined ? listener : (event: T): unknown => listener.call(thisArgs, event);
    // A wrapper per subscription, so that one function subscribed twice is called twice.
    const entry = (event: T): unknown => bound(event);
    this.#listeners.add(entry);
    const subscription = { dispose: () => void this.#listeners.delete(entry) };
    disposables?.push(subscription);
    return subscription;
  };

  fire(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
