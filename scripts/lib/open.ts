import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createKeyring, splitKeys, type Keyring } from "../../packages/core/src/secrets/keyring.ts";
import { readFolderUrls, runningServer } from "../../packages/db/src/embedded/folder.ts";
import { startEmbedded } from "../../packages/db/src/embedded/start.ts";
import { createDatabase, type Database } from "../../packages/db/src/with-merchant.ts";
import { fail, homePaths } from "./home.ts";

export type Opened = {
  readonly db: Database;
  /** The owner, who may also correct history. Bound to its merchant like anybody. */
  readonly ownerDb: Database;
  readonly home: string;
  readonly close: () => Promise<void>;
};

/** The database this installation uses: yours, or the embedded one, beside a running server or started for the command. */
export async function openInstallation(env: NodeJS.ProcessEnv): Promise<Opened> {
  const { home, dataDir, walDir } = homePaths(env);
  const { urls, stop } = await findUrls(env, dataDir, walDir);
  const options = { max: 2, statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0, applicationName: "nexusone-command" };
  const [db, ownerDb] = [
    createDatabase({ ...options, url: urls.url }),
    createDatabase({ ...options, url: urls.ownerUrl }),
  ];
  return {
    db,
    ownerDb,
    home,
    close: async () => {
      await db.close();
      await ownerDb.close();
      await stop();
    },
  };
}

async function findUrls(env: NodeJS.ProcessEnv, dataDir: string, walDir: string) {
  const stop = async () => {};
  if (env["DATABASE_URL"]) {
    const ownerUrl = env["DATABASE_OWNER_URL"] || fail("DATABASE_OWNER_URL: needed with DATABASE_URL");
    return { urls: { url: env["DATABASE_URL"], ownerUrl }, stop };
  }
  const running = runningServer(dataDir);
  if (running) return { urls: readFolderUrls(dataDir, running.port), stop };
  const server = await startEmbedded({ dataDir, durable: true, walDir });
  return { urls: server, stop: server.stop };
}

/** Master keys, newest first: SECRET_KEY, else the file that the first start of the server made. */
export function readKeys(env: NodeJS.ProcessEnv, home: string): string[] {
  const file = path.join(home, "secret.key");
  if (env["SECRET_KEY"]) return splitKeys(env["SECRET_KEY"]);
  if (!existsSync(file)) fail(`there is no master key: SECRET_KEY is not set and ${file} does not exist`);
  return splitKeys(readFileSync(file, "utf8"));
}
export const openKeyring = (env: NodeJS.ProcessEnv, home: string): Keyring => createKeyring(readKeys(env, home));
