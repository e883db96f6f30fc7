import type { ReasonCode } from "@nexusone/contracts/reasons";
import {
  deleteBasket,
  findBasket,
  findOpenBasket,
  insertBasket,
  updateBasket,
  type BasketLine,
  type BasketRow,
} from "@nexusone/db/queries/chat-talks";
import { findOrderRow, findOrderSettings } from "@nexusone/db/queries/orders";
import { listPoolOf, type PoolRow } from "@nexusone/db/queries/orders-stock";
import { addMs, DAY_MS } from "../clock.ts";
import { freeUnits, isForSale } from "../orders/stock-pool.ts";
import { card, gone, priceNow, sellable } from "./catalogue.ts";
import { buttons, catalogueButton, money, personButton, type Reply, type Talk } from "./talk.ts";
import { tapId } from "./tap-ids.ts";

/** Since it was touched last. */
const KEPT_MS = DAY_MS;
const MOST_LINES = 20;
const MOST_UNITS = 99;

/** Puts some of a variant into the cart, if it still costs what was shown and there are so many. */
export async function addToCart(talk: Talk, variantId: string, wanted: Omit<BasketLine, "variantId">): Promise<Reply> {
  const { tx, conversation, ctx } = talk;
  const row = await sellable(talk, variantId);
  if (!row) return gone(talk);
  const { priceMinor } = row.variant;
  if (priceMinor !== wanted.priceMinor) return { messages: await card(talk, row, priceNow(talk, priceMinor)) };
  const basket = await openBasket(talk);
  const others = (basket?.lines ?? []).filter((line) => line.variantId !== variantId);
  const quantity = wanted.quantity + (basket?.lines.find((line) => line.variantId === variantId)?.quantity ?? 0);
  const { safetyBuffer } = await findOrderSettings(tx);
  const free = freeUnits(row, safetyBuffer);
  if (free !== null && quantity > free) {
    const said = talk.say("left", { name: nameOf(row), count: free });
    return { messages: [buttons(said, [cartButton(talk), catalogueButton(talk)])] };
  }
  if (quantity < 1 || quantity > MOST_UNITS || others.length >= MOST_LINES)
    return { messages: [buttons(talk.say("cartFull"), [cartButton(talk), personButton(talk)])] };
  const lines = [...others, { variantId, quantity, priceMinor }];
  const expiresAt = addMs(ctx.platform.clock.now(), KEPT_MS);
  const kept = basket ?? (await insertBasket(tx, { conversationId: conversation.id, lines, expiresAt }));
  return cartReply(talk, await changeBasket(talk, kept, { lines }));
}

export async function showCart(talk: Talk): Promise<Reply> {
  const basket = await openBasket(talk);
  return basket ? cartReply(talk, basket) : emptyReply(talk, "cartEmpty");
}

export async function emptyCart(talk: Talk, id: string, version: number): Promise<Reply> {
  const found = await basketAt(talk, id, version);
  if ("messages" in found) return found;
  await deleteBasket(talk.tx, found.id);
  return emptyReply(talk, "cartEmpty");
}

/** The cart that a button was shown with, or what to say when it is another by now: gone, ordered, changed. */
export async function basketAt(talk: Talk, id: string, version: number): Promise<BasketRow | Reply> {
  const { tx, conversation } = talk;
  const row = await findBasket(tx, id);
  // Somebody else's is as good as none.
  if (!row || row.conversationId !== conversation.id) return emptyReply(talk, "cartExpired");
  if (row.orderId !== null) {
    const number = (await findOrderRow(tx, row.orderId))?.number ?? "";
    const some = [{ id: tapId("order", row.orderId), title: talk.say("myOrders") }, catalogueButton(talk)];
    return { messages: [buttons(talk.say("orderedAlready", { number }), some)] };
  }
  const open = await openBasket(talk);
  if (!open) return emptyReply(talk, "cartExpired");
  return open.version === version ? open : cartReply(talk, open, [talk.say("cartChanged")]);
}

/** Writes a change as a new version, kept for another day; no part of an address is waited for any more. */
export function changeBasket(
  { tx, ctx }: Talk,
  { id, version }: BasketRow,
  change: Partial<Pick<BasketRow, "lines" | "address">>,
): Promise<BasketRow> {
  const expiresAt = addMs(ctx.platform.clock.now(), KEPT_MS);
  return updateBasket(tx, id, { ...change, awaiting: null, awaitingUntil: null, version: version + 1, expiresAt });
}

async function openBasket({ tx, conversation, ctx }: Talk): Promise<BasketRow | undefined> {
  const row = await findOpenBasket(tx, conversation.id);
  if (!row || row.expiresAt > ctx.platform.clock.now()) return row;
  await deleteBasket(tx, row.id);
  return undefined;
}

export type Priced = { readonly row: PoolRow; readonly quantity: number; readonly priceMinor: number };
/** The cart as of now: what is gone taken out, what is short cut down, prices as they are; `notes` tell what that changed. */
export async function freshBasket(
  talk: Talk,
  basket: BasketRow,
): Promise<{ basket: BasketRow; lines: Priced[]; notes: string[] }> {
  const { tx, say } = talk;
  const pool = new Map(
    (
      await listPoolOf(
        tx,
        basket.lines.map(({ variantId }) => variantId),
      )
    ).map((row) => [row.variant.id, row]),
  );
  const { safetyBuffer } = await findOrderSettings(tx);
  const notes: string[] = [];
  const lines = basket.lines.flatMap((line): Priced[] => {
    const row = pool.get(line.variantId);
    const free = row && isForSale(row) ? (freeUnits(row, safetyBuffer) ?? line.quantity) : 0;
    if (!row || free === 0) {
      notes.push(say("lineGone", { name: row ? nameOf(row) : "…" }));
      return [];
    }
    const { priceMinor } = row.variant;
    if (free < line.quantity) notes.push(say("left", { name: nameOf(row), count: free }));
    if (priceMinor !== line.priceMinor)
      notes.push(say("linePrice", { name: nameOf(row), price: money(talk, priceMinor) }));
    return [{ row, quantity: Math.min(free, line.quantity), priceMinor }];
  });
  if (notes.length === 0) return { basket, lines, notes };
  const kept = lines.map(({ row, quantity, priceMinor }) => ({ variantId: row.variant.id, quantity, priceMinor }));
  return { basket: await changeBasket(talk, basket, { lines: kept }), lines, notes };
}

/** What is in it and what it comes to, after what there is to say about it. */
export async function cartReply(talk: Talk, before: BasketRow, said: readonly string[] = []): Promise<Reply> {
  const { basket, lines, notes } = await freshBasket(talk, before);
  const news = [...said, ...notes];
  if (lines.length === 0) {
    await deleteBasket(talk.tx, basket.id);
    return { messages: [buttons([...news, talk.say("cartEmpty")].join("\n"), [catalogueButton(talk)])] };
  }
  const { say } = talk;
  const body = [...news, `*${say("cart")}*`, ...sums(talk, lines)].join("\n");
  const some = [
    { id: tapId("pay", basket.id, basket.version), title: say("order") },
    { id: tapId("categories", 0), title: say("addMore") },
    { id: tapId("empty", basket.id, basket.version), title: say("empty") },
  ];
  return { messages: [buttons(body, some)] };
}

export function sums(talk: Talk, lines: readonly Priced[]): string[] {
  const { say, config } = talk;
  const { chatShippingMinor } = config;
  return [
    ...lines.map(
      ({ row, quantity, priceMinor }) => `${quantity} × ${nameOf(row)}: ${money(talk, quantity * priceMinor)}`,
    ),
    `${say("delivery")}: ${money(talk, chatShippingMinor)}`,
    `*${say("total")}: ${money(talk, totalOf(talk, lines))}*`,
  ];
}

export const totalOf = ({ config }: Talk, lines: readonly Priced[]): number =>
  lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, config.chatShippingMinor);

const emptyReply = (talk: Talk, word: "cartEmpty" | "cartExpired"): Reply => ({
  messages: [buttons(talk.say(word), [catalogueButton(talk)])],
});
const cartButton = ({ say }: Talk) => ({ id: tapId("cart"), title: say("cart") });

const SHOWN = 40;
const nameOf = ({ product, variant }: PoolRow): string => {
  const whole = product.variantCount > 1 ? `${product.name}, ${variant.label}` : product.name;
  return whole.length > SHOWN ? `${whole.slice(0, SHOWN)}…` : whole;
};
/** What the stock says to an order; the cart tells it better. */
export const OF_STOCK: readonly ReasonCode[] = [
  "orders.out_of_stock",
  "orders.not_for_sale",
  "orders.variant_not_found",
];
