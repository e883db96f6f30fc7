import { and, asc, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { MoneyState, PaymentKind } from "@nexusone/contracts/payment-terms";
import { orderLines, orders } from "../schema/orders.ts";
import { commissionLines, payments } from "../schema/payments.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type PaymentRow = typeof payments.$inferSelect;
export type CommissionLine = typeof commissionLines.$inferSelect;
export type NewPayment = Omit<typeof payments.$inferInsert, "merchantId" | "id" | "createdAt">;
export type NewCommissionLine = Omit<typeof commissionLines.$inferInsert, "merchantId" | "id" | "createdAt">;
export type OrderToPay = { readonly id: string; readonly currency: string; readonly totalMinor: number };

const ORDER = { id: orders.id, currency: orders.currency, totalMinor: orders.totalMinor };

export async function findOrderToPay(tx: MerchantTx, orderId: string): Promise<OrderToPay | undefined> {
  const [row] = await tx.select(ORDER).from(orders).where(eq(orders.id, orderId));
  return row;
}

/** Locked: payments of one order are written one after the other, so that no two refunds are counted against the same money. */
export async function lockOrderToPay(tx: MerchantTx, orderId: string): Promise<OrderToPay | undefined> {
  const [row] = await tx.select(ORDER).from(orders).where(eq(orders.id, orderId)).for("update");
  return row;
}

/**
 * What the order's units cost landed as of then, of a replaced line what its replacement costs, and what they were to leave as
 * ordered; null when the cost of one is unknown.
 */
export async function landedThen(
  tx: MerchantTx,
  orderId: string,
): Promise<{ landedMinor: number; profitMinor: number } | null> {
  const orderedProfit = sql`case when ${orderLines.ordered} is null then ${orderLines.profitMinor} else (${orderLines.ordered} ->> 'profitMinor')::bigint end`;
  const [row] = await tx
    .select({
      known: sql<boolean>`coalesce(bool_and(${orderLines.landedMinor} is not null and ${orderedProfit} is not null), false)`,
      landedMinor: sql`coalesce(sum(${orderLines.landedMinor}), 0)`.mapWith(Number),
      profitMinor: sql`coalesce(sum(${orderedProfit}), 0)`.mapWith(Number),
    })
    .from(orderLines)
    .where(eq(orderLines.orderId, orderId));
  return row?.known ? { landedMinor: row.landedMinor, profitMinor: row.profitMinor } : null;
}

export async function listPaymentsOf(tx: MerchantTx, orderId: string): Promise<PaymentRow[]> {
  return tx
    .select()
    .from(payments)
    .where(eq(payments.orderId, orderId))
    .orderBy(asc(payments.happenedAt), asc(payments.id));
}

export async function listCommissionLinesOf(tx: MerchantTx, paymentIds: readonly string[]): Promise<CommissionLine[]> {
  if (paymentIds.length === 0) return [];
  return tx
    .select()
    .from(commissionLines)
    .where(inArray(commissionLines.paymentId, [...paymentIds]))
    .orderBy(asc(commissionLines.id));
}

export async function findPaymentByReference(
  tx: MerchantTx,
  key: Pick<PaymentRow, "method" | "reference">,
): Promise<PaymentRow | undefined> {
  const [row] = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.method, key.method), eq(payments.reference, key.reference)));
  return row;
}

/** Undefined when the reference is on record; waits for whoever is writing it. */
export async function insertPayment(tx: MerchantTx, row: NewPayment): Promise<PaymentRow | undefined> {
  const [made] = await tx
    .insert(payments)
    .values(row)
    .onConflictDoNothing({ target: [payments.merchantId, payments.method, payments.reference] })
    .returning();
  return made;
}

export async function insertCommissionLines(tx: MerchantTx, rows: readonly NewCommissionLine[]): Promise<void> {
  if (rows.length > 0) await tx.insert(commissionLines).values([...rows]);
}

type Between = { readonly from: Date; readonly until: Date };

export type DaySums = {
  readonly day: string;
  readonly currency: string;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly taxMinor: number;
  readonly platformMinor: number;
  readonly clientMinor: number;
  readonly feeMinor: number;
  readonly payments: number;
};

export type Taken = { readonly capturedMinor: number; readonly refundedMinor: number };

/** What came in and went back for each of these orders; those without a payment are left out. */
export async function sumPaymentsOf(tx: MerchantTx, orderIds: readonly string[]): Promise<Map<string, Taken>> {
  if (orderIds.length === 0) return new Map();
  const of = (kind: PaymentKind) =>
    sql`coalesce(sum(${payments.amountMinor}) filter (where ${payments.kind} = ${kind}), 0)`.mapWith(Number);
  const rows = await tx
    .select({ orderId: payments.orderId, capturedMinor: of("capture"), refundedMinor: of("refund") })
    .from(payments)
    .where(inArray(payments.orderId, [...orderIds]))
    .groupBy(payments.orderId);
  return new Map(rows.map(({ orderId, ...taken }) => [orderId, taken]));
}

/** Keeps the order's copy of how it stands with money; its row is locked. */
export async function keepMoneyState(tx: MerchantTx, orderId: string, money: MoneyState): Promise<void> {
  await tx.update(orders).set({ money }).where(eq(orders.id, orderId));
}

/** What came in and went back by day of the zone and currency, days without any left out. */
export async function sumByDay(tx: MerchantTx, { from, until }: Between, zone: string): Promise<DaySums[]> {
  const total = (what: ReturnType<typeof sql>) => sql`coalesce(sum(${what}), 0)`.mapWith(Number);
  const { amountMinor } = commissionLines;
  const day = sql<string>`to_char(${commissionLines.happenedAt} at time zone ${zone}::text, 'YYYY-MM-DD')`;
  const daily = tx
    .select({
      day: day.as("day"),
      currency: commissionLines.currency,
      amountMinor,
      taxMinor: commissionLines.taxMinor,
      platformMinor: commissionLines.platformMinor,
      clientMinor: commissionLines.clientMinor,
      feeMinor: commissionLines.feeMinor,
      paymentId: commissionLines.paymentId,
    })
    .from(commissionLines)
    .where(and(gte(commissionLines.happenedAt, from), lt(commissionLines.happenedAt, until)))
    .as("daily");
  return tx
    .select({
      day: daily.day,
      currency: daily.currency,
      capturedMinor: total(sql`greatest(${daily.amountMinor}, 0)`),
      refundedMinor: total(sql`greatest(-${daily.amountMinor}, 0)`),
      taxMinor: total(sql`${daily.taxMinor}`),
      platformMinor: total(sql`${daily.platformMinor}`),
      clientMinor: total(sql`${daily.clientMinor}`),
      feeMinor: total(sql`${daily.feeMinor}`),
      payments: sql`count(distinct ${daily.paymentId})`.mapWith(Number),
    })
    .from(daily)
    .groupBy(daily.day, daily.currency)
    .orderBy(desc(daily.day), asc(daily.currency));
}

export type PaymentKey = { readonly at: Date; readonly id: string };

/** Payments of a time, the newest first, with the number of their order. */
export async function listPaymentRows(
  tx: MerchantTx,
  { from, until, after, limit }: Between & { readonly after?: PaymentKey | undefined; readonly limit: number },
): Promise<(PaymentRow & { readonly orderNumber: string })[]> {
  const rows = await tx
    .select({ payment: payments, orderNumber: orders.number })
    .from(payments)
    .innerJoin(orders, and(eq(orders.merchantId, payments.merchantId), eq(orders.id, payments.orderId)))
    .where(
      and(
        gte(payments.happenedAt, from),
        lt(payments.happenedAt, until),
        after &&
          sql`(${payments.happenedAt}, ${payments.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(payments.happenedAt), desc(payments.id))
    .limit(limit);
  return rows.map(({ payment, orderNumber }) => ({ ...payment, orderNumber }));
}
