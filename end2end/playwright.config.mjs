// Desktop, tablet and phone, all in Chromium. Every worker has a server of its own (fixtures.mjs).
import { defineConfig, devices } from "@playwright/test";

const polish = { locale: "pl-PL", timezoneId: "Europe/Warsaw" };

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "test-results",
  // One page keeps little more than one core busy; tests that watch the clock are run alone (tag @alone).
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // What fails by chance on a busy machine is told as flaky, not hidden.
  retries: 1,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [["list"]],
  use: {
    ...polish,
    // It would answer in the place of the server; the specs of work without network want it.
    serviceWorkers: "block",
    // Tracing costs a third of all the time, so it is for looking into a failure: KRONIKA_TRACE=1.
    trace: process.env.KRONIKA_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.KRONIKA_CHROMIUM || "/usr/bin/chromium-headless-shell",
      args: [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  projects: [
    {
      name: "desktop",
      testIgnore: /(offline[a-z-]*|outbox)\.spec\.mjs/,
      use: { ...devices["Desktop Chrome"], ...polish, viewport: { width: 1280, height: 800 } },
    },
    // Everything once, and what room, touch or the field may change once more.
    {
      name: "tablet",
      testMatch: /(offline[a-z-]*|outbox|pages|form)\.spec\.mjs/,
      use: { ...devices["Galaxy Tab S4"], ...polish },
    },
    {
      name: "phone",
      testMatch: /(pages|shell|register|form|form-tables|companies)\.spec\.mjs/,
      use: { ...devices["Pixel 7"], ...polish },
    },
  ],
});
