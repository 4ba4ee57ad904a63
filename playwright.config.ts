import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/find-browser.mjs';

const baseURL = process.env['PACKETWALK_URL'];
const executablePath = findBrowser();

/** What is said again in another size, scheme or lesson: left out by `npm test`. */
const AGAIN = /@again/;

const chromium = {
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: {
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  },
};

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/serve-built-page.ts',
  // On two cores: where two of them wait for what a page does in its own time, the third works.
  workers: 3,
  fullyParallel: true,
  // A second try, told of: tests/e2e/unsteady.ts.
  retries: 1,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./tests/e2e/unsteady.ts']],
  use: {
    ...(baseURL === undefined ? {} : { baseURL }),
    // What is kept for offline use has tests of its own; the others see what the server sends.
    serviceWorkers: 'block',
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'chromium', grepInvert: AGAIN, use: chromium },
    { name: 'again', grep: AGAIN, use: chromium },
  ],
});
