import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { requireChromium } from "./lib/chromium.ts";
import { build, root, run } from "./lib/run.ts";

/**
 * The whole suite: unit, real Postgres, real Chromium. Arguments go to vitest (`npm test -- --project unit`).
 * The last line counts; exit 0 only when nothing failed, and with CI set nothing may have been skipped.
 */
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numTotalTests: number;
  success: boolean;
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

const code = await run(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
  {
    env: { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}) },
  },
);
const counts = JSON.parse(readFileSync(report, "utf8")) as Report;
const skipped = counts.numPendingTests + counts.numTodoTests + (withBrowser && !chromium ? 1 : 0);
process.stdout.write(`total: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${skipped} skipped\n`);
process.exit(code !== 0 || !counts.success || counts.numTotalTests === 0 || (process.env["CI"] && skipped > 0) ? 1 : 0);
