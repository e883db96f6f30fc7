import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, chmodSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Failpoint } from "@nexusone/core/failpoints";
import { processIdentity } from "@nexusone/db/embedded/process-identity";
import { resolveHome } from "@nexusone/db/embedded/start";
import { connectDirect, type DirectSql } from "@nexusone/db/direct";
import type { Sandbox } from "@nexusone/sandbox/start";

const START_MS = 60_000;

/** A data folder of the real program, and the database in it. */
export type Home = {
  readonly path: string;
  readonly postmaster: () => number;
  /** A superuser's connection to the running database; the caller ends it. */
  readonly connect: () => DirectSql;
  readonly remove: () => void;
};

export function createHome(): Home {
  const made = mkdtempSync(join(tmpdir(), "nexusone-crash-"));
  chmodSync(made, 0o755);
  const { home: path } = resolveHome(made);
  const pidFile = () => readFileSync(join(path, "postgres", "data", "postmaster.pid"), "utf8").split("\n");
  return {
    path,
    postmaster: () => Number(pidFile()[0]),
    connect: () => {
      const file = readFileSync(join(path, "postgres", "credentials.json"), "utf8");
      const { superuser } = JSON.parse(file) as { superuser: string };
      return connectDirect(`postgres://postgres:${superuser}@127.0.0.1:${pidFile()[3]}/nexusone`, { max: 1 });
    },
    remove: () => {
      for (const folder of [path, made]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The running program. */
export type Program = {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly alive: () => boolean;
  /** Resolves once it is gone: with what. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly stop: (signal?: NodeJS.Signals) => Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** Starts the real program and waits until it serves or works, or ends. */
export async function startProgram(
  home: Pick<Home, "path">,
  sandbox: Sandbox,
  failpoint?: Failpoint,
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const main = await (bundled ??= bundle());
  const port = await freePort();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NEXUSONE_HOME: home.path,
      PORT: String(port),
      SANDBOX: "on",
      SANDBOX_URL: sandbox.url,
      SMTP_URL: sandbox.smtpUrl,
      LOG_LEVEL: "warn",
      ...(failpoint ? { NEXUSONE_FAILPOINT: failpoint } : {}),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (/^ready /m.test(output)) resolve();
    });
  const ended = once(child, "exit").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const late = setTimeout(() => child.kill("SIGKILL"), START_MS);
  await Promise.race([ready, ended]);
  clearTimeout(late);
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    output: () => output,
    alive: () => child.exitCode === null && child.signalCode === null,
    ended,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}

let bundled: Promise<string> | undefined;

/**
 * The program as it is shipped, made once by each worker of the suite: read from its sources, every start would cost four seconds
 * of work instead of one. @returns its file
 */
async function bundle(): Promise<string> {
  const folder = fileURLToPath(new URL("../../", import.meta.url));
  // Beside `dist`: it finds the migrations and the admin from where it lies.
  const made = join(folder, `dist-test-${process.env["VITEST_POOL_ID"] ?? "0"}`);
  const rolldown = join(folder, "node_modules/.bin/rolldown");
  const child = spawn(rolldown, ["-c", "rolldown.config.mjs", "--dir", made], { cwd: folder, stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("the program could not be bundled");
  return join(made, "main.js");
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** False for one that ended and only waits to be collected. */
export const isAlive = (pid: number): boolean => processIdentity(pid) !== undefined;

/** Waits until `check` gives something, looking every 100 ms. */
export async function eventually<T>(what: string, check: () => Promise<T | undefined>, withinMs = 30_000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
