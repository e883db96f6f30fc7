import { triggerAlert } from "../conversations/alerts.ts";
import type { ConversationId } from "@nexusone/contracts/ids";
import { changeAddress, payFor } from "./address-talk.ts";
import { addToCart, emptyCart, showCart } from "./basket.ts";
import { showCategories, showProduct, showProducts, showQuantities, showVariant, showVariants } from "./catalogue.ts";
import { buy } from "./check-out.ts";
import type { Reply, Talk } from "./talk.ts";
import type { Tap, TapVerb } from "./tap-ids.ts";
import { showOrder, showOrders } from "./where-is.ts";

type Answer = (talk: Talk, first: string, second: string, third: string) => Promise<Reply>;
/** What each button does. Of the ids only their form is known. */
const ANSWERS: Readonly<Record<TapVerb, Answer>> = {
  orders: (talk) => showOrders(talk, null),
  order: showOrder,
  person: callPerson,
  categories: (talk, page) => showCategories(talk, Number(page)),
  products: showProducts,
  product: (talk, id) => showProduct(talk, id),
  variants: (talk, id, shown) => showVariants(talk, id, Number(shown)),
  variant: (talk, id) => showVariant(talk, id),
  quantity: (talk, id, price) => showQuantities(talk, id, Number(price)),
  add: (talk, id, quantity, price) => addToCart(talk, id, { quantity: Number(quantity), priceMinor: Number(price) }),
  cart: (talk) => showCart(talk),
  empty: (talk, id, version) => emptyCart(talk, id, Number(version)),
  pay: (talk, id, version) => payFor(talk, id, Number(version)),
  address: (talk, id, version) => changeAddress(talk, id, Number(version)),
  buy: (talk, id, version) => buy(talk, id, Number(version)),
};

export const answerTap = (talk: Talk, { verb, args: [first = "", second = "", third = ""] }: Tap): Promise<Reply> =>
  ANSWERS[verb](talk, first, second, third);

/** From now on a person answers: the call follows the promise that somebody comes. */
async function callPerson({ ctx, conversation, say }: Talk): Promise<Reply> {
  const conversationId = conversation.id as ConversationId;
  const reason = { en: "The customer asked for a person.", fr: "Le client demande une personne." }[ctx.locale];
  return {
    messages: [{ type: "text", text: say("personComes") }],
    afterwards: async () => void (await triggerAlert(ctx, { conversationId, reason })),
  };
}
