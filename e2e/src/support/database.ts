import { readFileSync } from "node:fs";
import path from "node:path";
import { connectDirect } from "@nexusone/db/direct";
import type { World } from "../world.ts";

export type StoredImport = { product: string; merchantId: string; costsUsd: string[] };

/** What Postgres itself holds for a CJ product, past row security: one row per merchant that imported it. */
export async function storedImports(world: World, pid: string): Promise<StoredImport[]> {
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
    return await sql<StoredImport[]>`
      select p.name as product, l.merchant_id as "merchantId", array(
        select v.cost_usd from product_variants v
        where v.merchant_id = p.merchant_id and v.product_id = p.id order by v.cost_usd::numeric
      ) as "costsUsd"
      from supplier_links l join products p on p.merchant_id = l.merchant_id and p.id = l.product_id
      where l.external_id = ${pid}`;
  } finally {
    await sql.end();
  }
}
