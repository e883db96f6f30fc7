import { and, asc, desc, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { ORDER_STAGES, STAGE_BOUNDS_HOURS, type OrderStage } from "@nexusone/contracts/product-analytics-terms";
import { products } from "../schema/catalog.ts";
import { events } from "../schema/events.ts";
import { orderLines, orders } from "../schema/orders.ts";
import { fulfilmentTimes, productAnalytics } from "../schema/product-analytics.ts";
import type { MerchantTx } from "../with-merchant.ts";

const FIGURES = ["views", "clicks", "conversions", "units", "revenueMinor"] as const;
export type ProductFigures = { readonly [F in (typeof FIGURES)[number]]: number };
export type DayOfProduct = Partial<ProductFigures> & {
  readonly day: string;
  readonly productId: string;
  readonly currency: string;
};

/** Adds to the figures of products' days. Rows are taken in one order, so that two who add at once do not wait in a circle. */
export async function addProductFigures(tx: MerchantTx, added: readonly DayOfProduct[]): Promise<void> {
  const sums = [...Map.groupBy(added, (one) => `${one.productId} ${one.day} ${one.currency}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => {
      const [first] = same;
      const sum = (figure: (typeof FIGURES)[number]) => same.reduce((total, one) => total + (one[figure] ?? 0), 0);
      const { day, productId, currency } = first ?? {};
      return day && productId && currency
        ? [{ day, productId, currency, ...(Object.fromEntries(FIGURES.map((f) => [f, sum(f)])) as ProductFigures) }] // one for each of FIGURES
        : [];
    });
  if (sums.length === 0) return;
  const t = productAnalytics;
  await tx
    .insert(t)
    .values(sums)
    .onConflictDoUpdate({
      target: [t.merchantId, t.productId, t.day, t.currency],
      set: {
        views: sql`${t.views} + excluded.views`,
        clicks: sql`${t.clicks} + excluded.clicks`,
        conversions: sql`${t.conversions} + excluded.conversions`,
        units: sql`${t.units} + excluded.units`,
        revenueMinor: sql`${t.revenueMinor} + excluded.revenue_minor`,
      },
    });
}

type TimedOrder = {
  readonly day: string;
  readonly stage: OrderStage;
  readonly minutes: number;
  readonly step: number;
};

/** Counts how long an order took from one word to another. */
export async function addFulfilmentTime(tx: MerchantTx, { day, stage, minutes, step }: TimedOrder): Promise<void> {
  const histogram = Array.from({ length: STAGE_BOUNDS_HOURS.length + 1 }, (_, nth) => (nth === step ? 1 : 0));
  const t = fulfilmentTimes;
  await tx
    .insert(t)
    .values({ day, stage, orders: 1, maxMinutes: minutes, histogram })
    .onConflictDoUpdate({
      target: [t.merchantId, t.stage, t.day],
      set: {
        orders: sql`${t.orders} + 1`,
        maxMinutes: sql`greatest(${t.maxMinutes}, excluded.max_minutes)`,
        // Counted from one in SQL.
        histogram: sql`${t.histogram}[:${step}::integer] || (${t.histogram}[${step + 1}::integer] + 1) || ${t.histogram}[${step + 2}::integer:]`,
      },
    });
}

/** When an order first had each of its words, by its events. */
export async function firstTimes(tx: MerchantTx, orderId: string): Promise<Map<string, Date>> {
  const status = sql<string>`${events.payload} ->> 'status'`;
  const rows = await tx
    .select({ status, at: sql<string>`min(${events.happenedAt})` })
    .from(events)
    .where(and(eq(events.subjectKind, "order"), eq(events.subjectId, orderId), eq(events.type, "order.status_changed")))
    .groupBy(status);
  return new Map(rows.map(({ status: word, at }) => [word, new Date(at)]));
}

/** What an order is made of, to share its payments out: the value of each line, and its delivery. */
export async function readOrderValues(tx: MerchantTx, orderId: string) {
  const [[order], lines] = await Promise.all([
    tx
      .select({ currency: orders.currency, shippingMinor: orders.shippingMinor })
      .from(orders)
      .where(eq(orders.id, orderId)),
    tx
      .select({
        productId: orderLines.productId,
        minor: sql`${orderLines.priceMinor} * ${orderLines.quantity}`.mapWith(Number),
      })
      .from(orderLines)
      .where(eq(orderLines.orderId, orderId))
      .orderBy(asc(orderLines.position)),
  ]);
  return order && { ...order, lines };
}

/** Which of these products there are. */
export async function knownProducts(tx: MerchantTx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: products.id })
    .from(products)
    .where(inArray(products.id, [...ids]));
  return new Set(rows.map(({ id }) => id));
}

type DaySpan = { readonly first: string; readonly last: string; readonly currency: string };
const sums = () =>
  Object.fromEntries(
    FIGURES.map((figure) => [figure, sql`coalesce(sum(${productAnalytics[figure]}), 0)`.mapWith(Number)]),
  ) as Record<(typeof FIGURES)[number], ReturnType<typeof sql<number>>>; // one for each of FIGURES
const within = ({ first, last, currency }: DaySpan) =>
  and(gte(productAnalytics.day, first), lte(productAnalytics.day, last), eq(productAnalytics.currency, currency));

/** Of all products together. */
export async function sumProductFigures(tx: MerchantTx, span: DaySpan): Promise<ProductFigures> {
  const [row] = await tx.select(sums()).from(productAnalytics).where(within(span));
  return row ?? { views: 0, clicks: 0, conversions: 0, units: 0, revenueMinor: 0 };
}

/** Products by what they brought. */
export async function listTopProducts(tx: MerchantTx, span: DaySpan, limit: number) {
  const figures = sums();
  return tx
    .select({ productId: productAnalytics.productId, ...figures })
    .from(productAnalytics)
    .where(within(span))
    .groupBy(productAnalytics.productId)
    .orderBy(desc(figures.revenueMinor), desc(figures.units), desc(figures.views), asc(productAnalytics.productId))
    .limit(limit);
}

/** One product day by day, days without anything left out. */
export async function listDaysOfProduct(tx: MerchantTx, productId: string, span: DaySpan) {
  return tx
    .select()
    .from(productAnalytics)
    .where(and(eq(productAnalytics.productId, productId), within(span)))
    .orderBy(asc(productAnalytics.day));
}

/** Faces of products with the pieces there are of all their variants; null while the stock of one is not known. */
export async function readShelf(tx: MerchantTx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({
      product: products,
      // Named in full: with one table the builder leaves its name out, and the inner tables have the same columns.
      stock: sql<number | null>`(
        select case when bool_and(v.stock_known) then coalesce(sum(s.total), 0)::integer end
        from product_variants v left join variant_stock s on s.merchant_id = v.merchant_id and s.variant_id = v.id
        where v.merchant_id = products.merchant_id and v.product_id = products.id)`,
    })
    .from(products)
    .where(inArray(products.id, [...ids]));
}

/** Times of a span, stage by stage: orders, the longest in minutes, and all counted by step. */
export async function sumFulfilmentTimes(tx: MerchantTx, { first, last }: Pick<DaySpan, "first" | "last">) {
  const rows = await tx
    .select()
    .from(fulfilmentTimes)
    .where(
      and(
        inArray(fulfilmentTimes.stage, [...ORDER_STAGES]),
        gte(fulfilmentTimes.day, first),
        lte(fulfilmentTimes.day, last),
      ),
    );
  return ORDER_STAGES.map((stage) => {
    const own = rows.filter((row) => row.stage === stage);
    return {
      stage,
      orders: own.reduce((sum, row) => sum + row.orders, 0),
      maxMinutes: Math.max(0, ...own.map((row) => row.maxMinutes)),
      histogram: Array.from({ length: STAGE_BOUNDS_HOURS.length + 1 }, (_, step) =>
        own.reduce((sum, row) => sum + (row.histogram[step] ?? 0), 0),
      ),
    };
  });
}
