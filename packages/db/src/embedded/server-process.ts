import { totalmem } from "node:os";
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import type { Binaries } from "./binaries.ts";
import { folderPaths } from "./folder.ts";
import { serverUid } from "./home.ts";

const START_TIMEOUT_MS = 60_000;
const KEEP_LOG_BYTES = 5_000_000;

export interface ServerSettings {
  dataDir: string;
  port: number;
  durable: boolean;
  settings: Record<string, string>;
  /** How long it may take to be ready, default a minute. */
  startTimeoutMs?: number;
}

/** A port nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Starts the server and resolves once it accepts connections. @throws with the end of its log when it does not. */
export async function launch(binaries: Binaries, options: ServerSettings): Promise<ChildProcess> {
  const paths = folderPaths(options.dataDir);
  const tooLong = existsSync(paths.log) && statSync(paths.log).size > KEEP_LOG_BYTES;
  const log = openSync(paths.log, tooLong ? "w" : "a", 0o600);
  const uid = serverUid();
  const child = spawn(binaries.postgres, ["-D", paths.data, ...flags(options)], {
    cwd: "/",
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", log, log],
    // Its own process group: Ctrl-C must reach us first, so that requests end before the database does.
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  closeSync(log);
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  const until = Date.now() + (options.startTimeoutMs ?? START_TIMEOUT_MS);
  while (!isReady(paths.pidFile, child.pid)) {
    if (failure !== undefined) throw failure;
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      child.kill("SIGQUIT");
      const tail = readFileSync(paths.log, "utf8").trim().split("\n").slice(-3).join(" | ");
      throw new Error(`the embedded database did not start: ${tail}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.unref();
  return child;
}

/** Line 8 of postmaster.pid says "ready" once the server accepts connections; line 1 is its pid. */
function isReady(pidFile: string, pid: number | undefined): boolean {
  if (!existsSync(pidFile)) return false;
  const lines = readFileSync(pidFile, "utf8").split("\n");
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

function flags({ port, durable, settings }: ServerSettings): string[] {
  const all: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: `${sharedBuffersMb()}MB`,
    timezone: "UTC",
    log_timezone: "UTC",
    random_page_cost: "1.1",
    jit: "off",
    // Passwords here are 192 random bits: stretching them would only slow down connecting.
    scram_iterations: "64",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** An eighth of the machine's memory, within bounds: beyond that the system's own cache does as well. Taken as it is used. */
const sharedBuffersMb = (): number => Math.round(Math.min(1_024, Math.max(128, totalmem() / 8 / 1_024 ** 2)));
