import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { ReorderState, ReorderSum } from "@nexusone/contracts/reorder-terms";
import { products, productVariants } from "../schema/catalog.ts";
import { reorders, reorderSettings } from "../schema/reorder.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ReorderRow = typeof reorders.$inferSelect;
export type ReorderSettingsRow = typeof reorderSettings.$inferSelect;

/** Undefined until the first look. */
export async function findReorderSettings(tx: MerchantTx, lock = false): Promise<ReorderSettingsRow | undefined> {
  const query = tx.select().from(reorderSettings);
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

/** Writes the merchant's settings, whether or not there were some. */
export async function saveReorderSettingsRow(
  tx: MerchantTx,
  row: Omit<typeof reorderSettings.$inferInsert, "merchantId" | "id">,
): Promise<void> {
  await tx.insert(reorderSettings).values(row).onConflictDoUpdate({ target: reorderSettings.merchantId, set: row });
}

const SOLD = sql`o.fulfilment not in ('cancelled', 'failed')`;
/** Whole weeks between a time and now: 0 for the seven days that have just ended. */
const weeksBack = (now: Date) =>
  sql`floor(extract(epoch from (${now.toISOString()}::timestamptz - o.placed_at)) / 604800)::integer`;

/** Units the whole shop sold in each of the last weeks, oldest first; weeks before its first sale are left out. */
export async function listShopWeeks(tx: MerchantTx, now: Date, most: number): Promise<number[]> {
  const { rows } = await tx.execute<{ back: number; units: number }>(sql`
    select ${weeksBack(now)} as back, sum(l.quantity)::integer as units
    from orders o join order_lines l on l.merchant_id = o.merchant_id and l.order_id = o.id
    where o.placed_at > ${now.toISOString()}::timestamptz - make_interval(weeks => ${most}) and o.placed_at <= ${now.toISOString()}::timestamptz and ${SOLD}
    group by 1`);
  const units = new Map(rows.map((row) => [row.back, row.units]));
  const oldest = Math.max(-1, ...units.keys());
  return Array.from({ length: oldest + 1 }, (_, at) => units.get(oldest - at) ?? 0);
}

export type SellingVariant = {
  readonly variantId: string;
  readonly productId: string;
  /** Weeks back and units. */
  readonly sold: readonly (readonly [number, number])[];
  /** In stock and not kept for an open order. */
  readonly available: number;
  /** Ordered and not there yet. */
  readonly coming: number;
};

/** Variants that sold lately and whose stock is known, those that sold most first; without what was dismissed since. */
export async function listSellingVariants(
  tx: MerchantTx,
  { now, weeks, dismissedSince, limit }: { now: Date; weeks: number; dismissedSince: Date; limit: number },
): Promise<SellingVariant[]> {
  const { rows } = await tx.execute<SellingVariant & Record<string, unknown>>(sql`
    with lately as (
      select l.variant_id, l.product_id, ${weeksBack(now)} as back, sum(l.quantity)::integer as units
      from orders o join order_lines l on l.merchant_id = o.merchant_id and l.order_id = o.id
      where o.placed_at > ${now.toISOString()}::timestamptz - make_interval(weeks => ${weeks}) and o.placed_at <= ${now.toISOString()}::timestamptz and ${SOLD}
      group by 1, 2, 3), selling as (
      select variant_id, product_id, sum(units) as units, jsonb_agg(jsonb_build_array(back, units)) as sold
      from lately group by 1, 2)
    select s.variant_id as "variantId", s.product_id as "productId", s.sold,
      greatest(0, coalesce((select sum(k.total) from variant_stock k where k.merchant_id = v.merchant_id and k.variant_id = v.id), 0)
        - coalesce((select sum(r.quantity) from reservations r where r.merchant_id = v.merchant_id and r.variant_id = v.id and r.state = 'held'), 0))::integer as available,
      coalesce((select sum(c.quantity) from reorders c where c.merchant_id = v.merchant_id and c.variant_id = v.id and c.state = 'ordered'), 0)::integer as coming
    from selling s
    join product_variants v on v.id = s.variant_id
    join products p on p.merchant_id = v.merchant_id and p.id = v.product_id
    where p.status <> 'archived' and v.active and v.stock_known and not exists (
      select from reorders d where d.merchant_id = v.merchant_id and d.variant_id = v.id and d.state = 'dismissed' and d.decided_at > ${dismissedSince.toISOString()}::timestamptz)
    order by s.units desc, s.variant_id limit ${limit}`);
  return rows;
}

export type Suggestion = {
  readonly variantId: string;
  readonly productId: string;
  readonly coverDays: number;
  readonly sum: ReorderSum;
};

/** Puts these in the place of all suggestions that wait. @returns how many are new. */
export async function replaceSuggestions(tx: MerchantTx, found: readonly Suggestion[], now: Date): Promise<number> {
  await tx
    .delete(reorders)
    .where(
      and(
        eq(reorders.state, "suggested"),
        sql`${reorders.variantId} <> all(${sql.param(found.map(({ variantId }) => variantId))}::uuid[])`,
      ),
    );
  if (found.length === 0) return 0;
  const { rows } = await tx.execute<{ fresh: boolean }>(sql`
    insert into reorders (product_id, variant_id, state, quantity, sum, cover_days, suggested_at)
    select f."productId", f."variantId", 'suggested', (f.sum->>'suggested')::integer, f.sum, f."coverDays", ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f("productId" uuid, "variantId" uuid, "coverDays" integer, sum jsonb)
    on conflict (merchant_id, variant_id) where state = 'suggested'
    do update set quantity = excluded.quantity, sum = excluded.sum, cover_days = excluded.cover_days
    returning suggested_at = ${now.toISOString()}::timestamptz as fresh`);
  return rows.filter(({ fresh }) => fresh).length;
}

/** The most urgent first, one more than `limit` when there is a next page. */
export async function listReorderRows(
  tx: MerchantTx,
  { state, limit, after }: { state: ReorderState; limit: number; after?: { days: number; id: string } | undefined },
) {
  return withNames(tx)
    .where(
      and(
        eq(reorders.state, state),
        after && sql`(${reorders.coverDays}, ${reorders.id}) > (${after.days}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(reorders.coverDays), asc(reorders.id))
    .limit(limit + 1);
}

const withNames = (tx: MerchantTx) =>
  tx
    .select({ reorder: reorders, product: products, variant: productVariants })
    .from(reorders)
    .innerJoin(products, and(eq(products.merchantId, reorders.merchantId), eq(products.id, reorders.productId)))
    .innerJoin(
      productVariants,
      and(eq(productVariants.merchantId, reorders.merchantId), eq(productVariants.id, reorders.variantId)),
    );
export type NamedReorder = Awaited<ReturnType<typeof listReorderRows>>[number];

export async function findReorder(tx: MerchantTx, id: string): Promise<NamedReorder | undefined> {
  const [row] = await withNames(tx).where(eq(reorders.id, id));
  return row;
}

/** Moves one on from a state. @returns false when it was not in that state (any more). */
export async function moveReorder(
  tx: MerchantTx,
  { id, from }: { id: string; from: ReorderState },
  change: Partial<Pick<ReorderRow, "state" | "quantity" | "decidedAt" | "expectedAt">>,
): Promise<boolean> {
  const { rowCount } = await tx
    .update(reorders)
    .set(change)
    .where(and(eq(reorders.id, id), eq(reorders.state, from)));
  return (rowCount ?? 0) > 0;
}

export async function dismissReorderRows(tx: MerchantTx, ids: readonly string[], now: Date): Promise<number> {
  const { rowCount } = await tx
    .update(reorders)
    .set({ state: "dismissed", decidedAt: now })
    .where(and(inArray(reorders.id, [...ids]), eq(reorders.state, "suggested")));
  return rowCount ?? 0;
}
