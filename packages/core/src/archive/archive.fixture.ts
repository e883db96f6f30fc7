import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { sha256 } from "./export-merchant.ts";
import { MANIFEST, SIGNATURE, type Manifest } from "./manifest.ts";
import { extract, pack } from "tar-stream";
import { afterAll } from "vitest";

/** Names and bytes of a tar, in order; a test changes them and packs them again. */
export type Entry = { name: string; bytes: Buffer; type?: "file" | "symlink" };

/** Names files in a folder of the calling test file, which goes with its tests. */
export function useFiles(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "nexusone-archive-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;
  return (name) => join(folder, `${(files += 1)}-${name}`);
}

export async function unpack(file: string): Promise<Entry[]> {
  const tar = extract();
  const entries: Entry[] = [];
  const walk = async () => {
    for await (const entry of tar) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(chunk);
      entries.push({ name: entry.header.name, bytes: Buffer.concat(chunks) });
    }
  };
  await Promise.all([pipeline(createReadStream(file), createGunzip(), tar), walk()]);
  return entries;
}

/** @returns `file` */
export async function repack(file: string, entries: readonly Entry[]): Promise<string> {
  const tar = pack();
  for (const { name, bytes, type = "file" } of entries) {
    if (type === "symlink") tar.entry({ name, type, linkname: "/etc/passwd" });
    else tar.entry({ name }, bytes);
  }
  tar.finalize();
  await pipeline(tar, createGzip(), createWriteStream(file));
  return file;
}

export const manifestOf = (entries: readonly Entry[]): Manifest =>
  JSON.parse(entries.find(({ name }) => name === MANIFEST)!.bytes.toString()) as Manifest;

/** Rows of every table, parsed, in order. */
export function tablesOf(entries: readonly Entry[]): Record<string, Record<string, unknown>[]> {
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const { name, bytes } of entries.filter((entry) => entry.name.startsWith("tables/"))) {
    const lines = bytes.toString().split("\n").slice(0, -1);
    (tables[name.split("/")[1]!] ??= []).push(...lines.map((line) => JSON.parse(line) as Record<string, unknown>));
  }
  return tables;
}

/** The archive with one table's text changed, its checksums and manifest made right again: as a forger without keys would. */
export function forge(
  entries: readonly Entry[],
  table: string,
  change: (text: string) => string,
  more: (manifest: Manifest) => void = () => {},
): Entry[] {
  const manifest = manifestOf(entries);
  const changed = entries.map((entry) => {
    if (!entry.name.startsWith(`tables/${table}/`)) return entry;
    const bytes = Buffer.from(change(entry.bytes.toString()));
    const part = manifest.tables.flatMap(({ parts }) => parts).find(({ path }) => path === entry.name)!;
    Object.assign(part, {
      bytes: bytes.length,
      sha256: sha256(bytes),
      rows: bytes.toString().split("\n").length - 1,
    });
    return { ...entry, bytes };
  });
  more(manifest);
  return changed.map((entry) =>
    entry.name === MANIFEST ? { ...entry, bytes: Buffer.from(JSON.stringify(manifest)) } : entry,
  );
}
export const withoutSignature = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ name }) => name !== SIGNATURE);
