import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/ui',
  testMatch: '**/*.ui.ts',
  outputDir: 'test-results/ui',
  // Every test has a VS Code of its own; two at once would only make both slow and their timing unsteady.
  workers: 1,
  fullyParallel: false,
  // A test that only passes the second time hides a defect.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
