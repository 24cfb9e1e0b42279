import type { LtosApi } from '../ltos/ltosApi';
import { LtosError } from '../ltos/ltosError';
import type { Json } from '../model/json';
import type { Clock } from './clock';

export interface GuardedGetOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Far above what a client needs for its own time limit, also behind requests of others in its queue. */
const shortestWatchMs = 60_000;
const watchedTimeouts = 4;

/**
 * Sends a request and lets go of it when `signal` is aborted, or when the client gives no sign of life: whatever the
 * client does, the returned promise settles.
 */
export async function guardedGet(client: LtosApi, path: string, { signal, timeoutMs, clock }: GuardedGetOptions): Promise<Json> {
  if (signal.aborted) {
    throw cancelled();
  }
  const own = new AbortController();
  const { promise: givenUp, reject } = rejection();
  const watch = clock.setTimeout(() => giveUp(unanswered()), Math.max(shortestWatchMs, timeoutMs * watchedTimeouts));
  const giveUp = (error: LtosError): void => {
    clock.clearTimeout(watch);
    reject(error);
    own.abort();
  };
  const onAbort = (): void => giveUp(cancelled());
  signal.addEventListener('abort', onAbort);
  try {
    const { body } = await Promise.race([client.get(path, { signal: own.signal, timeoutMs }), givenUp]);
    return body;
  } finally {
    clock.clearTimeout(watch);
    signal.removeEventListener('abort', onAbort);
  }
}

function rejection(): { readonly promise: Promise<never>; readonly reject: (error: LtosError) => void } {
  let reject: (error: LtosError) => void = () => undefined;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject: (error) => reject(error) };
}

function cancelled(): LtosError {
  return new LtosError({ kind: 'cancelled', message: 'The request was given up.', hint: 'Nothing needs to be done.' });
}

function unanswered(): LtosError {
  return new LtosError({
    kind: 'timeout',
    message: 'A request did not end in time.',
    hint: 'Polling goes on. If this comes back, run PSX: Diagnose.',
  });
}
