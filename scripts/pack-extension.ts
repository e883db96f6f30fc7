import path from "node:path";
import { root, run } from "./lib/run.ts";

/** `SERVER_ORIGIN=https://app.example.com npm run pack:extension`: the zip for the Chrome Web Store, checked against its rules. */
process.exit(await run("node", [path.join(root, "apps", "extension", "pack.ts")], { env: process.env }));
