import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { keepBackedUp } from "@nexusone/db/backup/keep-backed-up";
import { backupPaths } from "@nexusone/db/backup/layout";
import { resolveHome, startEmbedded } from "@nexusone/db/embedded/start";
import { migrateDatabase } from "@nexusone/db/migrate";
import { assertTenancy } from "@nexusone/db/preconditions";
import { ensureForeignRoles } from "@nexusone/db/roles";
import type { Tracer } from "@nexusone/db/tracer";
import { createDatabase, type Database } from "@nexusone/db/with-merchant";
import { HOUR_MS } from "@nexusone/core/clock";
import type { Logger } from "@nexusone/core/platform";
import { ConfigError, type Config } from "./config.ts";

/** Seen from `src/` and from the bundle in `dist/` alike. */
const dbPackage = fileURLToPath(new URL("../../../packages/db/", import.meta.url));

export type OpenDatabase = {
  readonly db: Database;
  readonly url: string;
  readonly ownerUrl: string;
  readonly appRole: string;
  /** How many this program knows, and the database has now. */
  readonly migrations: number;
  /** Where the data folder ended up, and a line to print when it is not where it was asked for. */
  readonly home: string;
  readonly notice: string | undefined;
  /** Backs the embedded database up as configured until the database is closed; nothing for a foreign one. */
  readonly backUp: (log: Logger) => void;
  readonly close: () => Promise<void>;
};

/** Yours or the embedded one, migrated and proven to keep merchants apart; otherwise the start ends here. */
export async function openDatabase(
  config: Config,
  tracer: Tracer | undefined,
  onError: (error: Error) => void,
): Promise<OpenDatabase> {
  const { home, moved } = resolveHome(config.NEXUSONE_HOME);
  const foreign =
    config.DATABASE_URL && config.DATABASE_OWNER_URL
      ? { url: config.DATABASE_URL, ownerUrl: config.DATABASE_OWNER_URL }
      : undefined;
  const dataDir = join(home, "postgres");
  const backups = resolve(config.BACKUP_DIR ?? join(home, "backups"));
  const embedded = foreign
    ? undefined
    : await startEmbedded({
        dataDir,
        durable: true,
        walDir: backupPaths(backups).wal,
        resolveFrom: join(dbPackage, "package.json"),
      });
  const { url, ownerUrl } = foreign ?? embedded!; // one of the two is set: the line above starts what is missing
  const appRole = decodeURIComponent(new URL(url).username);
  if (!appRole) throw new ConfigError("DATABASE_URL: must name the app role (postgres://role:password@host/database)");
  const db = createDatabase({
    url,
    prepare: config.DATABASE_PREPARE === "on",
    max: config.DATABASE_POOL,
    slowAfterMs: config.SLOW_QUERY_MS,
    onError,
    tracer,
    applicationName: `nexusone-${config.ROLE}`,
    ...(config.DATABASE_READ_URL ? { readUrl: config.DATABASE_READ_URL } : {}),
  });
  let stopBackups = async () => {};
  const close = async () => {
    await stopBackups();
    await db.close();
    await embedded?.stop();
  };
  let migrations: number;
  try {
    if (foreign) await ensureForeignRoles({ ownerUrl, appRole });
    const migrationsDir = config.MIGRATIONS_DIR ?? join(dbPackage, "migrations");
    migrations = (await migrateDatabase({ ownerUrl, appRole, migrationsDir })).total;
    await assertTenancy(db);
  } catch (error) {
    await close();
    throw error;
  }
  const backUp = (log: Logger) => {
    if (!embedded || config.BACKUP_EVERY_HOURS === 0) return;
    stopBackups = keepBackedUp({
      dataDir,
      into: backups,
      keep: config.BACKUP_KEEP,
      everyMs: config.BACKUP_EVERY_HOURS * HOUR_MS,
      onBackup: ({ folder, manifest }) => log.info({ folder, bytes: manifest.bytes }, "backup taken"),
      onError: (err) => log.error({ err }, "backup failed"),
    });
  };
  return { db, url, ownerUrl, appRole, migrations, home, notice: moved, backUp, close };
}
