import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/page',
  testMatch: '**/*.page.ts',
  outputDir: 'test-results/page',
  workers: 1,
  fullyParallel: false,
  // A test that only passes the second time hides a defect.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 5_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
