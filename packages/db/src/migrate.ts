import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { connectDirect, type DirectSql } from "./direct.ts";
import { hardenTenancy, liftForce } from "./harden.ts";

export interface MigrateOptions {
  /** A direct connection as the role that owns the tables; never through a transaction pooler. */
  ownerUrl: string;
  /** The role of DATABASE_URL. */
  appRole: string;
  /** Default: this package's. A bundle names its copy. */
  migrationsDir?: string;
}

interface Journal {
  entries: { tag: string; when: number }[];
}

const OLDEST_SERVER = 180_000;
// "nexusone" in a number: whoever migrates this database holds it.
const LOCK = 78_101_120;

/**
 * Brings the database to the newest migration and hardens it; safe to run from several processes at once.
 * @returns how many migrations were applied just now, and how many there are.
 * @throws one clear line on a server older than 18, a broken journal, or a table without its policy.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<{ applied: number; total: number }> {
  const folder = options.migrationsDir ?? fileURLToPath(new URL("../migrations", import.meta.url));
  const journal = readJournal(folder);
  // One connection: the lock belongs to a session.
  const sql = connectDirect(options.ownerUrl);
  try {
    const [server] = await sql<{ number: number; text: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as text`;
    if (!server || server.number < OLDEST_SERVER) {
      throw new Error(`PostgreSQL 18 or newer is needed, the server is ${server?.text ?? "unknown"}`);
    }
    await sql`select pg_advisory_lock(${LOCK})`;
    const before = await countApplied(sql);
    if (before < journal.entries.length) {
      await liftForce(sql);
      await migrate(drizzle(sql), { migrationsFolder: folder });
    }
    const after = await countApplied(sql);
    if (after !== journal.entries.length) {
      throw new Error(
        `the database has ${after} migrations and this program ${journal.entries.length}: ` +
          (after > journal.entries.length ? "the program is older than its database" : "one was skipped"),
      );
    }
    await hardenTenancy(sql, options.appRole);
    return { applied: after - before, total: after };
  } finally {
    await sql.end();
  }
}

/** @throws when a migration is dated before its predecessor: drizzle would skip it without a word. */
export function readJournal(folder: string): Journal {
  const path = join(folder, "meta", "_journal.json");
  if (!existsSync(path)) throw new Error(`no migrations in ${folder}`);
  const journal = JSON.parse(readFileSync(path, "utf8")) as Journal;
  journal.entries.forEach((entry, index) => {
    const previous = journal.entries[index - 1];
    if (previous !== undefined && previous.when >= entry.when) {
      throw new Error(`migration ${entry.tag} is dated before ${previous.tag} and would be skipped: generate it anew`);
    }
  });
  return journal;
}

/** Migrations that this database has. */
export async function countApplied(sql: DirectSql): Promise<number> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (!table?.["name"]) return 0;
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from drizzle.__drizzle_migrations`;
  return row?.n ?? 0;
}
