import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { ensureRoles, type RoleLogins } from "../roles.ts";
import { archivingFlags, writeArchiving } from "./archiving.ts";
import { findBinaries, type Binaries } from "./binaries.ts";
import { folderPaths, prepareFolder, readFolderUrls, releaseFolder, type FolderUrls, takeOver } from "./folder.ts";
import { waitForExit } from "./process-identity.ts";
import { freePort, launch, type ServerSettings } from "./server-process.ts";

export { resolveHome } from "./home.ts";

export interface EmbeddedOptions {
  /** Folder of the server, created on first use; as root it must be reachable by others (see `resolveHome`). */
  dataDir: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** False for throw-away servers of tests: no fsync, nothing survives a crash of the machine. */
  durable: boolean;
  database?: string;
  /** Further settings of postgresql.conf. */
  settings?: Record<string, string>;
  /** Where the log goes for backups, from the first backup on: that makes the folder. Undefined: archiving is out of the question. */
  walDir?: string;
  /** File to resolve the platform's binaries from, for bundles. */
  resolveFrom?: string;
  onLog?: (line: string) => void;
}

export interface EmbeddedServer extends FolderUrls {
  port: number;
  /** Process id of the server right now: it changes when it had to be started again. */
  pid(): number;
  /** Fast shutdown: ends sessions, keeps every commit. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on 127.0.0.1 in `dataDir`, with roles and database in place, and keeps it running until `stop`.
 * A server left over from a killed process is stopped first. @throws when a living process uses the folder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const database = options.database ?? "nexusone";
  const binaries = findBinaries(options.resolveFrom);
  const passwords = prepareFolder(options.dataDir, binaries);
  await takeOver(options.dataDir);

  const port = options.port || (await freePort());
  const settings: ServerSettings = {
    dataDir: options.dataDir,
    port,
    durable: options.durable,
    settings: { ...(options.walDir === undefined ? {} : archivingFlags()), ...options.settings },
  };
  // At each start, for a home may have been moved, or its backups thrown away.
  const archived = options.walDir !== undefined && existsSync(options.walDir) ? options.walDir : undefined;
  writeArchiving(folderPaths(options.dataDir).data, archived);
  const server = await superviseServer(binaries, settings, options.onLog ?? (() => {}));
  const urls = readFolderUrls(options.dataDir, port, database);
  const logins: RoleLogins = {
    owner: { name: "nexus_owner", password: passwords.owner },
    app: { name: "nexus_app", password: passwords.app },
  };
  try {
    await ensureRoles({ adminUrl: urls.superuserUrl, database, ...logins });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    ...urls,
    port,
    pid: server.pid,
    stop: server.stop,
  };
}

const RESTARTS = 20;

/** Starts it again on the same port when it dies unasked, as a service manager would. */
async function superviseServer(binaries: Binaries, settings: ServerSettings, onLog: (line: string) => void) {
  let child = await launch(binaries, settings);
  let stopping: Promise<void> | undefined;
  let starting: Promise<void> | undefined;
  let failures = 0;

  const watch = (running: ChildProcess) => running.once("exit", () => void (starting = restart()));
  async function restart(): Promise<void> {
    while (stopping === undefined && failures < RESTARTS) {
      onLog("the database stopped unexpectedly and is started again");
      try {
        child = await launch(binaries, settings);
        watch(child);
        failures = 0;
        return;
      } catch (error) {
        failures += 1;
        onLog(String(error));
        // Sessions of the dead server may hold its shared memory for a moment.
        await new Promise((resolve) => setTimeout(resolve, 50 * failures));
      }
    }
  }
  // When our process ends without `stop`, the server must not outlive it.
  const onExit = () => child.kill(settings.durable ? "SIGINT" : "SIGQUIT");
  watch(child);
  process.once("exit", onExit);

  async function shutDown(): Promise<void> {
    await starting;
    process.off("exit", onExit);
    const pid = child.pid;
    child.kill(settings.durable ? "SIGINT" : "SIGQUIT");
    if (pid !== undefined && !(await waitForExit(pid, 10_000))) {
      child.kill("SIGQUIT");
      await waitForExit(pid, 10_000);
    }
    releaseFolder(settings.dataDir);
  }
  return {
    pid: () => child.pid ?? 0,
    stop: () => (stopping ??= shutDown()),
  };
}
