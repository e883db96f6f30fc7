import { sql } from "drizzle-orm";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const merchantFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_after",
    reason: "A command for all merchants (rotating keys) acts as each of them in turn; it learns their ids only",
    access: { merchants: ["select"] },
    args: "p_after uuid, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `select m.id from public.merchants m where p_after is null or m.id > p_after order by m.id limit p_limit`,
  },
  {
    name: "merchant_named",
    reason: "A command names its merchant as people do, by slug or id; it then acts as that merchant",
    access: { merchants: ["select"] },
    args: "p_name text",
    returns: "uuid",
    volatility: "stable",
    body: `select m.id from public.merchants m where m.slug = p_name or m.id::text = lower(p_name)`,
  },
  {
    name: "public_shop",
    reason: "A stranger names a shop by its slug; only one that chose to show its catalogue answers, with its id alone",
    access: { merchants: ["select"] },
    args: "p_slug text",
    returns: "uuid",
    volatility: "stable",
    body: `select m.id from public.merchants m where m.slug = p_slug and m.public_catalogue`,
  },
];

const PAGE = 500;

/** Ids of all merchants, a page at a time. */
export async function* allMerchants(db: Database): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const ids = await merchantsAfter(db, after);
    yield* ids;
    if (ids.length < PAGE) return;
    after = ids.at(-1) ?? null;
  }
}

async function merchantsAfter(db: Database, after: string | null): Promise<string[]> {
  const query = sql`select id from system.merchants_after(${after}, ${PAGE}) as id`;
  const { rows } = await withSystem(db, (tx) => tx.execute(query));
  return rows.map((row) => String(row["id"]));
}

/** The id of the merchant with this slug or id; undefined when there is none. */
export async function findMerchantNamed(db: Database, name: string): Promise<string | undefined> {
  const { rows } = await withSystem(db, (tx) => tx.execute(sql`select system.merchant_named(${name}) as id`));
  return (rows[0]?.["id"] as string | null | undefined) ?? undefined;
}

/** The id of the merchant with this slug, when it shows its catalogue to everybody. */
export async function findPublicShop(db: Database, slug: string): Promise<string | undefined> {
  const { rows } = await withSystem(db, (tx) => tx.execute(sql`select system.public_shop(${slug}) as id`));
  return (rows[0]?.["id"] as string | null | undefined) ?? undefined;
}
