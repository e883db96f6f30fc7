import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveHome, startEmbedded } from "@nexusone/db/embedded/start";
import { abandonFolder } from "@nexusone/db/embedded/folder";
import { migrateDatabase } from "@nexusone/db/migrate";
import type { TestProject } from "vitest/node";

/** Where the one server of a test run is, and what to clone. */
export interface TestCluster {
  superuserUrl: string;
  /** URLs of owner and app role on the template; the database's name is the last part. */
  ownerUrl: string;
  appUrl: string;
  template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

const TEMPLATE = "nexusone_template";
const PREFIX = "nexusone-test-";

/** One server without fsync for all test files, its template migrated once. Nothing is dropped: the folder goes. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide("testCluster", cluster.coordinates);
  return cluster.stop;
}

export type OwnCluster = {
  readonly coordinates: TestCluster;
  /** Ends every session, as an administrator does who restarts the server; it is back at the same address by itself. */
  readonly restart: () => void;
  readonly stop: () => Promise<void>;
};

/** The same for programs that are no vitest run, such as benches, and for tests that restart it. */
export async function startTestCluster(): Promise<OwnCluster> {
  await removeAbandoned();
  const made = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(made, 0o755);
  const { home } = resolveHome(made);
  const server = await startEmbedded({
    dataDir: home,
    durable: false,
    database: TEMPLATE,
    settings: { max_connections: "300", max_worker_processes: "2", wal_level: "minimal", max_wal_senders: "0" },
  });
  await migrateDatabase({ ownerUrl: server.ownerUrl, appRole: "nexus_app" });
  return {
    coordinates: {
      superuserUrl: server.superuserUrl,
      ownerUrl: server.ownerUrl,
      appUrl: server.url,
      template: TEMPLATE,
    },
    restart: () => void process.kill(server.pid(), "SIGINT"),
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
      rmSync(made, { recursive: true, force: true });
    },
  };
}

/** Runs that were killed leave their server and folder behind. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!name.startsWith(PREFIX) || !existsSync(join(folder, "running.json"))) continue;
    if (await abandonFolder(folder)) rmSync(folder, { recursive: true, force: true });
  }
}
