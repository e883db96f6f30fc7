import { and, asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { products, productVariants, supplierLinks } from "../schema/catalog.ts";
import { orderLines, reservations } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { OrderLineRow } from "./orders.ts";

/** Units that open orders keep of a variant, and those that its warehouses hold. */
const reservedUnits = sql<number>`(
  select coalesce(sum(r.quantity), 0)::integer from reservations r
  where r.merchant_id = ${productVariants.merchantId} and r.variant_id = ${productVariants.id} and r.state = 'held')`;
const unitsInStock = sql<number>`(
  select coalesce(sum(s.total), 0)::integer from variant_stock s
  where s.merchant_id = ${productVariants.merchantId} and s.variant_id = ${productVariants.id})`;

const listPool = (tx: MerchantTx, where: SQL | undefined, limit: number) =>
  tx
    .select({ product: products, variant: productVariants, inStock: unitsInStock, reserved: reservedUnits })
    .from(productVariants)
    .innerJoin(
      products,
      and(eq(products.merchantId, productVariants.merchantId), eq(products.id, productVariants.productId)),
    )
    .where(where)
    .orderBy(asc(products.nameLower), asc(products.id), asc(productVariants.position))
    .limit(limit);
export type PoolRow = Awaited<ReturnType<typeof listPool>>[number];

/** These variants with what is in stock and what others keep. Lock their products first, else the figures are already old. */
export const listPoolOf = (tx: MerchantTx, variantIds: readonly string[]): Promise<PoolRow[]> =>
  variantIds.length === 0
    ? Promise.resolve([])
    : listPool(tx, inArray(productVariants.id, [...variantIds]), variantIds.length);

/** The same of what is for sale of these products, in the order of their names. */
export const listSellable = (tx: MerchantTx, productIds: readonly string[], limit: number): Promise<PoolRow[]> =>
  productIds.length === 0
    ? Promise.resolve([])
    : listPool(
        tx,
        and(
          inArray(products.id, [...productIds]),
          sql`${productVariants.active} and ${productVariants.offSaleAt} is null`,
        ),
        limit,
      );

/** Every variant of these products that their supplier knows, with its stock, how old the oldest word about it is, and since when all of the product is gone there. */
export const listSuppliedPool = (tx: MerchantTx, productIds: readonly string[]) =>
  tx
    .select({
      product: products,
      variant: productVariants,
      inStock: unitsInStock,
      reserved: reservedUnits,
      productGoneAt: supplierLinks.offSaleAt,
      readAt: sql<string | null>`(
        select min(s.read_at) from variant_stock s
        where s.merchant_id = ${productVariants.merchantId} and s.variant_id = ${productVariants.id})`,
    })
    .from(productVariants)
    .innerJoin(
      products,
      and(eq(products.merchantId, productVariants.merchantId), eq(products.id, productVariants.productId)),
    )
    .innerJoin(
      supplierLinks,
      and(
        eq(supplierLinks.merchantId, productVariants.merchantId),
        eq(supplierLinks.productId, productVariants.productId),
      ),
    )
    .where(and(inArray(productVariants.productId, [...productIds]), sql`${productVariants.externalId} is not null`))
    .orderBy(asc(productVariants.productId), asc(productVariants.position), asc(productVariants.id));
export type SuppliedPoolRow = Awaited<ReturnType<typeof listSuppliedPool>>[number];

/** Which variants are meant: by id or by the number that people read. A number that several have is none's. */
export async function findVariantIds(tx: MerchantTx, skus: readonly string[]): Promise<Map<string, string>> {
  if (skus.length === 0) return new Map();
  const rows = await tx
    .select({ id: productVariants.id, sku: productVariants.sku })
    .from(productVariants)
    .where(inArray(productVariants.sku, [...skus]));
  const bySku = Map.groupBy(rows, ({ sku }) => sku ?? "");
  return new Map([...bySku].flatMap(([sku, found]) => (found.length === 1 && found[0] ? [[sku, found[0].id]] : [])));
}

/** The products of these variants. */
export async function listProductIdsOf(tx: MerchantTx, variantIds: readonly string[]): Promise<string[]> {
  if (variantIds.length === 0) return [];
  const rows = await tx
    .selectDistinct({ id: productVariants.productId })
    .from(productVariants)
    .where(inArray(productVariants.id, [...variantIds]));
  return rows.map(({ id }) => id);
}

/** The newest products that are for sale, for a form nobody has typed into yet. */
export async function listNewestForSale(tx: MerchantTx, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: products.id })
    .from(products)
    .where(eq(products.status, "active"))
    .orderBy(sql`${products.importedAt} desc`, sql`${products.id} desc`)
    .limit(limit);
  return rows.map(({ id }) => id);
}

export type ReservationRow = typeof reservations.$inferSelect;

export async function insertReservations(
  tx: MerchantTx,
  rows: readonly Omit<typeof reservations.$inferInsert, "merchantId" | "id">[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(reservations).values([...rows]);
}

export type LineGoods = Pick<
  OrderLineRow,
  | "variantId"
  | "label"
  | "sku"
  | "costUsd"
  | "costMinor"
  | "freight"
  | "landedMinor"
  | "profitMinor"
  | "marginBps"
  | "ordered"
>;
/** Has a line stand for another variant, and what it keeps of the stock with it. */
export async function changeLineGoods(tx: MerchantTx, lineId: string, goods: LineGoods): Promise<void> {
  await tx.update(orderLines).set(goods).where(eq(orderLines.id, lineId));
  await tx.update(reservations).set({ variantId: goods.variantId }).where(eq(reservations.lineId, lineId));
}

/** Ends an order's open reservations, of a supplier's units or of the merchant's own alone when asked. @returns them. */
export async function endReservations(
  tx: MerchantTx,
  { orderId, to, of, now }: { orderId: string; to: "released" | "used"; of: "all" | "supplier"; now: Date },
): Promise<ReservationRow[]> {
  const suppliers = sql`exists (
    select from product_variants v
    where v.merchant_id = ${reservations.merchantId} and v.id = ${reservations.variantId} and v.external_id is not null)`;
  return tx
    .update(reservations)
    .set({ state: to, endedAt: now })
    .where(
      and(eq(reservations.orderId, orderId), eq(reservations.state, "held"), of === "supplier" ? suppliers : undefined),
    )
    .returning();
}

/**
 * Takes units out of the merchant's own stock, where there is any. A supplier's count falls by itself: it is read.
 * @returns the products whose stock is another now, with what they have in all.
 */
export async function takeOwnStock(
  tx: MerchantTx,
  units: readonly { variantId: string; quantity: number }[],
): Promise<string[]> {
  if (units.length === 0) return [];
  await tx.execute(sql`
    update variant_stock s set total = greatest(0, s.total - u.quantity)
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as u("variantId" uuid, quantity integer), product_variants v
    where s.variant_id = u."variantId" and v.merchant_id = s.merchant_id and v.id = s.variant_id and v.external_id is null`);
  const { rows } = await tx.execute<{ id: string }>(sql`
    update products p set stock_total = t.units
    from (
      select v.product_id, least(2000000000, coalesce(sum(s.total), 0))::integer as units
      from product_variants v left join variant_stock s on s.merchant_id = v.merchant_id and s.variant_id = v.id
      where v.stock_known and v.product_id in (
        select o.product_id from product_variants o
        where o.id = any(${sql.param(units.map(({ variantId }) => variantId))}::uuid[]) and o.external_id is null)
      group by v.product_id) t
    where p.id = t.product_id and p.stock_total is distinct from t.units
    returning p.id`);
  return rows.map(({ id }) => id);
}
