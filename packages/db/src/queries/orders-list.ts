import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import { ORDER_STATUSES, type OrderStatus } from "@nexusone/contracts/order-terms";
import type { MoneyState } from "@nexusone/contracts/payment-terms";
import { contacts } from "../schema/contacts.ts";
import { orders } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";
import { CUSTOMER } from "./orders.ts";

type Key = { readonly at: Date; readonly id: string };

/** The public word as a condition on stored columns; `orderStatus` of the contracts says the same, a test compares. */
export const STATUS_CONDITIONS: Record<OrderStatus, SQL> = {
  cancelled: sql`fulfilment = 'cancelled'`,
  delivered: sql`fulfilment = 'delivered'`,
  failed: sql`fulfilment = 'failed'`,
  shipped: sql`fulfilment = 'shipped'`,
  on_hold: sql`held and fulfilment in ('pending', 'confirmed', 'processing')`,
  partially_shipped: sql`fulfilment = 'processing' and not held and parcel_sent`,
  processing: sql`fulfilment = 'processing' and not held and not parcel_sent`,
  confirmed: sql`fulfilment = 'confirmed' and not held`,
  pending: sql`fulfilment = 'pending' and not held`,
};

export type OrdersFilter = {
  readonly status?: OrderStatus | undefined;
  readonly money?: MoneyState | undefined;
  /** How the number begins, as one word or with a sign in front. */
  readonly q?: string | undefined;
  readonly contactId?: string | undefined;
};

/** Orders with what a line of the list shows, newest first, one more than `limit` when there is a next page. */
export async function listOrderRows(
  tx: MerchantTx,
  { status, money, q, contactId, limit, after }: OrdersFilter & { limit: number; after?: Key | undefined },
) {
  return tx
    .select({
      order: orders,
      contact: CUSTOMER,
      lines: sql<Lines>`(
        select jsonb_build_object('first', min(l.name) filter (where l.position = 0), 'units', coalesce(sum(l.quantity), 0),
          'profit', case when bool_and(l.profit_minor is not null) then sum(l.profit_minor) end)
        from order_lines l where l.merchant_id = ${orders.merchantId} and l.order_id = ${orders.id})`,
      trackingNumber: sql<string | null>`(
        select s.tracking_number from shipments s
        where s.merchant_id = ${orders.merchantId} and s.order_id = ${orders.id} and s.tracking_number is not null
        order by s.id desc limit 1)`,
    })
    .from(orders)
    .innerJoin(contacts, and(eq(contacts.merchantId, orders.merchantId), eq(contacts.id, orders.contactId)))
    .where(
      and(
        status && STATUS_CONDITIONS[status],
        money && eq(orders.money, money),
        q ? sql`(${beginsWith(q)} or ${beginsWith(`#${q}`)})` : undefined,
        contactId
          ? sql`${orders.contactId} in (select c.id from contacts c where c.id = ${contactId} or c.merged_into_id = ${contactId})`
          : undefined,
        after && sql`(${orders.placedAt}, ${orders.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(limit + 1);
}
type Lines = { first: string | null; units: number; profit: number | null };
export type OrderListRow = Awaited<ReturnType<typeof listOrderRows>>[number];

/** As a range rather than LIKE, which would lose its index under row security. */
const beginsWith = (start: string): SQL =>
  sql`(${orders.number} >= ${start} and ${orders.number} < ${`${start}\u{10FFFF}`})`;

/** How many orders have each word, counted up to 1,001. */
export async function countOrders(tx: MerchantTx): Promise<Record<OrderStatus, number>> {
  const counts = await Promise.all(
    ORDER_STATUSES.map(async (status) => {
      const { rows } = await tx.execute<{ n: number }>(
        sql`select count(*)::integer as n from (select 1 from orders where ${STATUS_CONDITIONS[status]} limit 1001) as first`,
      );
      return [status, rows[0]?.n ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<OrderStatus, number>;
}
