import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { REASONS } from "../packages/contracts/src/reasons.ts";
import { requireChromium } from "./lib/chromium.ts";
import { compareReasons, readObserved, reportOf } from "./lib/reasons.ts";
import { build, root, run } from "./lib/run.ts";
import { countsOf, failuresOf, slowestOf, withLater, type FileResult } from "./lib/summary.ts";

/**
 * The whole suite: unit, real Postgres, real Chromium. Arguments go to vitest (`npm test -- --project unit`).
 * With CI set, a few files that failed are run once more, in worlds of their own, and named whatever comes of it: on a machine of
 * unknown load a wait can be too short once, while a defect fails twice.
 * A whole run also compares the reason codes it saw with the registry, which must be equal, and names its slowest files. The last
 * line counts; exit 0 only when nothing failed, and with CI set nothing may have been skipped.
 */
type Report = { testResults: readonly FileResult[] };
/** More than these did not fail by chance. */
const RUN_AGAIN = 3;

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

const vitest = (more: readonly string[]): Promise<number> =>
  run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...more], {
    env: { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}), NEXUSONE_OBSERVED_REASONS: observed },
  });
const readReport = (): Report => JSON.parse(readFileSync(report, "utf8")) as Report;

let code = await vitest(args);
let results = readReport().testResults;
const failed = results.filter(({ status }) => status === "failed");
if (process.env["CI"] && failed.length > 0 && failed.length <= RUN_AGAIN) {
  process.stdout.write(failuresOf(failed, root, "failed at first, run again"));
  code = await vitest(failed.map(({ name }) => name));
  results = withLater(results, readReport().testResults);
  writeFileSync(report, JSON.stringify({ testResults: results }));
}
const counts = countsOf(results);
const skipped = counts.skipped + (withBrowser && !chromium ? 1 : 0);
const registry = Object.keys(REASONS);
const lines = readObserved(observed);
const { unseen, unknown } = compareReasons(registry, lines);
process.stdout.write(failuresOf(results, root));
if (whole) process.stdout.write(slowestOf(results, root, 10));
// A part of the suite cannot have seen them all.
const reasonsWell = unknown.length === 0 && (unseen.length === 0 || !whole);
if (whole || unknown.length > 0) process.stdout.write(reportOf(registry, lines));
// What no test failed by counts as one: an error outside of them, codes that differ from the registry.
const outside = code !== 0 && counts.failed === 0;
if (outside) process.stdout.write(`FAILED, outside of the tests: vitest ended with ${code}, see above\n`);
const failures = counts.failed + (outside ? 1 : 0) + (reasonsWell ? 0 : 1);
process.stdout.write(`total: ${counts.passed} passed, ${failures} failed, ${skipped} skipped\n`);
const well = failures === 0 && counts.passed > 0;
process.exit(well && !(process.env["CI"] && skipped > 0) ? 0 : 1);
