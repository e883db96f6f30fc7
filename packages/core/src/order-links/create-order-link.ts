import { fillCart } from "@nexusone/contracts/order-link-terms";
import { CreateOrderLinkInput, type OrderLinkView } from "@nexusone/contracts/order-links";
import { findCartAddress, insertOrderLink } from "@nexusone/db/queries/order-links";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { takeFromPool, type Pooled } from "../orders/stock-pool.ts";
import { drawPublicToken } from "../secrets/public-token.ts";
import { inMerchantTx } from "../transaction.ts";
import { orderLinkView } from "./order-link-view.ts";

type Item = z.output<typeof CreateOrderLinkInput>["items"][number];

/**
 * Makes the address of a filled cart and the link that leads a customer there. What is in it must be for sale and in stock now;
 * nothing is reserved before the order is placed.
 * @throws `order_links.no_cart`, `order_links.no_sku` {name, productId}, and of the stock `orders.variant_not_found`, `orders.not_for_sale`, `orders.out_of_stock`.
 */
export async function createOrderLink(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateOrderLinkInput>,
): Promise<OrderLinkView> {
  authorize(ctx, "orders:manage");
  const { items, cartUrl, note, conversationId } = CreateOrderLinkInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const pooled = await takeFromPool(tx, items);
    const link = await insertOrderLink(tx, {
      code: drawPublicToken(),
      cartUrl: cartUrl ?? (await cartOf(tx, pooled)),
      items: pooled.map(({ line, row }) => ({
        variantId: row.variant.id,
        name: row.product.name,
        label: row.product.variantCount > 1 ? row.variant.label : "",
        quantity: line.quantity,
      })),
      note: plainText(note),
      conversationId: conversationId ?? null,
      madeAt: ctx.platform.clock.now(),
    });
    await recordEvent(tx, ctx, "order_link.created", { orderLinkId: link.id });
    return orderLinkView(ctx, { link, number: null });
  });
}

/** The shop's own cart with these in it, each by the number that people read. */
async function cartOf(tx: MerchantTx, pooled: readonly Pooled<Item>[]): Promise<string> {
  const address = await findCartAddress(tx);
  if (address === null) throw new DomainError("order_links.no_cart");
  const items = pooled.map(({ line, row: { product, variant } }) => {
    if (!variant.sku) throw new DomainError("order_links.no_sku", { name: product.name, productId: product.id });
    return { sku: variant.sku, quantity: line.quantity };
  });
  return new URL(fillCart(address, items)).href;
}
