import { and, asc, desc, eq, inArray, lte, ne, or, sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/ids";
import { ACT_STATES, LIVE_STATES } from "@nexusone/contracts/fulfilment-terms";
import { productVariants, supplierLinks, variantStock } from "../schema/catalog.ts";
import { fulfilmentSettings, supplierOrders } from "../schema/fulfilment.ts";
import { orderLines, orders } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type SupplierOrderRow = typeof supplierOrders.$inferSelect;
export type NewSupplierOrder = Omit<typeof supplierOrders.$inferInsert, "merchantId" | "id">;
export type SupplierOrderChange = Partial<
  Omit<SupplierOrderRow, "merchantId" | "id" | "orderId" | "supplier" | "number" | "createdAt" | "updatedAt">
>;
export type FulfilmentSettingsRow = typeof fulfilmentSettings.$inferSelect;

export async function findFulfilmentSettings(tx: MerchantTx, lock = false): Promise<FulfilmentSettingsRow | undefined> {
  const query = tx.select().from(fulfilmentSettings);
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

export async function saveFulfilmentSettings(
  tx: MerchantTx,
  settings: Omit<typeof fulfilmentSettings.$inferInsert, "merchantId" | "id">,
): Promise<void> {
  await tx
    .insert(fulfilmentSettings)
    .values(settings)
    .onConflictDoUpdate({ target: fulfilmentSettings.merchantId, set: settings });
}

/** What automation has said may be spent since then, in US cents. */
export async function automationSpentSince(tx: MerchantTx, since: Date): Promise<number> {
  const [row] = await tx
    .select({ spent: sql<number>`coalesce(sum(${supplierOrders.approvedUsdMinor}), 0)::bigint` })
    .from(supplierOrders)
    .where(
      and(
        eq(supplierOrders.approvedBy, "automation"),
        sql`${supplierOrders.approvedAt} >= ${since.toISOString()}::timestamptz`,
        ne(supplierOrders.state, "cancelled"),
      ),
    );
  return Number(row?.spent ?? 0);
}

/** Where a variant has pieces. */
const STOCK = sql<
  { country: string; total: number; cjOwned: number | null; factory: number | null; verified: boolean | null }[]
>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'country', s.country, 'total', s.total, 'cjOwned', s.cj_owned, 'factory', s.factory, 'verified', s.verified)), '[]')
  from ${variantStock} s
  where s.merchant_id = ${productVariants.merchantId} and s.variant_id = ${productVariants.id})`;

/** Variants with what their supplier knows them by, and where it has pieces. The merchant's own have no supplier. */
export async function listSuppliedVariants(tx: MerchantTx, variantIds: readonly string[]) {
  if (variantIds.length === 0) return [];
  return tx
    .select({
      id: productVariants.id,
      externalId: productVariants.externalId,
      supplier: supplierLinks.supplier,
      environment: supplierLinks.environment,
      stock: STOCK,
    })
    .from(productVariants)
    .leftJoin(
      supplierLinks,
      and(
        eq(supplierLinks.merchantId, productVariants.merchantId),
        eq(supplierLinks.productId, productVariants.productId),
      ),
    )
    .where(inArray(productVariants.id, [...variantIds]));
}
export type SuppliedVariant = Awaited<ReturnType<typeof listSuppliedVariants>>[number];

/** The lines of an order with what their supplier knows them by, and where it has pieces. Lines of the merchant's own are left out. */
export async function listSuppliedLines(tx: MerchantTx, orderId: string) {
  return tx
    .select({
      lineId: orderLines.id,
      quantity: orderLines.quantity,
      variantId: productVariants.externalId,
      costUsd: productVariants.costUsd,
      supplier: supplierLinks.supplier,
      environment: supplierLinks.environment,
      stock: STOCK,
    })
    .from(orderLines)
    .innerJoin(
      productVariants,
      and(eq(productVariants.merchantId, orderLines.merchantId), eq(productVariants.id, orderLines.variantId)),
    )
    .innerJoin(
      supplierLinks,
      and(eq(supplierLinks.merchantId, orderLines.merchantId), eq(supplierLinks.productId, orderLines.productId)),
    )
    .where(and(eq(orderLines.orderId, orderId), sql`${productVariants.externalId} is not null`))
    .orderBy(asc(orderLines.position));
}
export type SuppliedLine = Awaited<ReturnType<typeof listSuppliedLines>>[number];

export const listSupplierOrders = (tx: MerchantTx, orderId: string): Promise<SupplierOrderRow[]> =>
  tx.select().from(supplierOrders).where(eq(supplierOrders.orderId, orderId)).orderBy(asc(supplierOrders.id));

/** The lines of an order that are in one at a supplier which is not over. */
export async function linesAtSuppliers(tx: MerchantTx, orderId: string): Promise<ReadonlySet<string>> {
  const live = (await listSupplierOrders(tx, orderId)).filter(({ state }) =>
    (LIVE_STATES as readonly string[]).includes(state),
  );
  return new Set(live.flatMap(({ lines }) => lines.map(({ lineId }) => lineId)));
}

export async function findSupplierOrder(tx: MerchantTx, id: string): Promise<SupplierOrderRow | undefined> {
  const [row] = await tx.select().from(supplierOrders).where(eq(supplierOrders.id, id));
  return row;
}

/** Locked until the transaction ends. Lock its order first. */
export async function lockSupplierOrder(tx: MerchantTx, id: string): Promise<SupplierOrderRow | undefined> {
  const [row] = await tx.select().from(supplierOrders).where(eq(supplierOrders.id, id)).for("update");
  return row;
}

/** The one of this number, ours or the supplier's own id of it; of several the newest. */
export async function findSupplierOrderByRef(tx: MerchantTx, ref: string): Promise<SupplierOrderRow | undefined> {
  const [row] = await tx
    .select()
    .from(supplierOrders)
    .where(
      and(or(eq(supplierOrders.number, ref), eq(supplierOrders.externalId, ref)), ne(supplierOrders.state, "planned")),
    )
    .orderBy(desc(supplierOrders.id))
    .limit(1);
  return row;
}

export async function insertSupplierOrders(
  tx: MerchantTx,
  rows: readonly NewSupplierOrder[],
): Promise<SupplierOrderRow[]> {
  return rows.length === 0
    ? []
    : tx
        .insert(supplierOrders)
        .values([...rows])
        .returning();
}

/** Plans that nobody carried out. */
export async function deletePlans(tx: MerchantTx, orderId: string): Promise<void> {
  await tx.delete(supplierOrders).where(and(eq(supplierOrders.orderId, orderId), eq(supplierOrders.state, "planned")));
}

export async function updateSupplierOrder(
  tx: MerchantTx,
  id: string,
  change: SupplierOrderChange,
): Promise<SupplierOrderRow> {
  const [row] = await tx.update(supplierOrders).set(change).where(eq(supplierOrders.id, id)).returning();
  if (!row) throw new Error("a locked order at a supplier is gone");
  return row;
}

/** Which numbers of these are in use, by another order than this or at a supplier. */
export async function usedNumbers(tx: MerchantTx, numbers: readonly string[], orderId: string): Promise<Set<string>> {
  const [own, sent] = await Promise.all([
    tx
      .select({ number: orders.number })
      .from(orders)
      .where(and(inArray(orders.number, [...numbers]), ne(orders.id, orderId))),
    tx
      .select({ number: supplierOrders.number })
      .from(supplierOrders)
      .where(inArray(supplierOrders.number, [...numbers])),
  ]);
  return new Set([...own, ...sent].map(({ number }) => number));
}

/** Orders for which something is to be done at their supplier now, the longest waiting first. */
export async function listDueActs(tx: MerchantTx, now: Date, limit: number): Promise<SupplierOrderRow[]> {
  return tx
    .select()
    .from(supplierOrders)
    .where(and(lte(supplierOrders.nextAt, now), inArray(supplierOrders.state, [...ACT_STATES])))
    .orderBy(asc(supplierOrders.nextAt))
    .limit(limit);
}

/** Whether goods of the order are at a supplier in any way. */
export async function hasLiveSupplierOrders(tx: MerchantTx, orderId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: supplierOrders.id })
    .from(supplierOrders)
    .where(and(eq(supplierOrders.orderId, orderId), inArray(supplierOrders.state, [...LIVE_STATES])))
    .limit(1);
  return row !== undefined;
}

/** What a supplier may call an order, or one of its parcels. */
export type SupplierOrderNames = {
  readonly numbers: readonly string[];
  readonly externalIds: readonly string[];
  readonly trackingNumbers: readonly string[];
};

/** Brings the next look at these orders forward to now, where there is to be one. @returns what each of them is called. */
export async function hastenSupplierOrders(
  tx: MerchantTx,
  supplier: SupplierId,
  { numbers, externalIds, trackingNumbers }: SupplierOrderNames,
  now: Date,
) {
  const list = (values: readonly string[]) => sql`${sql.param([...values])}::text[]`;
  const { rows } = await tx.execute<{ number: string; externalId: string | null; trackingNumbers: string[] }>(sql`
    update supplier_orders o set next_at = least(o.next_at, ${now.toISOString()}::timestamptz)
    where o.supplier = ${supplier} and o.next_at is not null
      and (o.number = any(${list(numbers)}) or o.external_id = any(${list(externalIds)}) or o.order_id in (
        select s.order_id from shipments s where s.tracking_number = any(${list(trackingNumbers)})))
    returning o.number, o.external_id as "externalId", (
      select coalesce(array_agg(s.tracking_number) filter (where s.tracking_number is not null), '{}')
      from shipments s where s.merchant_id = o.merchant_id and s.order_id = o.order_id) as "trackingNumbers"`);
  return rows;
}
