import { createHash } from "node:crypto";
import { checkAddress } from "@nexusone/contracts/addresses";
import type { PricingTerms } from "@nexusone/contracts/margin";
import { CreateOrderInput, type CreatedOrder } from "@nexusone/contracts/orders";
import type { OrderSource } from "@nexusone/contracts/order-terms";
import { moneyState } from "@nexusone/contracts/payment-terms";
import { findOrderByNumber, takeOrderNumber, type OrderLineRow, type OrderRow } from "@nexusone/db/queries/orders";
import { insertReservations } from "@nexusone/db/queries/orders-stock";
import { insertOrder, insertOrderLines, type NewOrderLine } from "@nexusone/db/queries/orders-write";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { completeByOrder } from "../order-links/settle-order-link.ts";
import { inMerchantTx } from "../transaction.ts";
import { holdOrder, orderFacts, subjectOf } from "./change-order.ts";
import { orderViewOf } from "./get-order.ts";
import { lineGoods } from "./line-margin.ts";
import { contactOfOrder } from "./order-contact.ts";
import { takeFromPool, type Pooled } from "./stock-pool.ts";

type Line = CreateOrderInput["lines"][number];

/**
 * Takes an order: lines with price and margin as of now, a copy of the address, and the units reserved, in one transaction or
 * not at all. The number makes it safe to repeat: the same order again is answered with what is there. An order that cannot go
 * on yet (address, loss) is taken and held with the reason.
 * @throws `orders.number_taken`, `orders.contact_not_found`, `orders.discount_too_high`, `order_links.not_found`, and of the stock `orders.variant_not_found`, `orders.not_for_sale`, `orders.out_of_stock`.
 */
export async function createOrder(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateOrderInput>,
  source: OrderSource = ctx.actor.kind === "api_key" ? "rest" : "form",
): Promise<z.output<typeof CreatedOrder>> {
  authorize(ctx, "orders:manage");
  const input = CreateOrderInput.parse(rawInput);
  const digest = createHash("sha256")
    .update(JSON.stringify({ ...input, number: null }))
    .digest("hex");
  return inMerchantTx(ctx, async (tx) => {
    const known = input.number === undefined ? undefined : await findOrderByNumber(tx, input.number);
    if (known) return repeated(tx, ctx, known, digest);
    const pooled = await takeFromPool(tx, input.lines);
    const order = await insertOrder(tx, {
      ...(await orderColumns(tx, ctx, input, pooled)),
      digest,
      source,
    });
    // Somebody was faster with the same number: by now it is there.
    if (!order) return repeated(tx, ctx, (await findOrderByNumber(tx, input.number ?? ""))!, digest);
    const { terms } = await readPricing(tx);
    const lines = await insertOrderLines(
      tx,
      order.id,
      pooled.map((one, position) => ({ ...lineColumns(one, terms), position })),
    );
    await reserve(tx, order, lines);
    await recordEvent(tx, ctx, "order.created", orderFacts(order, lines), subjectOf(order));
    await holdBack(tx, ctx, order, lines);
    const { orderLinkId } = input;
    if (orderLinkId !== undefined) await completeByOrder(tx, ctx, { orderLinkId, orderId: order.id });
    return { order: await orderViewOf(tx, ctx, order.id), created: true };
  });
}

async function repeated(tx: MerchantTx, ctx: ServiceContext, known: OrderRow, digest: string) {
  if (known.digest !== digest)
    throw new DomainError("orders.number_taken", { number: known.number, orderId: known.id });
  return { order: await orderViewOf(tx, ctx, known.id), created: false };
}

async function orderColumns(
  tx: MerchantTx,
  ctx: ServiceContext,
  input: CreateOrderInput,
  pooled: readonly Pooled<Line>[],
) {
  const now = ctx.platform.clock.now();
  const { address, shippingMinor, discountMinor, note } = input;
  const itemsMinor = pooled.reduce((sum, { line, row }) => sum + priceOf(line, row) * line.quantity, 0);
  const totalMinor = itemsMinor + shippingMinor - discountMinor;
  if (totalMinor < 0) throw new DomainError("orders.discount_too_high");
  const { terms } = await readPricing(tx);
  return {
    contactId: await contactOfOrder(tx, ctx, input),
    number: input.number ?? (await takeOrderNumber(tx)),
    address,
    country: address.country,
    currency: terms.currency,
    itemsMinor,
    shippingMinor,
    discountMinor,
    totalMinor,
    money: moneyState({ totalMinor, capturedMinor: 0, refundedMinor: 0 }),
    note,
    placedAt: input.placedAt === undefined ? now : new Date(input.placedAt),
    movedAt: now,
  };
}

const priceOf = (line: Line, { variant }: Pooled<Line>["row"]): number => line.priceMinor ?? variant.priceMinor;

function lineColumns({ line, row }: Pooled<Line>, terms: PricingTerms): Omit<NewOrderLine, "position"> {
  const { product, variant } = row;
  const sold = { priceMinor: priceOf(line, row), quantity: line.quantity };
  return { productId: product.id, name: product.name, ...sold, ...lineGoods(variant, sold, terms) };
}

const reserve = (tx: MerchantTx, order: OrderRow, lines: readonly OrderLineRow[]): Promise<void> =>
  insertReservations(
    tx,
    lines.map(({ id, variantId, quantity }) => ({ orderId: order.id, lineId: id, variantId, quantity })),
  );

/** What somebody has to look at before it goes on. */
async function holdBack(tx: MerchantTx, ctx: ServiceContext, order: OrderRow, lines: readonly OrderLineRow[]) {
  let held = order;
  const problems = checkAddress(order.address);
  if (problems.length > 0)
    held = await holdOrder(tx, ctx, held, "orders.address_incomplete", { count: problems.length });
  const profits = lines.map(({ profitMinor }) => profitMinor);
  if (profits.every((profit) => profit !== null)) {
    const profit = profits.reduce((sum, one) => sum + one, 0) + order.shippingMinor - order.discountMinor;
    if (profit < 0) await holdOrder(tx, ctx, held, "orders.at_loss", { profitMinor: profit });
  }
}
