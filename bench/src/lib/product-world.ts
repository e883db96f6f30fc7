import { readFileSync } from "node:fs";
import path from "node:path";
import { createDatabase, type Database } from "@nexusone/db/with-merchant";
import { startWorld, type RunningWorld } from "../../../e2e/src/world.ts";

/** The built product on free ports with a sandbox of its own, for the length of `work`. */
export async function withProduct<T>(
  options: { readonly extension: boolean },
  work: (world: RunningWorld) => Promise<T>,
): Promise<T> {
  const world = await startWorld({ ...options, env: { LOG_LEVEL: "error" } });
  return work(world).finally(world.stop);
}

/** The product's own embedded database, as its app role, to fill a catalogue faster than by importing. */
export async function withDatabaseOf<T>(world: RunningWorld, work: (db: Database) => Promise<T>): Promise<T> {
  const folder = path.join(world.home, "postgres");
  const { app } = JSON.parse(readFileSync(path.join(folder, "credentials.json"), "utf8")) as { app: string };
  // The fourth line of Postgres's own note is its port.
  const port = readFileSync(path.join(folder, "data", "postmaster.pid"), "utf8")
    .split("\n")[3]
    ?.trim();
  const db = createDatabase({ url: `postgres://nexus_app:${app}@127.0.0.1:${port}/nexusone`, max: 2 });
  return work(db).finally(() => db.close());
}
