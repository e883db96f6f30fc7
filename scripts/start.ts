import { mkdirSync } from "node:fs";
import path from "node:path";
import { resolveHome } from "../packages/db/src/embedded/home.ts";
import { startChild, stopChildren, type Child } from "./lib/children.ts";
import { openLogFile } from "./lib/log-file.ts";
import { build, root } from "./lib/run.ts";

/** Builds, starts the sandbox and the server, and says where everything is. Ends when told to, leaving nothing behind. */
const env = process.env;
const port = env["PORT"] ?? "3000";
const sandboxPort = env["SANDBOX_PORT"] ?? "3100";
const host = env["HOST"] ?? "127.0.0.1";
const url = env["PUBLIC_URL"] ?? `http://${host}:${port}`;
const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
const sandboxWanted =
  env["SANDBOX"] !== "off" &&
  (env["SANDBOX"] === "on" ||
    (env["NODE_ENV"] !== "production" &&
      !env["DATABASE_URL"] &&
      /\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$|\/)/.test(url)));

const { home } = resolveHome(env["NEXUSONE_HOME"] ?? path.join(root, ".nexusone"));
mkdirSync(home, { recursive: true });
const log = openLogFile(path.join(home, "nexusone.log"));
const children: Child[] = [];
let stopping = false;

async function stop(code: number): Promise<never> {
  stopping = true;
  await stopChildren(children);
  log.close();
  process.exit(code);
}
process.on("SIGINT", () => void (stopping ? process.exit(1) : stop(0)));
process.on("SIGTERM", () => void (stopping ? process.exit(1) : stop(0)));

function launch(name: string, script: string, more: NodeJS.ProcessEnv, isReady: (line: string) => boolean): Child {
  const child = startChild(name, path.join(root, script), {
    cwd: root,
    env: { ...env, NODE_COMPILE_CACHE: path.join(root, "node_modules", ".cache", "compile"), ...more },
    isReady,
    onLine: (line) => {
      log.write(`${name}: ${line}`);
      // Structured lines go to the file; what is written for people is shown.
      if (line.startsWith("nexusone: ")) process.stderr.write(`${line}\n`);
    },
  });
  children.push(child);
  child.process.once("exit", (code) => {
    if (!stopping) {
      process.stderr.write(
        `nexusone: ${name} ended unexpectedly (exit code ${code}); its log is ${path.join(home, "nexusone.log")}\n`,
      );
      void stop(1);
    }
  });
  return child;
}

try {
  process.stdout.write("building\n");
  await build({ SERVER_ORIGIN: url, SANDBOX_ORIGIN: sandboxUrl });
  if (sandboxWanted) {
    const sandbox = launch(
      "sandbox",
      "packages/sandbox/dist/main.js",
      { HOST: "127.0.0.1", SANDBOX_PORT: sandboxPort },
      (line) => line.startsWith("sandbox http"),
    );
    await sandbox.ready;
  }
  const server = launch(
    "server",
    "apps/server/dist/main.js",
    { NEXUSONE_HOME: home, PORT: port, HOST: host, SANDBOX_URL: sandboxUrl },
    (line) => line.startsWith("ready "),
  );
  await server.ready;
} catch (error) {
  if (!stopping) {
    process.stderr.write(`nexusone: ${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}

const lines: [string, string][] = [
  ["Admin", url],
  ...(sandboxWanted
    ? ([
        ["Demo sign-in", "owner@demo.nexusone.test / nexusone-demo"],
        ["CJ shop (sandbox)", sandboxUrl],
        ["Mails, clock, faults", `${sandboxUrl}/sandbox`],
      ] as [string, string][])
    : []),
  [
    "Chrome extension",
    `${path.join(root, "apps/extension/dist")}  (chrome://extensions, Developer mode, Load unpacked)`,
  ],
  ["Data and log", home],
];
const width = Math.max(...lines.map(([label]) => label.length));
process.stdout.write(
  `\n${lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`).join("\n")}\n\nready ${url}\n`,
);
