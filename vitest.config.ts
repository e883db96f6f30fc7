import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./scripts/lib/slowest-first.ts";

const shared = {
  isolate: false,
  testTimeout: 30_000,
  hookTimeout: 60_000,
  passWithNoTests: true,
  // A second, the default, is too short for a page that loads on a busy machine.
  expect: { poll: { timeout: 20_000 } },
};

const onPostgres = {
  globalSetup: ["packages/testing/src/global-setup.ts"],
  setupFiles: ["packages/testing/src/observe-reasons.ts"],
};

/**
 * unit: no server, milliseconds. integration: real Postgres and the sandbox over HTTP. simulation: a merchant's month on them.
 * e2e: the built product in Chromium.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          include: [
            "packages/{contracts,cj,whatsapp,sandbox,ui}/src/**/*.test.{ts,tsx}",
            "apps/{admin,extension}/src/**/*.test.{ts,tsx}",
            "scripts/**/*.test.ts",
          ],
        },
      },
      {
        test: {
          ...shared,
          name: "integration",
          // Files mostly wait, for limits, leases and programs: three at once use two cores.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          include: ["packages/{db,core,api,testing}/src/**/*.test.ts", "apps/server/src/**/*.test.ts"],
          ...onPostgres,
        },
      },
      {
        test: {
          ...shared,
          name: "simulation",
          // It keeps both cores busy: beside others it would take three times as long, and they longer too.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          include: ["simulate/src/**/*.test.ts"],
          ...onPostgres,
        },
      },
      {
        test: {
          ...shared,
          name: "e2e",
          include: ["e2e/src/**/*.test.ts"],
          globalSetup: ["e2e/src/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Each worker has a world of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
