import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { OrderLinkState } from "@nexusone/contracts/order-link-terms";
import { orderLinks, orderLinkSettings } from "../schema/order-links.ts";
import { orders } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type OrderLinkRow = typeof orderLinks.$inferSelect;
/** With the number of its order, when that is one of this shop. */
export type NumberedOrderLink = { readonly link: OrderLinkRow; readonly number: string | null };

const withNumber = (tx: MerchantTx) =>
  tx
    .select({ link: orderLinks, number: orders.number })
    .from(orderLinks)
    .leftJoin(orders, and(eq(orders.merchantId, orderLinks.merchantId), eq(orders.id, orderLinks.orderId)));

/** The newest first, one more than `limit` when there is a next page. */
export const listOrderLinkRows = (
  tx: MerchantTx,
  {
    limit,
    after,
    ...filter
  }: {
    readonly status?: OrderLinkState | undefined;
    readonly orderId?: string | undefined;
    readonly conversationId?: string | undefined;
    readonly limit: number;
    readonly after?: { readonly at: Date; readonly id: string } | undefined;
  },
): Promise<NumberedOrderLink[]> => {
  const wanted: (SQL | undefined)[] = [
    filter.status === undefined ? undefined : eq(orderLinks.status, filter.status),
    filter.orderId === undefined ? undefined : eq(orderLinks.orderId, filter.orderId),
    filter.conversationId === undefined ? undefined : eq(orderLinks.conversationId, filter.conversationId),
    after &&
      sql`(${orderLinks.madeAt}, ${orderLinks.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
  ];
  return withNumber(tx)
    .where(and(...wanted))
    .orderBy(desc(orderLinks.madeAt), desc(orderLinks.id))
    .limit(limit + 1);
};

export async function findOrderLink(tx: MerchantTx, id: string): Promise<NumberedOrderLink | undefined> {
  const [row] = await withNumber(tx).where(eq(orderLinks.id, id));
  return row;
}

export async function insertOrderLink(
  tx: MerchantTx,
  row: Pick<OrderLinkRow, "code" | "cartUrl" | "items" | "note" | "conversationId" | "madeAt">,
): Promise<OrderLinkRow> {
  const [made] = await tx.insert(orderLinks).values(row).returning();
  if (!made) throw new Error("the insert returned no row");
  return made;
}

/** Ends a link that is pending. @returns false when it was over before. */
export async function settleOrderLink(
  tx: MerchantTx,
  id: string,
  end: Pick<OrderLinkRow, "status" | "orderId" | "settledAt">,
): Promise<boolean> {
  const { rowCount } = await tx
    .update(orderLinks)
    .set(end)
    .where(and(eq(orderLinks.id, id), eq(orderLinks.status, "pending")));
  return (rowCount ?? 0) > 0;
}

export async function findCartAddress(tx: MerchantTx): Promise<string | null> {
  const [row] = await tx.select({ cartAddress: orderLinkSettings.cartAddress }).from(orderLinkSettings);
  return row?.cartAddress ?? null;
}

export async function saveCartAddress(tx: MerchantTx, cartAddress: string | null): Promise<void> {
  await tx
    .insert(orderLinkSettings)
    .values({ cartAddress })
    .onConflictDoUpdate({ target: orderLinkSettings.merchantId, set: { cartAddress } });
}
