import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { products } from "../schema/catalog.ts";
import { inventoryAlerts } from "../schema/inventory.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type AlertRow = typeof inventoryAlerts.$inferSelect;
export type AlertChange = Pick<AlertRow, "productId" | "kind" | "units">;

/**
 * Brings alerts up to what is in stock: of these products, or of all when thresholds moved. Low means at most the threshold and
 * more than nothing, empty is out; unknown stock and archived products raise none. @returns those raised and those that ended
 */
export async function bringAlertsUpToDate(
  tx: MerchantTx,
  { productIds, shopThreshold, now }: { productIds?: readonly string[] | undefined; shopThreshold: number; now: Date },
): Promise<{ raised: AlertChange[]; ended: AlertChange[] }> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const among = (column: string) =>
    productIds === undefined ? sql`` : sql`and ${sql.raw(column)} = any(${sql.param([...productIds])}::uuid[])`;
  const wanted = sql`
    select p.id as product_id, case when p.stock_total = 0 then 'out' else 'low' end as kind, p.stock_total as units,
      coalesce(p.low_stock_at, ${shopThreshold}::integer) as threshold
    from products p
    where p.status <> 'archived' and (p.stock_total = 0 or p.stock_total <= coalesce(p.low_stock_at, ${shopThreshold}::integer))
      ${among("p.id")}`;
  const { rows: ended } = await tx.execute<AlertChange & Record<string, unknown>>(sql`
    update inventory_alerts a set resolved_at = ${at}
    where a.resolved_at is null ${among("a.product_id")}
      and not exists (select from (${wanted}) w where w.product_id = a.product_id and w.kind = a.kind)
    returning a.product_id as "productId", a.kind, a.units`);
  // The same alert with other numbers is no news.
  await tx.execute(sql`
    update inventory_alerts a set units = w.units, threshold = w.threshold from (${wanted}) w
    where a.resolved_at is null and w.product_id = a.product_id and (a.units, a.threshold) is distinct from (w.units, w.threshold)`);
  const { rows: raised } = await tx.execute<AlertChange & Record<string, unknown>>(sql`
    insert into inventory_alerts (product_id, kind, units, threshold, raised_at)
    select w.product_id, w.kind, w.units, w.threshold, ${at} from (${wanted}) w
    where not exists (select from inventory_alerts a where a.resolved_at is null and a.product_id = w.product_id)
    on conflict do nothing
    returning product_id as "productId", kind, units`);
  return { raised, ended };
}

type Key = { readonly at: Date; readonly id: string };

/** Open alerts that nobody dismissed, newest first, one more than `limit` when there is a next page. */
export async function listOpenAlerts(tx: MerchantTx, page: { limit: number; after?: Key | undefined }) {
  const { limit, after } = page;
  return tx
    .select({ alert: inventoryAlerts, product: products })
    .from(inventoryAlerts)
    .innerJoin(
      products,
      and(eq(products.merchantId, inventoryAlerts.merchantId), eq(products.id, inventoryAlerts.productId)),
    )
    .where(
      and(
        isNull(inventoryAlerts.resolvedAt),
        isNull(inventoryAlerts.dismissedAt),
        after &&
          sql`(${inventoryAlerts.raisedAt}, ${inventoryAlerts.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(inventoryAlerts.raisedAt), desc(inventoryAlerts.id))
    .limit(limit + 1);
}

export async function dismissAlertRows(tx: MerchantTx, ids: readonly string[], now: Date): Promise<number> {
  const { rowCount } = await tx
    .update(inventoryAlerts)
    .set({ dismissedAt: now })
    .where(
      and(
        inArray(inventoryAlerts.id, [...ids]),
        isNull(inventoryAlerts.resolvedAt),
        isNull(inventoryAlerts.dismissedAt),
      ),
    );
  return rowCount ?? 0;
}

/** What the head of the screen counts. */
export async function countInventory(tx: MerchantTx) {
  const { rows } = await tx.execute<Record<"low" | "out" | "approvals" | "failing", number>>(sql`
    select
      (select count(*)::integer from inventory_alerts where resolved_at is null and kind = 'low') as low,
      (select count(*)::integer from inventory_alerts where resolved_at is null and kind = 'out') as out,
      (select count(*)::integer from inventory_proposals where state = 'open') as approvals,
      (select count(*)::integer from inventory_tracking where reason is not null) as failing`);
  return rows[0] ?? { low: 0, out: 0, approvals: 0, failing: 0 };
}
