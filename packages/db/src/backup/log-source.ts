import { existsSync, readdirSync, statSync } from "node:fs";
import { chmod, chown, copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { isReachableByOthers, serverUid } from "../embedded/home.ts";
import { isSegment, positionOf, type Base } from "./layout.ts";

/** Where the log is read from: the archive, then what the stopped server had not handed over yet. */
export type LogSource = { readonly walDir: string; readonly own: string | undefined };

/** The archive as the server's user can read it: in place, or copied beside the draft when it lies in a folder closed to it. */
export async function readableLog(options: {
  walDir: string;
  own: string | undefined;
  base: Base;
  draft: string;
}): Promise<LogSource> {
  const { walDir, own, base, draft } = options;
  if (!existsSync(walDir)) throw new Error(`the backup is incomplete: ${walDir} is missing`);
  const uid = serverUid();
  if (uid === undefined || (statSync(walDir).uid === uid && isReachableByOthers(join(walDir, "..")))) {
    return { walDir, own };
  }
  const target = join(draft, "wal");
  await mkdir(target, { mode: 0o700 });
  await chown(target, uid, uid);
  const first = positionOf(base.manifest.firstSegment);
  for (const name of readdirSync(walDir)) {
    if (!name.endsWith(".history") && !(isSegment(name) && positionOf(name) >= first)) continue;
    await copyFile(join(walDir, name), join(target, name));
    await chown(join(target, name), uid, uid);
    await chmod(join(target, name), 0o600);
  }
  return { walDir: target, own };
}

/** @throws when the log that the copy itself needs is not there: without it the copy is torn. */
export function checkLog({ manifest }: Base, folders: readonly string[]): void {
  for (const segment of [manifest.firstSegment, manifest.lastSegment]) {
    if (!folders.some((folder) => existsSync(join(folder, segment)))) {
      throw new Error(`the backup is incomplete: piece ${segment} of the log is missing`);
    }
  }
}

const shellQuoted = (path: string): string =>
  process.platform === "win32" ? `"${path.replaceAll("/", "\\")}` : `'${path.replaceAll("'", "'\\''")}`;

/** The shell command by which the server fetches a piece of the log, `%f`, to `%p`. */
export function restoreCommand({ walDir, own }: LogSource): string {
  const windows = process.platform === "win32";
  const fetch = (folder: string) => {
    const from = shellQuoted(folder.replaceAll("%", "%%"));
    return windows ? `copy ${from}\\%f" "%p" >NUL 2>NUL` : `cp ${from}'/%f "%p" 2>/dev/null`;
  };
  return [walDir, ...(own ? [own] : [])].map(fetch).join(" || ");
}
