import path from "node:path";
import { root, run } from "./lib/run.ts";

/** `npm run simulate -- month`: a merchant's month in the simulated world, compared with what it must come to. */
const [what, ...options] = process.argv.slice(2);
if (what !== "month") {
  process.stderr.write(`nexusone: there is no simulation "${what ?? ""}"; there is month\n`);
  process.exit(1);
}
process.exit(
  await run("node", [path.join(root, "simulate", "src", "main.ts"), ...options], {
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  }),
);
