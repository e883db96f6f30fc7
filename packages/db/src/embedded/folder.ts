import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import type { Binaries } from "./binaries.ts";
import { serverUid } from "./home.ts";
import { processIdentity, waitForExit } from "./process-identity.ts";

export interface Credentials {
  superuser: string;
  owner: string;
  app: string;
}

export interface FolderUrls {
  /** The app role on the database. */
  url: string;
  /** The role that migrates. */
  ownerUrl: string;
  superuserUrl: string;
}

/** What lies in the folder of an embedded server. */
export function folderPaths(dataDir: string) {
  return {
    data: join(dataDir, "data"),
    credentials: join(dataDir, "credentials.json"),
    log: join(dataDir, "server.log"),
    owner: join(dataDir, "running.json"),
    pidFile: join(dataDir, "data", "postmaster.pid"),
  };
}

/** Creates the cluster on first use. @returns the passwords, kept in a file only we can read. */
export function prepareFolder(dataDir: string, binaries: Binaries): Credentials {
  const paths = folderPaths(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  if (existsSync(join(paths.data, "PG_VERSION")) && existsSync(paths.credentials)) {
    return JSON.parse(readFileSync(paths.credentials, "utf8")) as Credentials;
  }
  if (existsSync(join(paths.data, "PG_VERSION"))) {
    throw new Error(`${paths.credentials} is missing, so nobody can sign in to the database in ${paths.data}`);
  }
  const password = () => randomBytes(24).toString("base64url");
  const credentials: Credentials = { superuser: password(), owner: password(), app: password() };
  writeFileSync(paths.credentials, JSON.stringify(credentials, undefined, 2), { mode: 0o600 });
  initialise(dataDir, binaries, credentials.superuser);
  return credentials;
}

function initialise(dataDir: string, binaries: Binaries, superuserPassword: string): void {
  const uid = serverUid();
  const draft = join(dataDir, `data.${process.pid}`);
  const passwordFile = join(dataDir, `password.${process.pid}`);
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, superuserPassword, { mode: 0o600 });
    if (uid !== undefined) for (const path of [draft, passwordFile]) chownSync(path, uid, uid);
    const settings = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
    // Byte order sorts the same on every machine, and a prefix search can use a plain index.
    const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    execFileSync(binaries.initdb, ["-D", draft, ...settings, ...locale, "--no-sync", "--no-instructions"], {
      cwd: "/",
      env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
      stdio: "pipe",
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    // Renamed only when complete: an interrupted first start leaves nothing that looks like a cluster.
    renameSync(draft, folderPaths(dataDir).data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Makes us the one process that runs this folder, and stops a server left behind by one that was killed.
 * @throws when another living process runs it.
 */
export async function takeOver(dataDir: string): Promise<void> {
  const paths = folderPaths(dataDir);
  const runner = runnerOf(dataDir);
  if (runner !== undefined && runner !== process.pid) {
    throw new Error(`${dataDir} is in use by process ${runner}: stop it first, or set another NEXUSONE_HOME`);
  }
  const startedAt = processIdentity(process.pid)?.startedAt ?? "";
  writeFileSync(paths.owner, JSON.stringify({ pid: process.pid, startedAt }), { mode: 0o600 });
  await stopOrphan(paths.data, paths.pidFile);
}

/** Undoes `takeOver`. */
export function releaseFolder(dataDir: string): void {
  rmSync(folderPaths(dataDir).owner, { force: true });
}

/** Stops the server of a folder whose process is gone. @returns false, doing nothing, when the folder is in use, also by us. */
export async function abandonFolder(dataDir: string): Promise<boolean> {
  const paths = folderPaths(dataDir);
  if (runnerOf(dataDir) !== undefined) return false;
  await stopOrphan(paths.data, paths.pidFile);
  return true;
}

/** Addresses of a folder's server on `port`. @throws when its passwords are missing. */
export function readFolderUrls(dataDir: string, port: number, database = "nexusone"): FolderUrls {
  const passwords = readJson<Credentials>(folderPaths(dataDir).credentials);
  if (passwords === undefined) throw new Error(`${folderPaths(dataDir).credentials} is missing`);
  const urlOf = (user: string, password: string, name: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
  return {
    url: urlOf("nexus_app", passwords.app, database),
    ownerUrl: urlOf("nexus_owner", passwords.owner, database),
    superuserUrl: urlOf("postgres", passwords.superuser, "postgres"),
  };
}

/** Port and superuser's address of the server that runs in this folder, whoever started it; undefined when none does. */
export function runningServer(dataDir: string): { port: number; superuserUrl: string } | undefined {
  const paths = folderPaths(dataDir);
  if (!existsSync(paths.pidFile)) return undefined;
  const lines = readFileSync(paths.pidFile, "utf8").split("\n");
  const living = processIdentity(Number(lines[0]));
  if (living === undefined) return undefined;
  if (process.platform !== "win32" && !living.command.includes(paths.data)) return undefined;
  const port = Number(lines[3]);
  return { port, superuserUrl: readFolderUrls(dataDir, port).superuserUrl };
}

/** Pid of the living process that runs this folder, which may be our own. */
function runnerOf(dataDir: string): number | undefined {
  const runner = readJson<{ pid: number; startedAt: string }>(folderPaths(dataDir).owner);
  if (runner === undefined) return undefined;
  return processIdentity(runner.pid)?.startedAt === runner.startedAt ? runner.pid : undefined;
}

async function stopOrphan(data: string, pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n", 1)[0]);
  const living = processIdentity(pid);
  if (living !== undefined && living.command.includes(data)) {
    process.kill(pid, "SIGINT");
    if (await waitForExit(pid, 5_000)) return;
    process.kill(pid, "SIGQUIT");
    if (!(await waitForExit(pid, 5_000))) throw new Error(`the old database server ${pid} of ${data} does not stop`);
  }
  // The number belongs to nobody or to a stranger now; Postgres would refuse to start for a stranger's sake.
  rmSync(pidFile, { force: true });
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
}
