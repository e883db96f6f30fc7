import { orderStatus } from "@nexusone/contracts/order-terms";
import { tellingLabel } from "@nexusone/contracts/variant-label";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { listOrderLines, listParcelsOf, type ShipmentRow } from "@nexusone/db/queries/orders";
import { listOrderRows, type OrderListRow } from "@nexusone/db/queries/orders-list";
import { chatDay, fact } from "../customer-notices/chat-news.ts";
import { expectedAt } from "../fulfilment/views.ts";
import { statusWords } from "../templates/order-words.ts";
import { trackingUrlOf } from "../tracking/tracking-link.ts";
import { comparedNumber } from "./read-command.ts";
import { buttons, catalogueButton, list, personButton, rowsShown, type Button, type Reply, type Talk } from "./talk.ts";
import { tapId } from "./tap-ids.ts";

/** Of one person so many are looked at, the newest. */
const LOOKED_AT = 50;
const ITEMS_NAMED = 5;
const OVER = ["delivered", "cancelled"];

/** "Where is my order?": the one that is open, or a choice of those that are; with a number that one, open or not. */
export async function showOrders(talk: Talk, number: string | null): Promise<Reply> {
  const all = await ordersOf(talk);
  const named = number === null ? [] : all.filter(({ order }) => comparedNumber(order.number).endsWith(number));
  const open = all.filter(({ order }) => !OVER.includes(orderStatus(order)));
  const [one, ...more] = number === null ? open : named;
  if (!one) return nothing(talk, number);
  if (more.length === 0) return tell(talk, one, open.length > 1);
  const rows = [one, ...more].slice(0, rowsShown).map(({ order, lines }) => ({
    id: tapId("order", order.id),
    title: order.number,
    description: [statusWords(orderStatus(order), talk.language), lines.first].filter(Boolean).join(" · "),
  }));
  const body = talk.say("whichOrder", { count: more.length + 1 });
  return { messages: [list(talk, body, [...rows, personButton(talk)])] };
}

/** One of them, chosen. Somebody else's is none of theirs. */
export async function showOrder(talk: Talk, orderId: string): Promise<Reply> {
  const all = await ordersOf(talk);
  const found = all.find(({ order }) => order.id === orderId);
  return found ? tell(talk, found, all.length > 1) : nothing(talk, "");
}

/** Also what they ordered before they were made one with somebody. */
const ordersOf = ({ tx, contactId }: Talk): Promise<OrderListRow[]> =>
  listOrderRows(tx, { contactId, limit: LOOKED_AT });

function nothing(talk: Talk, number: string | null): Reply {
  const body = talk.say(number === null ? "noOrders" : "noSuchOrder");
  const more = talk.config.sellsInChat ? [catalogueButton(talk)] : [];
  return { messages: [buttons(body, [personButton(talk), ...more])] };
}

async function tell(talk: Talk, { order }: OrderListRow, isOneOfMany: boolean): Promise<Reply> {
  const { ctx, tx, language, say } = talk;
  const shop = await findMerchantWithRate(tx);
  const lines = await listOrderLines(tx, order.id);
  const parcels = (await listParcelsOf(tx, [order.id])).filter(({ fulfilment }) => fulfilment !== "cancelled");
  const eta = await expectedAt(tx, order.id, ctx.platform.clock.now());
  const items = lines
    .slice(0, ITEMS_NAMED)
    .map(({ quantity, name, label }) => `${quantity} × ${[name, tellingLabel(label)].filter(Boolean).join(", ")}`);
  const text = [
    say("orderIs", { number: order.number, status: statusWords(orderStatus(order), language) }),
    [...items, ...(lines.length > ITEMS_NAMED ? ["…"] : [])].join(", ").slice(0, 400),
    ...parcels.map((parcel, at) => parcelLine(talk, parcel, at + 1)),
    ...(eta ? [fact("eta", chatDay(eta, language, shop?.merchant.timezone ?? "UTC"), language)] : []),
    fact("follow", await trackingUrlOf(tx, ctx, order.id), language),
  ];
  const others: Button[] = isOneOfMany ? [{ id: tapId("orders"), title: say("myOrders") }] : [];
  return { messages: [buttons(text.join("\n"), [...others, personButton(talk)])] };
}

const parcelLine = (
  { say, language }: Talk,
  { fulfilment, carrier, trackingNumber }: ShipmentRow,
  nth: number,
): string =>
  `${say("parcel", { nth })}: ${[statusWords(fulfilment, language), carrier, trackingNumber].filter(Boolean).join(", ")}`;
