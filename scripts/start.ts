import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Config, ConfigError, readConfig } from "../apps/server/src/config.ts";
import { startChild, stopChildren, type Child } from "./lib/children.ts";
import { fail, homePaths } from "./lib/home.ts";
import { openLogFile } from "./lib/log-file.ts";
import { build, root } from "./lib/run.ts";

/** Builds, starts the sandbox and the server, and says where everything is. Ends when told to, leaving nothing behind. */
const env = process.env;
const config = checkedConfig();
const url = config.publicUrl;
// A sandbox that is named runs already.
const ownSandbox = config.SANDBOX_URL === undefined ? config.sandboxUrl : undefined;

const { home } = homePaths(env);
mkdirSync(home, { recursive: true });
const log = openLogFile(path.join(home, "nexusone.log"));
const children: Child[] = [];
let stopped: Promise<never> | undefined;

function checkedConfig(): Config {
  try {
    return readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message);
    throw error;
  }
}

/** Ends everything; the first reason to stop decides the exit code. */
function stop(code: number): Promise<never> {
  stopped ??= stopChildren(children).then(() => {
    log.close();
    process.exit(code);
  });
  return stopped;
}
process.on("SIGINT", () => void (stopped ? process.exit(1) : stop(0)));
process.on("SIGTERM", () => void (stopped ? process.exit(1) : stop(0)));

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
    if (!stopped) {
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
  await build({ SERVER_ORIGIN: url, SANDBOX_ORIGIN: config.sandboxUrl ?? `http://127.0.0.1:${config.SANDBOX_PORT}` });
  if (ownSandbox) {
    const sandbox = launch("sandbox", "packages/sandbox/dist/main.js", { HOST: "127.0.0.1" }, (line) =>
      line.startsWith("sandbox http"),
    );
    await sandbox.ready;
  }
  const server = launch("server", "apps/server/dist/main.js", { NEXUSONE_HOME: home }, (line) =>
    line.startsWith("ready "),
  );
  await server.ready;
} catch (error) {
  // A program that ended has said why, and stopping has begun.
  if (!stopped) process.stderr.write(`nexusone: ${error instanceof Error ? error.message : String(error)}\n`);
  await stop(1);
}

const lines: [string, string][] = [
  ["Admin", url],
  ...(config.sandboxUrl
    ? ([
        ["Demo sign-in", "owner@demo.nexusone.test / nexusone-demo"],
        ["CJ shop (sandbox)", config.sandboxUrl],
        ["Customer's telephone", `${config.sandboxUrl}/sandbox/phone`],
        ["Mails, clock, faults", `${config.sandboxUrl}/sandbox`],
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
