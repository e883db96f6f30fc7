import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { REASONS } from "../packages/contracts/src/reasons.ts";
import { requireChromium } from "./lib/chromium.ts";
import { compareReasons, readObserved, reportOf } from "./lib/reasons.ts";
import { build, root, run } from "./lib/run.ts";
import { failuresOf, slowestOf, type FileResult } from "./lib/summary.ts";

/**
 * The whole suite: unit, real Postgres, real Chromium. Arguments go to vitest (`npm test -- --project unit`).
 * A whole run also compares the reason codes it saw with the registry, which must be equal, and names its slowest files. The last
 * line counts; exit 0 only when nothing failed, and with CI set nothing may have been skipped.
 */
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numTotalTests: number;
  success: boolean;
  testResults: readonly FileResult[];
};

const args = process.argv.slice(2);
const report = path.join(root, "test-results", "vitest.json");
mkdirSync(path.dirname(report), { recursive: true });

const chromium = await requireChromium();
const only = args.flatMap((arg, index) =>
  arg === "--project" ? [args[index + 1] ?? ""] : arg.startsWith("--project=") ? [arg.slice(10)] : [],
);
const withBrowser = only.length === 0 || only.includes("e2e");
if (withBrowser && !chromium) {
  process.stderr.write(
    "nexusone: no Chromium found; install Debian's package `chromium`, or set CHROMIUM to its path\n",
  );
  if (process.env["CI"]) process.exit(1);
  args.push("--project=!e2e");
}
if (withBrowser) await build({ SERVER_ORIGIN: "http://127.0.0.1:3000", SANDBOX_ORIGIN: "http://127.0.0.1:3100" });

const observed = path.join(root, "test-results", "reasons");
rmSync(observed, { recursive: true, force: true });
const whole = args.length === 0;

const code = await run(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
  {
    env: { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}), NEXUSONE_OBSERVED_REASONS: observed },
  },
);
const counts = JSON.parse(readFileSync(report, "utf8")) as Report;
const skipped = counts.numPendingTests + counts.numTodoTests + (withBrowser && !chromium ? 1 : 0);
const registry = Object.keys(REASONS);
const lines = readObserved(observed);
const { unseen, unknown } = compareReasons(registry, lines);
process.stdout.write(failuresOf(counts.testResults, root));
if (whole) process.stdout.write(slowestOf(counts.testResults, root, 10));
// A part of the suite cannot have seen them all.
const reasonsWell = unknown.length === 0 && (unseen.length === 0 || !whole);
if (whole || unknown.length > 0) process.stdout.write(reportOf(registry, lines));
process.stdout.write(`total: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${skipped} skipped\n`);
const well = code === 0 && counts.success && counts.numTotalTests > 0 && reasonsWell;
process.exit(well && !(process.env["CI"] && skipped > 0) ? 0 : 1);
