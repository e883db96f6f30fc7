import path from "node:path";
import { spawn } from "node:child_process";
import { root } from "./lib/run.ts";

/** Watch mode: the sandbox, the server from its sources (restarted on change), the admin with hot reload, the extension rebuilt. */
const node = process.execPath;
const vite = (folder: string) => path.join(root, folder, "node_modules/.bin/vite");
const programs: [string, string, string[], string][] = [
  ["sandbox", node, ["--watch", "src/main.ts"], "packages/sandbox"],
  ["server", node, ["--watch", "src/main.ts"], "apps/server"],
  ["admin", vite("apps/admin"), [], "apps/admin"],
  ["extension", vite("apps/extension"), ["build", "--watch"], "apps/extension"],
];
const { PORT = "3000", SANDBOX_PORT = "3100", NEXUSONE_HOME = path.join(root, ".nexusone") } = process.env;
const env = {
  ...process.env,
  NEXUSONE_HOME,
  SERVER_ORIGIN: `http://127.0.0.1:${PORT}`,
  SANDBOX_ORIGIN: `http://127.0.0.1:${SANDBOX_PORT}`,
};
const children = programs.map(([name, program, args, folder]) => {
  const child = spawn(program, args, { cwd: path.join(root, folder), env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString().split("\n"))
        if (line.trim() !== "") process.stdout.write(`${name.padEnd(9)} ${line}\n`);
    });
  }
  return child;
});
const stop = () => {
  for (const child of children) child.kill("SIGTERM");
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
await Promise.all(children.map((child) => new Promise((resolve) => child.once("exit", resolve))));
