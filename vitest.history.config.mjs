// @ts-check
import { defineConfig } from 'vitest/config';

/** The tests of `src/history`, which need a Node that has SQLite; see scripts/test-history.mjs. */
export default defineConfig({
  test: {
    include: ['test/history/**/*.test.ts'],
    // Processes, not threads: one test takes rights away from its own.
    pool: 'forks',
    testTimeout: 30_000,
  },
});
