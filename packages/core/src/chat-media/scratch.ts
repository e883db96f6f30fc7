import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { HOUR_MS } from "../clock.ts";
import type { Platform } from "../platform.ts";

/** Lends a path on this computer for a file on its way; whatever is there afterwards is removed. */
export async function withScratch<T>({ media }: Platform, work: (path: string) => Promise<T>): Promise<T> {
  await mkdir(media.scratch, { recursive: true, mode: 0o700 });
  const path = join(media.scratch, randomUUID());
  try {
    return await work(path);
  } finally {
    await rm(path, { force: true });
  }
}

/** Removes what processes that died have left. */
export async function sweepScratch({ media }: Platform, realNow = Date.now()): Promise<void> {
  const names = await readdir(media.scratch).catch(() => []);
  for (const name of names) {
    const path = join(media.scratch, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < realNow - HOUR_MS) await rm(path, { force: true });
  }
}
