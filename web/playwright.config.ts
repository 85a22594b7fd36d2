import { defineConfig } from '@playwright/test';

/**
 * The real binary with a demo in a folder of its own: `TROPA_BIN=…/tropa npm run e2e`. Or a server that runs already:
 * `TROPA_URL=http://127.0.0.1:7117 npm run e2e`. Debian's Chromium, or the one `CHROMIUM` names.
 */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/setup.ts',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // One server, and imports change what its atlas shows.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
    },
  },
});
