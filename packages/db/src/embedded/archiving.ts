import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DirectSql } from "../direct.ts";

/** A quiet quarter of an hour is the most that a lost disk can take: then an unfinished piece of the log is handed over too. */
const HAND_OVER_SECONDS = 15 * 60;

/** Flags of a server that can archive. Whether it does is said in its own file, which may change while it runs. */
export const archivingFlags = (): Record<string, string> => ({
  archive_mode: "on",
  archive_timeout: String(HAND_OVER_SECONDS),
});

type Setting = "archive_library" | "archive_command" | "basic_archive.archive_directory";

/**
 * `basic_archive` comes with the server: it copies, syncs, renames into place and refuses to replace a file by other content.
 * Without a folder a command that does nothing lets the server drop its log: an empty one would make it keep all of it.
 */
const settingsFor = (walDir: string | undefined): Record<Setting, string> => ({
  archive_library: walDir === undefined ? "" : "basic_archive",
  archive_command: walDir === undefined ? "cd ." : "",
  "basic_archive.archive_directory": walDir === undefined ? "" : walDir.replaceAll("\\", "/"),
});

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Says in the folder of a stopped server where its log goes; undefined: nowhere. What else the file says stays. */
export function writeArchiving(data: string, walDir: string | undefined): void {
  const file = join(data, "postgresql.auto.conf");
  const settings = settingsFor(walDir);
  const others = (existsSync(file) ? readFileSync(file, "utf8") : "")
    .split("\n")
    .filter((line) => line.trim() !== "" && !Object.keys(settings).some((name) => line.startsWith(`${name} `)));
  const ours = Object.entries(settings).map(([name, value]) => `${name} = ${quoted(value)}`);
  const text = `${[...others, ...ours].join("\n")}\n`;
  // In place: the file belongs to the server's user, not to ours.
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}

/** The same for a running server, which takes it up at once. Safe to repeat. */
export async function switchArchiving(sql: DirectSql, walDir: string): Promise<void> {
  // The server takes the name of a setting only once the library that owns it is loaded.
  await sql.unsafe("load 'basic_archive'");
  for (const [name, value] of Object.entries(settingsFor(walDir))) {
    await sql.unsafe(`alter system set ${name} = ${quoted(value)}`);
  }
  await sql`select pg_reload_conf()`;
}
