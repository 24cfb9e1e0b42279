// @ts-check
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The tests of `src/history`, which need a Node that has SQLite; see scripts/test-history.mjs. */
export default defineConfig({
  resolve: { alias: { vscode: path.resolve(import.meta.dirname, 'test/unit/views/vscodeStub.ts') } },
  test: {
    include: ['test/history/**/*.test.ts'],
    // Processes, not threads: one test takes rights away from its own.
    pool: 'forks',
    testTimeout: 30_000,
  },
});
