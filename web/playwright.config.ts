import { defineConfig } from "@playwright/test";

// The journeys start the real program themselves (journeys/server.ts), one for each worker.
export default defineConfig({
  testDir: "journeys",
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Each worker has a server and a browser of its own; two cores carry two.
  workers: 2,
  retries: 0,
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
