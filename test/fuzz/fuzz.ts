import fc from 'fast-check';
import { it } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** How many inputs were tried; scripts/fuzz.mjs adds them up. */
    fuzzCases?: number;
  }
}

/** Far more than any input takes, also on a busy machine. */
const longestMs = 10_000;
const runs = Number(process.env.PSX_FUZZ_RUNS ?? '60');
const seed = process.env.PSX_FUZZ_SEED === undefined ? undefined : Number(process.env.PSX_FUZZ_SEED);

export interface FuzzOptions {
  /** Part of the usual number of inputs, for checks that take long. Default: 1. */
  readonly share?: number;
}

/**
 * A test that tries `check` with many inputs: `PSX_FUZZ_RUNS` of them, from the seed `PSX_FUZZ_SEED` or a random one. `check` throws when something is
 * wrong; the input is then made as small as possible and shown with the seed that leads to it. An input that takes 10 s fails as well.
 */
export function fuzz<T>(name: string, input: fc.Arbitrary<T>, check: (input: T) => void | Promise<void>, { share = 1 }: FuzzOptions = {}): void {
  it(name, async ({ task }) => {
    const property = fc.asyncProperty(input, async (value) => {
      const started = performance.now();
      await check(value);
      if (performance.now() - started > longestMs) {
        throw new Error(`This input took more than ${longestMs / 1000} s.`);
      }
    });
    const details = await fc.check(property, { numRuns: Math.max(1, Math.ceil(runs * share)), ...(seed === undefined ? {} : { seed }) });
    task.meta.fuzzCases = details.numRuns;
    if (details.failed) {
      throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
    }
  });
}
