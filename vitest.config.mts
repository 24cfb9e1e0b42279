import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The editor's API exists only inside it; rows of the tree need no more of it than this.
  resolve: { alias: { vscode: path.resolve(import.meta.dirname, 'test/unit/views/vscodeStub.ts') } },
  test: {
    include: ['test/unit/**/*.test.ts', 'test/security/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
