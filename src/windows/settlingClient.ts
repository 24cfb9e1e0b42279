import type { LtosApi, RequestOptions } from '../ltos/ltosApi';

/** What there is to know of a device of which it is not known yet who polls it. */
export interface Settling {
  /** Resolves when it is known. Never rejects. */
  readonly settled: () => Promise<void>;
  /** The client of the device wherever it is polled then. */
  readonly client: () => LtosApi | undefined;
}

/** A client whose requests wait until it is known who polls the device. @param client What it is until then. */
export function settlingClient(client: LtosApi, settling: Settling): LtosApi {
  return {
    get: async (path, options = {}) => {
      await settledOrAborted(settling, options);
      // Whoever gave up meanwhile is told so by any client.
      return (options.signal?.aborted === true ? client : (settling.client() ?? client)).get(path, options);
    },
    reset: () => (settling.client() ?? client).reset(),
    dispose: () => undefined,
  };
}

function settledOrAborted({ settled }: Settling, { signal }: RequestOptions): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal?.removeEventListener('abort', done);
      resolve();
    };
    if (signal?.aborted === true) {
      done();
      return;
    }
    signal?.addEventListener('abort', done);
    void settled().then(done);
  });
}
