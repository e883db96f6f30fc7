import { readFileSync } from "node:fs";
import path from "node:path";
import { connectDirect, type DirectSql } from "@nexusone/db/direct";
import type { World } from "../world.ts";

/** Postgres itself, past row security, for looking at what really is there. */
async function asSuperuser<T>(world: World, work: (sql: DirectSql) => Promise<T>): Promise<T> {
  const folder = path.join(world.home, "postgres");
  const { superuser } = JSON.parse(readFileSync(path.join(folder, "credentials.json"), "utf8")) as {
    superuser: string;
  };
  // The fourth line of Postgres's own note is its port.
  const port = readFileSync(path.join(folder, "data", "postmaster.pid"), "utf8")
    .split("\n")[3]
    ?.trim();
  const sql = connectDirect(`postgres://postgres:${superuser}@127.0.0.1:${port}/nexusone`);
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

export type StoredImport = { product: string; merchantId: string; costsUsd: string[] };

/** The products that came from a CJ product: one row per merchant that imported it. */
export const storedImports = (world: World, pid: string): Promise<StoredImport[]> =>
  asSuperuser(
    world,
    async (sql) => sql<StoredImport[]>`
      select p.name as product, l.merchant_id as "merchantId", array(
        select v.cost_usd from product_variants v
        where v.merchant_id = p.merchant_id and v.product_id = p.id order by v.cost_usd::numeric
      ) as "costsUsd"
      from supplier_links l join products p on p.merchant_id = l.merchant_id and p.id = l.product_id
      where l.external_id = ${pid}`,
  );

/** What a platform admin's change of plan does to the row that every request reads. */
export const setPlan = (world: World, merchantId: string, plan: "free" | "pro" | "premium"): Promise<unknown> =>
  asSuperuser(world, (sql) => sql`update merchant_plans set plan = ${plan} where merchant_id = ${merchantId}`);

/** What only the database's owner can do to an account. */
export const setPlatformAdmin = (world: World, email: string, isAdmin: boolean): Promise<unknown> =>
  asSuperuser(world, (sql) => sql`update users set is_platform_admin = ${isAdmin} where email = ${email}`);
