import { createHash } from "node:crypto";
import { chown, mkdir, open, readdir, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

export type Copied = { readonly path: string; readonly bytes: number; readonly sha256: string };

const CHUNK_BYTES = 256 * 1024;

/**
 * Copies one file to disk for good, taking its checksum on the way; `owner` gets it.
 * @returns undefined when the file is gone: a running server drops files while it is copied, and its log knows that.
 */
export async function copyFile(
  from: string,
  to: string,
  owner: number | undefined,
): Promise<Omit<Copied, "path"> | undefined> {
  let source: FileHandle;
  try {
    source = await open(from, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let bytes = 0;
  try {
    const target = await open(to, "wx", 0o600);
    try {
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
        await target.writeFile(buffer.subarray(0, bytesRead));
        bytes += bytesRead;
      }
      if (owner !== undefined) await target.chown(owner, owner);
      await target.datasync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}

const AT_ONCE = 16;

/** Some at once: what takes the time is waiting for the disk, which syncs many files nearly as fast as one. */
export async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const work = async () => {
    for (const item of rest) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Folders whose content belongs to the running server only; it makes them anew. `pg_wal` comes from the archive. */
const EMPTY = new Set([
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|.*\.signal)$/;
const TEMPORARY = /^(pgsql_tmp.*|pg_internal\.init.*|t\d+_.*)$/;

/** Every folder and file of a data folder that a copy needs, parents first. @throws for a tablespace elsewhere. */
export async function listDataFolder(data: string): Promise<{ folders: string[]; files: string[] }> {
  const folders: string[] = [];
  const files: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(data, folder), { withFileTypes: true }).catch(ignoreMissing);
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) throw new Error(`${join(data, path)} lies elsewhere: a copy would not hold it`);
      if (TEMPORARY.test(entry.name) || (folder === "" && LEFT_OUT.test(entry.name))) continue;
      if (!entry.isDirectory()) files.push(path);
      else {
        folders.push(path);
        if (folder !== "" || !EMPTY.has(entry.name)) await walk(path);
      }
    }
  };
  await walk("");
  // The control file last: whatever it says, the other files are at least as new.
  return { folders, files: files.sort((a, b) => Number(a === CONTROL) - Number(b === CONTROL)) };
}
const CONTROL = "global/pg_control";

function ignoreMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENOENT") return [];
  throw error;
}

/** Makes `to` and the folders below it, closed to everybody but `owner`. */
export async function makeFolders(to: string, folders: readonly string[], owner: number | undefined): Promise<void> {
  for (const folder of ["", ...folders]) {
    const path = join(to, folder);
    await mkdir(path, { mode: 0o700, recursive: folder === "" });
    if (owner !== undefined) await chown(path, owner, owner);
  }
}

/** Makes names and removals in a folder durable, where the system lets a folder be synced. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
