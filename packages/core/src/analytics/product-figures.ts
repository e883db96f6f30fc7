import type { ProductId } from "@nexusone/contracts/ids";
import {
  CountInterestInput,
  OneProductAnalyticsInput,
  ProductAnalyticsInput,
  type CountedInterest,
  type FulfilmentTimes,
  type OneProductAnalytics,
  type ProductAnalytics,
} from "@nexusone/contracts/product-analytics";
import { stageHours, turnoverOf } from "@nexusone/contracts/product-analytics-terms";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import {
  addProductFigures,
  knownProducts,
  listDaysOfProduct,
  listTopProducts,
  readShelf,
  sumFulfilmentTimes,
  sumProductFigures,
  type ProductFigures,
} from "@nexusone/db/queries/product-analytics";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { smallPicture } from "../inventory/small-picture.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { dayOf, lastDaysOf } from "./shop-days.ts";

const TOP = 20;
const NOTHING: ProductFigures = { views: 0, clicks: 0, conversions: 0, units: 0, revenueMinor: 0 };

/** What products were looked at, bought and brought, those that brought most first; seconds behind. */
export async function getProductAnalytics(
  ctx: ServiceContext,
  rawInput: z.input<typeof ProductAnalyticsInput> = {},
): Promise<ProductAnalytics> {
  authorize(ctx, "analytics:read");
  const { days } = ProductAnalyticsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const { span } = await spanOf(tx, ctx, days);
    const [totals, top] = [await sumProductFigures(tx, span), await listTopProducts(tx, span, TOP)];
    const shelf = await readShelf(
      tx,
      top.map(({ productId }) => productId),
    );
    const found = new Map(shelf.map((one) => [one.product.id, one]));
    return {
      ...viewOf(days, span),
      totals,
      products: top.flatMap(({ productId, ...figures }) => {
        const one = found.get(productId);
        if (!one) return [];
        const { product, stock } = one;
        return {
          productId: productId as ProductId, // our own uuid column
          name: product.name,
          imageUrl: smallPicture(ctx, product),
          ...figures,
          stock,
          turnover: turnoverOf(figures.units, days, stock),
        };
      }),
    };
  });
}

/** The same of one product, day by day. @throws `catalog.product_not_found`. */
export async function getOneProductAnalytics(
  ctx: ServiceContext,
  rawInput: z.input<typeof OneProductAnalyticsInput>,
): Promise<OneProductAnalytics> {
  authorize(ctx, "analytics:read");
  const { productId, days } = OneProductAnalyticsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const { span, all } = await spanOf(tx, ctx, days);
    const [one] = await readShelf(tx, [productId]);
    if (!one) throw new DomainError("catalog.product_not_found");
    const rows = new Map((await listDaysOfProduct(tx, productId, span)).map((row) => [row.day, row]));
    const series = all.map((day) => ({ day, ...figuresOf(rows.get(day)) }));
    const totals = series.reduce<ProductFigures>((sum, step) => added(sum, step), NOTHING);
    const { stock } = one;
    return { ...viewOf(days, span), totals, stock, turnover: turnoverOf(totals.units, days, stock), series };
  });
}

/** How long orders take from being confirmed to being there. */
export async function getFulfilmentTimes(
  ctx: ServiceContext,
  rawInput: z.input<typeof ProductAnalyticsInput> = {},
): Promise<FulfilmentTimes> {
  authorize(ctx, "analytics:read");
  const { days } = ProductAnalyticsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const { span } = await spanOf(tx, ctx, days);
    const stages = await sumFulfilmentTimes(tx, span);
    return {
      days,
      stages: stages.map(({ stage, orders, maxMinutes, histogram }) => ({
        stage,
        orders,
        medianHours: stageHours(histogram, 0.5, maxMinutes / 60),
        p90Hours: stageHours(histogram, 0.9, maxMinutes / 60),
      })),
    };
  });
}

/** Adds what the shop's own site saw of its products: who looked, who clicked. Each call counts. */
export async function countInterest(
  ctx: ServiceContext,
  rawInput: z.input<typeof CountInterestInput>,
): Promise<z.output<typeof CountedInterest>> {
  authorize(ctx, "catalog:edit");
  const { items } = CountInterestInput.parse(rawInput);
  return inMerchantTx(ctx, (tx) => addInterest(tx, ctx, items));
}

/** The same for what strangers were shown by this program itself. */
export async function addInterest(
  tx: MerchantTx,
  ctx: ServiceContext,
  items: z.output<typeof CountInterestInput>["items"],
): Promise<{ counted: number }> {
  const { span } = await spanOf(tx, ctx, 1);
  const there = await knownProducts(tx, [...new Set(items.map(({ productId }) => productId))]);
  const counted = items.filter(({ productId }) => there.has(productId));
  await addProductFigures(
    tx,
    counted.map(({ productId, kind, count }) => ({
      day: span.last,
      productId,
      currency: span.currency,
      [kind === "view" ? "views" : "clicks"]: count,
    })),
  );
  return { counted: counted.reduce((sum, { count }) => sum + count, 0) };
}

async function spanOf(tx: MerchantTx, { platform }: ServiceContext, days: number) {
  const shop = await findMerchantWithRate(tx);
  if (!shop) throw new DomainError("request.not_found");
  const { timezone, currency } = shop.merchant;
  const now = platform.clock.now();
  const all = lastDaysOf(now, timezone, days);
  const last = dayOf(now, timezone);
  return { all, span: { first: all[0] ?? last, last, currency } };
}

const viewOf = (days: number, { first, last, currency }: { first: string; last: string; currency: string }) => ({
  days,
  from: first,
  to: last,
  currency,
});

const figuresOf = ({ views, clicks, conversions, units, revenueMinor }: ProductFigures = NOTHING): ProductFigures => ({
  ...{ views, clicks, conversions, units, revenueMinor },
});

const added = (a: ProductFigures, b: ProductFigures): ProductFigures => ({
  views: a.views + b.views,
  clicks: a.clicks + b.clicks,
  conversions: a.conversions + b.conversions,
  units: a.units + b.units,
  revenueMinor: a.revenueMinor + b.revenueMinor,
});
