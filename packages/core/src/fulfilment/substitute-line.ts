import type { PricingTerms } from "@nexusone/contracts/margin";
import type { OrderView } from "@nexusone/contracts/orders";
import { SubstituteLineInput } from "@nexusone/contracts/substitutes";
import { lockProducts } from "@nexusone/db/queries/catalog-product";
import { deletePlans } from "@nexusone/db/queries/fulfilment";
import { listOrderLines, lockOrder, type OrderLineRow } from "@nexusone/db/queries/orders";
import { changeLineGoods, type LineGoods, type SuppliedPoolRow } from "@nexusone/db/queries/orders-stock";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { releaseHolds, subjectOf } from "../orders/change-order.ts";
import { orderViewOf } from "../orders/get-order.ts";
import { lineGoods } from "../orders/line-margin.ts";
import { inMerchantTx } from "../transaction.ts";
import { isOrderable, openLines, readExchange, solvedBy } from "./substitutes.ts";

/**
 * A person has another variant of the product take the place of one that the supplier has not: the line stands for it from now
 * on, at its cost and the customer's price, and keeps what was ordered; the units kept of the stock and the holds that it solves
 * follow in the same transaction. Nothing goes to the supplier by it. The same choice again changes nothing.
 * @throws `api_keys.not_a_person`, `orders.not_found`, `orders.substituted_meanwhile` {variant}, `orders.line_sent`,
 * `orders.nothing_to_substitute`, `orders.substitute_gone` {variant}; `request.not_found` for a line of another order.
 */
export async function substituteLine(
  ctx: ServiceContext,
  rawInput: z.input<typeof SubstituteLineInput>,
): Promise<OrderView> {
  authorize(ctx, "orders:manage");
  if (ctx.actor.kind !== "user") throw new DomainError("api_keys.not_a_person");
  const { orderId, lineId, insteadOf, variantId } = SubstituteLineInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new DomainError("orders.not_found", { orderId });
    const line = (await listOrderLines(tx, orderId)).find(({ id }) => id === lineId);
    if (!line) throw new DomainError("request.not_found");
    if (line.variantId === variantId) return orderViewOf(tx, ctx, orderId);
    if (line.variantId !== insteadOf) throw new DomainError("orders.substituted_meanwhile", { variant: line.label });
    await lockProducts(tx, [line.productId]);
    const exchange = await readExchange(tx, order);
    if (exchange.sent.has(lineId)) throw new DomainError("orders.line_sent");
    if (!openLines(exchange).some(({ id }) => id === lineId)) throw new DomainError("orders.nothing_to_substitute");
    const row = exchange.pool.get(variantId);
    if (row?.product.id !== line.productId || !isOrderable(row, line.quantity, exchange.safetyBuffer))
      throw new DomainError("orders.substitute_gone", { variant: row?.variant.label ?? variantId });
    const reasons = solvedBy(exchange, line);
    await changeLineGoods(tx, lineId, goodsOf(line, row, (await readPricing(tx)).terms));
    // What was planned for the other variant must not be sent.
    await deletePlans(tx, orderId);
    const said = { fromVariantId: line.variantId, toVariantId: variantId, from: line.label, to: row.variant.label };
    const facts = { orderId, lineId, productId: line.productId, ...said, reasons };
    await recordEvent(tx, ctx, "order.line_substituted", facts, subjectOf(order));
    let left = order;
    for (const reason of reasons) left = await releaseHolds(tx, ctx, left, { reason });
    return orderViewOf(tx, ctx, orderId);
  });
}

/** What the line stands for then. Back to what was ordered, it is as it was on the day of the order. */
function goodsOf(line: OrderLineRow, { variant }: SuppliedPoolRow, terms: PricingTerms): LineGoods {
  const { variantId, label, sku, costUsd, costMinor, freight, landedMinor, profitMinor, marginBps } = line;
  const now = { variantId, label, sku, costUsd, costMinor, freight, landedMinor, profitMinor, marginBps };
  const ordered = line.ordered ?? now;
  if (ordered.variantId === variant.id) return { ...ordered, ordered: null };
  return { ...lineGoods(variant, line, terms), ordered };
}
