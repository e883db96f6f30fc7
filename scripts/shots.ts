import { requireChromium } from "./lib/chromium.ts";
import { build, run } from "./lib/run.ts";

/** Pictures of every screen into `.shots/`; `npm run shots -- catalogue` only those whose name contains the word. */
const chromium = await requireChromium();
if (!chromium) {
  process.stderr.write(
    "nexusone: no Chromium found; install Debian's package `chromium`, or set CHROMIUM to its path\n",
  );
  process.exit(1);
}
await build({ SERVER_ORIGIN: "http://127.0.0.1:3000", SANDBOX_ORIGIN: "http://127.0.0.1:3100" });
process.exit(
  await run("node", ["e2e/src/shots/main.ts", ...process.argv.slice(2)], {
    env: { ...process.env, CHROMIUM: chromium },
  }),
);
