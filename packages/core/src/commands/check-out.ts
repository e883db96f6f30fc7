import type { ContactId, OrderId, VariantId } from "@nexusone/contracts/ids";
import { updateBasket, type BasketRow } from "@nexusone/db/queries/chat-talks";
import { countAddresses } from "@nexusone/db/queries/contact-addresses";
import { insertCustomerNotices } from "@nexusone/db/queries/customer-notices";
import { findCartAddress } from "@nexusone/db/queries/order-links";
import { saveAddress } from "../contacts/change-addresses.ts";
import { chatNewsOf } from "../customer-notices/chat-news.ts";
import { readOrderNews } from "../customer-notices/order-news.ts";
import { isDomainError } from "../errors.ts";
import { createOrderLink } from "../order-links/create-order-link.ts";
import { createOrder } from "../orders/create-order.ts";
import { payFor, problemsIn } from "./address-talk.ts";
import { basketAt, cartReply, freshBasket, OF_STOCK, totalOf, type Priced } from "./basket.ts";
import { money, type Reply, type Talk } from "./talk.ts";

/**
 * "Confirm": the order that was shown, by the same verb as every other door, at the prices of now. The cart is the key: it holds one
 * order, so that whoever taps twice, or whose tap comes twice, learns of the first. What changed since it was shown is shown anew
 * and nothing is ordered.
 */
export async function buy(talk: Talk, id: string, version: number): Promise<Reply> {
  const found = await basketAt(talk, id, version);
  if ("messages" in found) return found;
  const { basket, lines, notes } = await freshBasket(talk, found);
  if (notes.length > 0 || lines.length === 0) return cartReply(talk, basket, notes);
  if (!basket.address || problemsIn(basket.address).length > 0) return payFor(talk, basket.id, basket.version);
  const link = await payLink(talk, lines);
  const orderId = await order(talk, basket, lines);
  return orderId === undefined
    ? cartReply(talk, basket, [talk.say("cartChanged")])
    : confirmed(talk, orderId, lines, link);
}

/** Undefined when somebody was faster to the last of it. */
async function order(talk: Talk, basket: BasketRow, lines: readonly Priced[]): Promise<OrderId | undefined> {
  const { ctx, tx, contactId, config } = talk;
  const { address } = basket;
  if (!address) return undefined;
  try {
    const input = {
      contactId: contactId as ContactId,
      address,
      lines: lines.map(({ row, quantity, priceMinor }) => ({
        variantId: row.variant.id as VariantId,
        quantity,
        priceMinor,
      })),
      shippingMinor: config.chatShippingMinor,
    };
    const { order: made } = await createOrder(ctx, input, "chat");
    await updateBasket(tx, basket.id, { orderId: made.id, awaiting: null, awaitingUntil: null });
    if ((await countAddresses(tx, contactId)) === 0) await saveAddress(ctx, { id: contactId as ContactId, address });
    return made.id;
  } catch (error) {
    // Nothing was written: the stock is asked first.
    if (isDomainError(error) && OF_STOCK.includes(error.reason)) return undefined;
    throw error;
  }
}

/** Where the shop's own software takes the payment, for shops that have told us. */
async function payLink({ ctx, tx, conversation }: Talk, lines: readonly Priced[]): Promise<string | undefined> {
  if ((await findCartAddress(tx)) === null || lines.some(({ row }) => !row.variant.sku)) return undefined;
  const items = lines.map(({ row, quantity }) => ({ variantId: row.variant.id as VariantId, quantity }));
  return (await createOrderLink(ctx, { items, conversationId: conversation.id })).orderLink;
}

/** In the words of the step "confirmed", which is told by it: nobody is thanked twice. */
async function confirmed(
  talk: Talk,
  orderId: OrderId,
  lines: readonly Priced[],
  link: string | undefined,
): Promise<Reply> {
  const { ctx, tx, language, say } = talk;
  const news = await readOrderNews(tx, ctx, { orderId, step: "confirmed", aboutId: orderId }, language);
  const amount = money(talk, totalOf(talk, lines));
  const unpaid = link === undefined ? say("unpaid", { amount }) : say("unpaidLink", { amount, link });
  const now = ctx.platform.clock.now();
  return {
    messages: [{ type: "text", text: `${chatNewsOf(news)}\n${unpaid}` }],
    afterwards: async ([messageId = null]) => {
      const told = { orderId, step: "confirmed", aboutId: orderId, channel: "whatsapp", messageId } as const;
      await insertCustomerNotices(tx, [{ ...told, state: "queued", attempts: 1, dueAt: now, movedAt: now }]);
    },
  };
}
