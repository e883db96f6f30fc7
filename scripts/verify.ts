import { run } from "./lib/run.ts";

/**
 * Format, lint, types and unit tests: seconds, no database, no browser. With `--static` all but the tests, for who runs the whole
 * suite next.
 */
const steps: [string, string, string[]][] = [
  ["format", "oxfmt", ["--check", "."]],
  ["lint", "oxlint", ["--deny-warnings", "--type-aware"]],
  ["types", "tsc", ["-p", "tsconfig.json"]],
  ["types of the admin", "tsc", ["-p", "apps/admin/tsconfig.json"]],
  ["types of the extension", "tsc", ["-p", "apps/extension/tsconfig.json"]],
];
if (!process.argv.includes("--static"))
  steps.push(["unit tests", "vitest", ["run", "--project", "unit", "--reporter=dot"]]);

for (const [name, program, args] of steps) {
  process.stdout.write(`${name}\n`);
  const code = await run(program, args);
  if (code !== 0) {
    process.stderr.write(`nexusone: ${name} failed\n`);
    process.exit(code);
  }
}
