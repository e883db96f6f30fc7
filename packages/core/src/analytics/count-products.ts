import { splitMinor } from "@nexusone/contracts/money";
import { stageStep, type OrderStage } from "@nexusone/contracts/product-analytics-terms";
import type { StoredEvent } from "@nexusone/db/queries/events";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { listPaymentsOf } from "@nexusone/db/queries/payments";
import {
  addFulfilmentTime,
  addProductFigures,
  firstTimes,
  knownProducts,
  readOrderValues,
  type DayOfProduct,
} from "@nexusone/db/queries/product-analytics";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { EventConsumer } from "../events/consume-events.ts";
import { dayOf } from "./shop-days.ts";

type OrderItem = { readonly productId: string; readonly quantity: number };
const COUNTED: ReadonlySet<string> = new Set([
  "order.created",
  "order.status_changed",
  "payment.received",
  "payment.refunded",
]);

/** Adds orders, payments and the time that orders take to the figures of products and stages: once per event, whatever dies. */
export const countProducts: EventConsumer = {
  name: "product_figures",
  apply: async ({ tx }, events) => {
    const counted = events.filter(({ type }) => COUNTED.has(type));
    const shop = counted.length > 0 ? await findMerchantWithRate(tx) : undefined;
    if (!shop) return;
    const { timezone } = shop.merchant;
    const added: DayOfProduct[] = [];
    for (const event of counted) {
      if (event.type.startsWith("payment.")) added.push(...(await revenueOf(tx, event, timezone)));
      else added.push(...conversionsOf(event, timezone));
      if (event.type === "order.status_changed") await countTimes(tx, event, timezone);
    }
    const there = await knownProducts(tx, [...new Set(added.map(({ productId }) => productId))]);
    await addProductFigures(
      tx,
      added.filter(({ productId }) => there.has(productId)),
    );
  },
};

/** An order is a conversion of each of its products, on the day it was placed, until it is cancelled. */
function conversionsOf({ type, payload }: StoredEvent, timezone: string): DayOfProduct[] {
  const sign = type === "order.created" ? 1 : payload["status"] === "cancelled" ? -1 : 0;
  if (sign === 0) return [];
  const items = payload["items"] as OrderItem[]; // both types carry the facts of an order
  const day = dayOf(new Date(String(payload["createdAt"])), timezone);
  const currency = String(payload["currency"]);
  return [...Map.groupBy(items, ({ productId }) => productId)].map(([productId, same]) => ({
    ...{ day, productId, currency },
    conversions: sign,
    units: sign * same.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
}

/**
 * The products' part of a payment by what their lines are worth. All that came in so far is shared out before and after it: in the
 * end the parts sum to what came in, and to nothing when all of it went back.
 */
async function revenueOf(
  tx: MerchantTx,
  { payload, happenedAt }: StoredEvent,
  timezone: string,
): Promise<DayOfProduct[]> {
  const orderId = String(payload["orderId"]);
  const [order, payments] = [await readOrderValues(tx, orderId), await listPaymentsOf(tx, orderId)];
  const ordered = payments.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const at = ordered.findIndex(({ id }) => id === payload["paymentId"]);
  if (!order || at === -1) return [];
  const net = (count: number): number =>
    ordered.slice(0, count).reduce((sum, { kind, amountMinor }) => sum + (kind === "refund" ? -1 : 1) * amountMinor, 0);
  const weights = [...order.lines.map(({ minor }) => minor), order.shippingMinor];
  if (weights.every((weight) => weight === 0)) return [];
  const [before, after] = [splitMinor(net(at), weights), splitMinor(net(at + 1), weights)];
  const day = dayOf(happenedAt, timezone);
  return order.lines.map(({ productId }, nth) => ({
    ...{ day, productId, currency: order.currency },
    revenueMinor: (after[nth] ?? 0) - (before[nth] ?? 0),
  }));
}

const STAGES: Readonly<Record<string, readonly (readonly [from: string, stage: OrderStage])[]>> = {
  shipped: [["confirmed", "confirmed_to_shipped"]],
  delivered: [
    ["shipped", "shipped_to_delivered"],
    ["confirmed", "confirmed_to_delivered"],
  ],
};

/** The first time an order comes to a word counts. */
async function countTimes(tx: MerchantTx, { payload, happenedAt }: StoredEvent, timezone: string): Promise<void> {
  const word = String(payload["status"]);
  const stages = STAGES[word];
  if (!stages) return;
  const first = await firstTimes(tx, String(payload["orderId"]));
  if (first.get(word)?.getTime() !== happenedAt.getTime()) return;
  for (const [from, stage] of stages) {
    const since = first.get(from);
    if (!since || since > happenedAt) continue;
    const ms = happenedAt.getTime() - since.getTime();
    await addFulfilmentTime(tx, {
      day: dayOf(happenedAt, timezone),
      stage,
      minutes: Math.round(ms / MINUTE_MS),
      step: stageStep(ms / HOUR_MS),
    });
  }
}
