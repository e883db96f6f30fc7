import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LOCALES } from "@nexusone/contracts/locale";
import { zipSync } from "fflate";
import { build } from "vite";
import { violations, type Files, type Papers } from "./store-rules.ts";
import { readTarget } from "./targets.ts";

const root = path.resolve(import.meta.dirname, "../..");
const papersDir = path.join(root, "docs/store");

/** The same package gives the same bytes: fixed order and time, nothing of this machine. */
export function zipped(files: Files): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([name, bytes]) => [name, [bytes, { mtime, level: 9 as const }]])));
}

/** The built folder as it is uploaded: without the key, which the store assigns, and without the builder's own notes. */
export function packageOf(folder: string): Map<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((name) => !name.startsWith(".vite/"));
  const files = new Map<string, Uint8Array>(names.map((name) => [name, readFileSync(path.join(folder, name))]));
  const { key: _, ...manifest } = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8")) as {
    key?: string;
  };
  return files.set("manifest.json", new TextEncoder().encode(JSON.stringify(manifest, null, 2)));
}

export const readPapers = (): Papers => ({
  permissions: readFileSync(path.join(papersDir, "permissions.md"), "utf8"),
  listings: Object.fromEntries(
    LOCALES.map((locale) => [locale, readFileSync(path.join(papersDir, `listing.${locale}.md`), "utf8")]),
  ),
});

/** The store build of this environment, into a folder. */
export async function buildStore(outDir: string): Promise<void> {
  const configFile = path.join(import.meta.dirname, "vite.config.ts");
  await build({ root: import.meta.dirname, configFile, logLevel: "error", build: { outDir } });
}

/** Builds for the store, checks, writes `.store/nexusone-VERSION.zip`. One clear line per reason when it does not. */
async function pack(): Promise<void> {
  process.env["EXTENSION_TARGET"] = "store";
  const { serverOrigin } = readTarget(process.env);
  const folder = path.join(import.meta.dirname, "dist-store");
  await buildStore(folder);
  const files = packageOf(folder);
  const found = violations(files, readPapers(), serverOrigin);
  if (found.length > 0) throw new Error(`the package must not be uploaded:\n  ${found.join("\n  ")}`);
  const { version } = JSON.parse(new TextDecoder().decode(files.get("manifest.json"))) as { version: string };
  const file = path.join(root, ".store", `nexusone-${version}.zip`);
  mkdirSync(path.dirname(file), { recursive: true });
  const bytes = zipped(files);
  writeFileSync(file, bytes);
  process.stdout.write(`${path.relative(root, file)}: ${files.size} files, ${bytes.byteLength} bytes\n`);
  process.stdout.write("listing texts, privacy statement and permission table: docs/store\n");
}

if (import.meta.main)
  await pack().catch((error: unknown) => {
    process.stderr.write(`nexusone: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
