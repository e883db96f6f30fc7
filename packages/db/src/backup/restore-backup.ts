import { existsSync, openSync, readFileSync, readSync, closeSync, statSync } from "node:fs";
import { chmod, copyFile as copyPlain, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeArchiving } from "../embedded/archiving.ts";
import { findBinaries } from "../embedded/binaries.ts";
import { folderPaths, releaseFolder, takeOver } from "../embedded/folder.ts";
import { serverUid } from "../embedded/home.ts";
import { copyFile, eachOf, makeFolders, syncFolder } from "./copy.ts";
import { backupPaths, basePaths, listBases, readBase, type Base } from "./layout.ts";
import { recover } from "./recover.ts";
import { checkLog, readableLog } from "./log-source.ts";

export interface RestoreOptions {
  /** Folder of backups, or one copy in it. */
  from: string;
  /** The moment to go back to; undefined: everything there is. */
  to?: Date | undefined;
  /** Folder of the embedded server, which must be stopped. What it holds now is kept beside. */
  dataDir: string;
  /** Where this installation keeps its own log; archiving goes on there when it is the log that was read. */
  ownWalDir: string;
  /** File to resolve the platform's binaries from, for bundles. */
  resolveFrom?: string | undefined;
  /** How long replaying the log may take, default an hour. */
  timeoutMs?: number;
}

export interface Restored {
  base: Base;
  /** When the last change that was kept was committed; undefined when the log holds none after the copy. */
  lastChangeAt: Date | undefined;
  /** Where the former data went. */
  keptAside: string | undefined;
}

/**
 * Brings the database back to a moment: copies the newest base before it, checks every file, replays the log up to it, and only
 * then puts the result in place. Killed at any point before, the old data is still there and in use.
 * @throws one line: folder in use, copy incomplete or changed, nothing old enough, log that ends before the moment.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { dataDir, to } = options;
  const { base, walDir } = chooseBase(options.from, to);
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  await takeOver(dataDir);
  const draft = `${dataDir}.restoring`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o755 });
    await copyBase(base, folderPaths(draft).data);
    const own = sameServer(base, folderPaths(dataDir).data) ? join(folderPaths(dataDir).data, "pg_wal") : undefined;
    const log = await readableLog({ walDir, own, base, draft });
    checkLog(base, [log.walDir, ...(log.own ? [log.own] : [])]);
    const goesOn = walDir === options.ownWalDir;
    writeArchiving(folderPaths(draft).data, goesOn ? walDir : undefined);
    const binaries = findBinaries(options.resolveFrom);
    const lastChangeAt = await recover({ binaries, draft, log, to, archiving: goesOn, timeoutMs: options.timeoutMs });
    return { base, lastChangeAt, keptAside: await putInPlace(base, draft, dataDir) };
  } finally {
    await rm(draft, { recursive: true, force: true });
    releaseFolder(dataDir);
  }
}

/** @throws when there is no complete copy that was finished by then. */
function chooseBase(from: string, to: Date | undefined): { base: Base; walDir: string } {
  if (existsSync(basePaths(from).manifest) || /^base-[^/\\]*$/.test(from.split(/[/\\]/).findLast(Boolean) ?? "")) {
    const base = readBase(from);
    if (to && new Date(base.manifest.finishedAt) > to) {
      throw new Error(`this copy was finished at ${base.manifest.finishedAt}, after ${to.toISOString()}`);
    }
    return { base, walDir: backupPaths(dirname(from)).wal };
  }
  const { bases, incomplete } = listBases(from);
  const [oldest] = bases;
  if (!oldest) {
    throw new Error(`no backup in ${from}${incomplete.length > 0 ? `: ${incomplete.join(", ")} incomplete` : ""}`);
  }
  const base = to ? bases.findLast(({ manifest }) => new Date(manifest.finishedAt) <= to) : bases.at(-1);
  if (!base) {
    throw new Error(`no backup was finished by ${to?.toISOString()}; the oldest is of ${oldest.manifest.finishedAt}`);
  }
  return { base, walDir: backupPaths(from).wal };
}

/** @throws naming the first file that is missing or not what was copied. */
async function copyBase({ folder, manifest }: Base, target: string): Promise<void> {
  const uid = serverUid();
  await makeFolders(target, manifest.folders, uid);
  await eachOf(manifest.files, async ({ path, bytes, sha256 }) => {
    const copied = await copyFile(join(basePaths(folder).data, path), join(target, path), uid);
    if (!copied) throw new Error(`the backup is incomplete: ${path} is missing`);
    if (copied.bytes !== bytes || copied.sha256 !== sha256) {
      throw new Error(`the backup is damaged: ${path} does not have the checksum it was written with`);
    }
  });
  await eachOf(["", ...manifest.folders], (path) => syncFolder(join(target, path)));
}

/** Whether the data in place and the copy are of one cluster: its identifier opens the control file. */
function sameServer({ manifest }: Base, data: string): boolean {
  const file = join(data, "global", "pg_control");
  if (!existsSync(file) || statSync(file).size < 8) return false;
  const buffer = Buffer.alloc(8);
  const handle = openSync(file, "r");
  readSync(handle, buffer, 0, 8, 0);
  closeSync(handle);
  const swapped = buffer.readBigUInt64BE().toString();
  return [buffer.readBigUInt64LE().toString(), swapped].includes(manifest.systemIdentifier);
}

async function putInPlace(base: Base, draft: string, dataDir: string): Promise<string | undefined> {
  const paths = folderPaths(dataDir);
  let aside: string | undefined;
  if (existsSync(paths.data)) {
    aside = `${paths.data}.before-restore-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
    await rename(paths.data, aside);
    if (existsSync(paths.credentials)) await copyPlain(paths.credentials, `${aside}.credentials.json`);
  }
  await rename(folderPaths(draft).data, paths.data);
  const credentials = `${paths.credentials}.new`;
  await writeFile(credentials, readFileSync(basePaths(base.folder).credentials), { flush: true });
  await chmod(credentials, 0o600);
  await rename(credentials, paths.credentials);
  await syncFolder(dataDir);
  return aside;
}
