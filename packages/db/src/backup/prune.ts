import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { backupPaths, isSegment, listBases, positionOf } from "./layout.ts";

/**
 * Removes all copies but the newest `keep`, copies that were broken off, and the log that none of those left needs.
 * Called by whoever holds the backup lock. @returns what went.
 */
export async function pruneBackups(folder: string, keep: number): Promise<{ bases: string[]; segments: number }> {
  const { bases, incomplete } = listBases(folder);
  const old = bases.slice(0, Math.max(0, bases.length - Math.max(1, keep))).map((base) => base.folder);
  const gone = [...old, ...incomplete.map((name) => join(folder, name))];
  const oldest = bases[old.length];
  // Copies first: killed in between, log without a copy is left over, never a copy without its log.
  for (const base of gone) await rm(base, { recursive: true, force: true });
  if (!oldest) return { bases: gone, segments: 0 };
  const { wal } = backupPaths(folder);
  const first = positionOf(oldest.manifest.firstSegment);
  // Histories of timelines are a few bytes each and needed for ever.
  const segments = (await readdir(wal)).filter((name) => isSegment(name) && positionOf(name) < first);
  for (const name of segments) await rm(join(wal, name), { force: true });
  return { bases: gone, segments: segments.length };
}
