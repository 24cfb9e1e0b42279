import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The fuzz tests; see scripts/fuzz.mjs. */
export default defineConfig({
  resolve: { alias: { vscode: path.resolve(import.meta.dirname, 'test/unit/views/vscodeStub.ts') } },
  test: {
    include: ['test/fuzz/**/*.fuzz.ts'],
    // Processes, not threads: what hangs can be ended.
    pool: 'forks',
    testTimeout: 1_800_000,
  },
});
