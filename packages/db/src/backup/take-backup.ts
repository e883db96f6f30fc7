import { chmod, chown, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { connectDirect, type DirectSql } from "../direct.ts";
import { switchArchiving } from "../embedded/archiving.ts";
import { folderPaths, runningServer } from "../embedded/folder.ts";
import { isReachableByOthers, serverUid } from "../embedded/home.ts";
import { copyFile, eachOf, listDataFolder, makeFolders, syncFolder, type Copied } from "./copy.ts";
import { backupPaths, baseName, basePaths, draftName, type Base, type Manifest } from "./layout.ts";
import { pruneBackups } from "./prune.ts";

export interface BackupOptions {
  /** Folder of the embedded server, which must be running. */
  dataDir: string;
  /** Folder of backups, created on first use. */
  into: string;
  /** How many copies stay, at least 1. The log is kept from the oldest of them on. */
  keep: number;
}

export interface TakenBackup extends Base {
  /** Names of older copies and pieces of the log that went. */
  removed: { bases: string[]; segments: number };
}

// Whoever copies this server holds it: two copies at once would prune each other's log.
const LOCK = 78_101_121;
const ARCHIVE_WAIT_MS = 60_000;

/**
 * Copies the running server's files between `pg_backup_start` and `pg_backup_stop`, while others read and write, and from now
 * on keeps its log. The copy counts once its manifest is written; one that was broken off is removed by the next.
 * @throws one line: server not running, another backup under way, log not archived within a minute, disk full.
 */
export async function takeBackup({ dataDir, into, keep }: BackupOptions): Promise<TakenBackup> {
  const server = runningServer(dataDir);
  if (!server) throw new Error(`the database in ${dataDir} is not running`);
  const uid = serverUid();
  if (uid !== undefined && !isReachableByOthers(dirname(into))) {
    throw new Error(`backups cannot go below a private folder as root, the database could not write there: ${into}`);
  }
  const { wal } = backupPaths(into);
  await mkdir(into, { recursive: true });
  // The server's user passes through to its own folder, and sees nothing else.
  await chmod(into, 0o711);
  await mkdir(wal, { recursive: true, mode: 0o700 });
  if (uid !== undefined) await chown(wal, uid, uid);

  const sql = connectDirect(server.superuserUrl, { applicationName: "nexusone-backup" });
  const startedAt = new Date();
  const name = baseName(startedAt);
  const draft = join(into, draftName(name));
  try {
    const [free] = await sql`select pg_try_advisory_lock(${LOCK}) as yes`;
    if (!free?.["yes"]) throw new Error("another backup of this database is under way");
    const [archiving] = await sql`select current_setting('archive_mode') as mode`;
    if (archiving?.["mode"] !== "on") throw new Error("the database was started without archiving: restart it once");
    await switchArchiving(sql, wal);
    await mkdir(draft, { mode: 0o700 });
    const manifest = await copyServer(sql, dataDir, draft, startedAt);
    const { manifest: file } = basePaths(draft);
    await writeFile(file, JSON.stringify(manifest), { mode: 0o600, flush: true });
    await syncFolder(draft);
    const folder = join(into, name);
    await rename(draft, folder);
    await syncFolder(into);
    return { folder, manifest, removed: await pruneBackups(into, keep) };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await sql.end();
  }
}

async function copyServer(sql: DirectSql, dataDir: string, draft: string, startedAt: Date): Promise<Manifest> {
  const [server] = await sql<{ version: string; identifier: string }[]>`
    select current_setting('server_version') as version, system_identifier::text as identifier from pg_control_system()`;
  const [start] = await sql<{ segment: string }[]>`
    select pg_walfile_name(pg_backup_start('nexusone', fast => true)) as segment`;
  const { data, credentials } = basePaths(draft);
  const files: Copied[] = [];
  const { folders, files: paths } = await listDataFolder(folderPaths(dataDir).data);
  await makeFolders(data, folders, undefined);
  await eachOf(paths, async (path) => {
    const copied = await copyFile(join(folderPaths(dataDir).data, path), join(data, path), undefined);
    if (copied) files.push({ path, ...copied });
  });
  await sql.unsafe(`set statement_timeout = ${ARCHIVE_WAIT_MS}`);
  const [stop] = await sql<{ segment: string; label: string }[]>`
    select pg_walfile_name(lsn) as segment, labelfile as label from pg_backup_stop(wait_for_archive => true)`.catch(
    (cause: unknown) => {
      throw new Error(`the log could not be archived; ${folderPaths(dataDir).log} says why`, { cause });
    },
  );
  if (!server || !start || !stop) throw new Error("the database did not answer");
  // Where recovery has to begin. Without it the copy would look whole and be torn.
  const label = join(draft, "backup_label");
  await writeFile(label, stop.label, { mode: 0o600 });
  const labelled = await copyFile(label, join(data, "backup_label"), undefined);
  await rm(label);
  if (!labelled) throw new Error("the label of the copy is gone");
  files.push({ path: "backup_label", ...labelled });
  if (!(await copyFile(folderPaths(dataDir).credentials, credentials, undefined))) {
    throw new Error(`${folderPaths(dataDir).credentials} is missing`);
  }
  await eachOf(["", ...folders], (folder) => syncFolder(join(data, folder)));
  return {
    format: 1,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    serverVersion: server.version,
    systemIdentifier: server.identifier,
    firstSegment: start.segment,
    lastSegment: stop.segment,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    folders,
    files,
  };
}
