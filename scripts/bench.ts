import path from "node:path";
import { requireChromium } from "./lib/chromium.ts";
import { build, root, run } from "./lib/run.ts";

/** `npm run bench`: every benchmark one after the other, one JSON line each; `npm run bench -- NAME` only that one. */
const BENCHES: readonly { readonly name: string; readonly browser: boolean }[] = [
  { name: "rpc", browser: false },
  { name: "import", browser: false },
  { name: "sync", browser: false },
  { name: "cj-webhook", browser: false },
  { name: "webhook", browser: false },
  { name: "webhook-latency", browser: false },
  { name: "list", browser: false },
  { name: "jobs", browser: false },
  { name: "latency", browser: false },
  { name: "page", browser: true },
  { name: "admin", browser: true },
  { name: "manual", browser: true },
];

const [only] = process.argv.slice(2);
const chosen = BENCHES.filter(({ name }) => only === undefined || name === only);
const fail = (message: string): never => {
  process.stderr.write(`nexusone: ${message}\n`);
  process.exit(1);
};
if (chosen.length === 0)
  fail(`there is no benchmark "${only}"; there are ${BENCHES.map(({ name }) => name).join(", ")}`);

const env: NodeJS.ProcessEnv = { ...process.env, NODE_NO_WARNINGS: "1" };
if (chosen.some(({ browser }) => browser)) {
  const chromium = await requireChromium();
  if (!chromium) fail("no Chromium found; install Debian's package `chromium`, or set CHROMIUM to its path");
  env["CHROMIUM"] = chromium;
  await build({ SERVER_ORIGIN: "http://127.0.0.1:3000", SANDBOX_ORIGIN: "http://127.0.0.1:3100" });
}

let missed = 0;
// A process each: no bench inherits another one's heap, pools or compiled code.
for (const { name } of chosen) {
  const code = await run("node", [path.join(root, "bench", "src", `${name}.ts`)], { env });
  if (code !== 0) missed += 1;
}
process.exit(missed > 0 ? 1 : 0);
