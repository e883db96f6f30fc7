import { sql } from "drizzle-orm";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const mediaFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_media",
    reason: "A cron without a merchant must find those who have files or pictures; it learns their ids only.",
    access: { media_files: ["select"], product_media: ["select"], chat_files: ["select"] },
    args: "p_after uuid, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select m from (
        select distinct f.merchant_id as m from public.media_files f where p_after is null or f.merchant_id > p_after
        union
        select distinct c.merchant_id from public.chat_files c where p_after is null or c.merchant_id > p_after
        union
        select distinct p.merchant_id from public.product_media p
        where p.media_id is null and p.reason is null and p.source_url is not null
          and (p_after is null or p.merchant_id > p_after)
      ) as found order by m limit p_limit`,
  },
  {
    name: "missing_merchants",
    reason:
      "The store of files must find what belongs to merchants that are gone; it learns which of the ids it names exist.",
    access: { merchants: ["select"] },
    args: "p_ids uuid[]",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select i from unnest(p_ids) as i where not exists (select from public.merchants m where m.id = i)`,
  },
];

/** Merchants with files, or with pictures to be copied, in the order of their ids. */
export async function listMerchantsWithMedia(
  db: Database,
  after: string | undefined,
  limit: number,
): Promise<string[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select system.merchants_with_media(${after ?? null}::uuid, ${limit}) as id`);
    return rows.map((row) => String(row["id"]));
  });
}

/** Those of these ids that no merchant has. */
export async function missingMerchants(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select system.missing_merchants(${sql.param(`{${ids.join(",")}}`)}::uuid[]) as id`,
    );
    return rows.map((row) => String(row["id"]));
  });
}
