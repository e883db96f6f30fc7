import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/**
 * A folder of backups: `wal/` with every finished piece of the server's log since the oldest copy, and one `base-*` folder per
 * copy with `data/`, `credentials.json` and, written last, `manifest.json`: without it the copy is incomplete.
 */
export const backupPaths = (folder: string) => ({ wal: join(folder, "wal") });

export const basePaths = (base: string) => ({
  data: join(base, "data"),
  credentials: join(base, "credentials.json"),
  manifest: join(base, "manifest.json"),
});

/** Name of a piece of the log: timeline and position, 8 and 16 hexadecimal digits. */
const Segment = z.string().regex(/^[0-9A-F]{24}$/);

export const Manifest = z.object({
  format: z.literal(1),
  startedAt: z.iso.datetime(),
  /** From this moment on the copy can be brought to any later one that the log reaches. */
  finishedAt: z.iso.datetime(),
  serverVersion: z.string(),
  systemIdentifier: z.string(),
  firstSegment: Segment,
  lastSegment: Segment,
  bytes: z.number(),
  /** Below `data/`, with forward slashes. */
  folders: z.array(z.string()),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

export type Base = { readonly folder: string; readonly manifest: Manifest };

const PREFIX = "base-";
const DRAFT = ".partial";

/** `base-20261121T050000Z`: sorts by time. */
export const baseName = (at: Date): string => `${PREFIX}${at.toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
export const draftName = (name: string): string => `${name}${DRAFT}`;

/** Complete copies of a folder of backups, oldest first, and the names of those that were broken off. */
export function listBases(folder: string): { bases: Base[]; incomplete: string[] } {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.startsWith(PREFIX))
        .sort()
    : [];
  const complete = names.filter((name) => !name.endsWith(DRAFT) && existsSync(basePaths(join(folder, name)).manifest));
  return {
    bases: complete.map((name) => readBase(join(folder, name))),
    incomplete: names.filter((name) => !complete.includes(name)),
  };
}

/** @throws one line when the folder is no complete copy. */
export function readBase(folder: string): Base {
  const file = basePaths(folder).manifest;
  if (!existsSync(file))
    throw new Error(`${folder} is incomplete: it has no manifest.json, so the copy was broken off`);
  const parsed = Manifest.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is not the manifest of a backup`);
  return { folder, manifest: parsed.data };
}

/** Position in the log without its timeline, as `pg_archivecleanup` compares. */
export const positionOf = (segment: string): string => segment.slice(8, 24);
export const isSegment = (name: string): boolean => /^[0-9A-F]{24}(\..+)?$/.test(name);
