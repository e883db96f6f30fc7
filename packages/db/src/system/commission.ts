import { sql } from "drizzle-orm";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const commissionFunctions: readonly SystemFunction[] = [
  {
    name: "shops_with_commission",
    reason:
      "Platform admins look for a shop by name and see its rate, nothing of its business; the caller checks that it is one",
    access: { merchants: ["select"] },
    args: "p_words text, p_after uuid, p_limit integer",
    returns: "table (id uuid, name text, slug text, platform_bps integer)",
    volatility: "stable",
    body: `
      select m.id, m.name, m.slug, m.commission_bps from public.merchants m
      where (p_words is null or strpos(lower(m.name), lower(p_words)) > 0 or strpos(m.slug, lower(p_words)) > 0)
        and (p_after is null or m.id < p_after)
      order by m.id desc limit p_limit`,
  },
  {
    name: "commission_changes",
    reason:
      "Platform admins see who moved the commission of a shop they do not belong to; of its record these entries alone, and names of platform admins are nobody's else",
    access: { audit_logs: ["select"], users: ["select"] },
    args: "p_merchant uuid, p_before uuid, p_limit integer",
    returns: "table (id uuid, at timestamptz, from_bps integer, to_bps integer, by_name text)",
    volatility: "stable",
    // A platform admin acts as the system and is named in it.
    body: `
      select a.id, a.at, (a.before ->> 'commission_bps')::integer, (a.after ->> 'commission_bps')::integer, u.name
      from public.audit_logs a
      left join public.users u on u.id::text = coalesce(a.user_id::text, substring(a.actor_id from '^platform:(.+)$'))
      where a.merchant_id = p_merchant and a.table_name = 'merchants' and a.operation = 'update'
        and a.after ->> 'commission_bps' is not null and (p_before is null or a.id < p_before)
      order by a.id desc limit p_limit`,
  },
];

export type ShopWithCommission = {
  readonly merchantId: string;
  readonly name: string;
  readonly slug: string;
  /** Basis points of the net sale; 0 is off. */
  readonly platformBps: number;
};

/** Newest shops first, one more than `limit` when there is a next page. Only for platform admins: the caller checks. */
export function listShopsWithCommission(
  db: Database,
  { words, after, limit }: { words: string | undefined; after: string | undefined; limit: number },
): Promise<ShopWithCommission[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.shops_with_commission(${words ?? null}, ${after ?? null}::uuid, ${limit + 1})`,
    );
    return rows.map((row) => ({
      merchantId: String(row["id"]),
      name: String(row["name"]),
      slug: String(row["slug"]),
      platformBps: Number(row["platform_bps"]),
    }));
  });
}

export type CommissionChange = {
  readonly id: string;
  readonly at: Date;
  readonly fromBps: number;
  readonly toBps: number;
  /** Null for a write past the program, and for who is no more. */
  readonly byName: string | null;
};

/** What was ever set for a shop, newest first, one more than `limit` when there is a next page. Only for platform admins: the caller checks. */
export function listCommissionChanges(
  db: Database,
  { merchantId, before, limit }: { merchantId: string; before: string | undefined; limit: number },
): Promise<CommissionChange[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.commission_changes(${merchantId}::uuid, ${before ?? null}::uuid, ${limit + 1})`,
    );
    return rows.map((row) => ({
      id: String(row["id"]),
      at: new Date(row["at"] as string),
      fromBps: Number(row["from_bps"]),
      toBps: Number(row["to_bps"]),
      byName: row["by_name"] as string | null, // as the function declares
    }));
  });
}
