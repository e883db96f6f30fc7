import { randomUUID } from "node:crypto";
import { connectDirect, type DirectSql } from "@nexusone/db/direct";
import { cloneDatabase } from "@nexusone/db/roles";
import { createDatabase, type Database, type DatabaseOptions } from "@nexusone/db/with-merchant";
import { inject } from "vitest";
import type { TestCluster } from "./global-setup.ts";
import { noteStoredReasons } from "./observed-reasons.ts";

export interface TestDatabase {
  /** As the app role, like the product. */
  db: Database;
  appUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  /** As superuser, past row security: to look at what really is there, and for controls. */
  sql: DirectSql;
  /** Closes the connections. The database goes with its server. */
  close(): Promise<void>;
}

/** A fresh migrated database, cloned in some 30 ms. Call it in `beforeAll` and `close` in `afterAll`. */
export async function createTestDatabase(
  options: Partial<DatabaseOptions> & { cluster?: TestCluster } = {},
): Promise<TestDatabase> {
  const { cluster = inject("testCluster"), ...databaseOptions } = options;
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const admin = connectDirect(cluster.superuserUrl);
  try {
    await cloneDatabase(admin, cluster.template, name, "nexus_owner");
  } finally {
    await admin.end();
  }
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const appUrl = on(cluster.appUrl);
  const superuserUrl = on(cluster.superuserUrl);
  const db = createDatabase({ max: 5, applicationName: "test", ...databaseOptions, url: appUrl });
  const sql = connectDirect(superuserUrl, { max: 2, applicationName: "test-admin" });
  return {
    db,
    appUrl,
    ownerUrl: on(cluster.ownerUrl),
    superuserUrl,
    sql,
    async close() {
      await noteStoredReasons(sql);
      await db.close();
      await sql.end();
    },
  };
}
