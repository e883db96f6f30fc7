import path from "node:path";
import { backupPaths } from "../../packages/db/src/backup/layout.ts";
import { resolveHome } from "../../packages/db/src/embedded/home.ts";
import { root } from "./run.ts";

/** Ends the command with one line that says what is wrong. */
export function fail(message: string): never {
  process.stderr.write(`nexusone: ${message}\n`);
  process.exit(1);
}

/** The innermost cause: drizzle's own message only repeats the statement. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "query" in error && error.cause !== undefined ? sentenceOf(error.cause) : error.message;
}

/** Where this installation keeps its own database and, unless told otherwise, its backups. */
export function homePaths(env: NodeJS.ProcessEnv) {
  const { home } = resolveHome(env["NEXUSONE_HOME"] || path.join(root, ".nexusone"));
  const backups = path.resolve(env["BACKUP_DIR"] || path.join(home, "backups"));
  return { home, dataDir: path.join(home, "postgres"), backups, walDir: backupPaths(backups).wal };
}

/** Backups by us are for the embedded database: elsewhere only its provider can make them consistently. */
export function refuseForeignDatabase(env: NodeJS.ProcessEnv, command: string): void {
  if (env["DATABASE_URL"])
    fail(
      `${command} is for the embedded database; DATABASE_URL is set, so use your provider's snapshots and point-in-time recovery`,
    );
}

/** Value of `--name`; the rest is what stands alone. */
export function readArguments(args: readonly string[], names: readonly string[]) {
  const values: Record<string, string> = {};
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const [, name = "", inline] = /^--([a-z-]+)(?:=(.*))?$/.exec(args[at] ?? "") ?? [];
    if (!name) rest.push(args[at] ?? "");
    else if (!names.includes(name))
      fail(`there is no option --${name}; there are ${names.map((one) => `--${one}`).join(", ")}`);
    else values[name] = inline ?? args[(at += 1)] ?? fail(`--${name} needs a value`);
  }
  return { values, rest };
}
