import { answerChatJob } from "@nexusone/core/commands/answer-job";
import { readCommand } from "@nexusone/core/commands/read-command";
import { saveBusinessConfig } from "@nexusone/core/channels/business-config";
import { setAnswers } from "@nexusone/core/channels/change-channel";
import { listNotices } from "@nexusone/core/customer-notices/list-notices";
import type { ServiceContext } from "@nexusone/core/context";
import { checkSuppression } from "@nexusone/core/contacts/suppress";
import { createProduct } from "@nexusone/core/catalog/create-product";
import { updateProduct } from "@nexusone/core/catalog/update-product";
import { takeConversation } from "@nexusone/core/conversations/take-conversation";
import { actOnOrder } from "@nexusone/core/orders/act-on-order";
import { createOrder } from "@nexusone/core/orders/create-order";
import type { ChannelId } from "@nexusone/contracts/channels";
import type { ContactId, ConversationId, OrderId, ProductId } from "@nexusone/contracts/ids";
import { problemsOf, type OutgoingMessage } from "@nexusone/whatsapp/rules";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectNumber, openChat, T1 } from "./whatsapp.fixture.ts";

let chat: Awaited<ReturnType<typeof openChat>>;
let shop: ServiceContext;
/** The number that is written to. */
let channelId: ChannelId;
let number: string;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.server.stop());
const NOW = () => chat.platform.clock.now().getTime();
const CONFIG = {
  businessType: "retail",
  timeZone: "Europe/Paris",
  hours: [],
  languages: ["en", "fr"],
  defaultLanguage: "en",
  quietFrom: 0,
  quietTo: 0,
  stopWords: [],
  sellsInChat: true,
  chatShippingMinor: 500,
} as Parameters<typeof saveBusinessConfig>[1];
beforeEach(async () => {
  await chat.server.database.sql`truncate webhook_inbox`;
  await chat.server.database.sql`update whatsapp_channels set state = 'disconnected'`;
  chat.platform.enqueued.length = 0;
  shop = await chat.shop();
  number = T1.numbers[0];
  channelId = (await connectNumber(shop)) as ChannelId;
  await saveBusinessConfig(shop, CONFIG);
});

const ADA = "33639981234";
const [ADDRESS_LINES, SAVED] = [
  ["France", "Ada Martin", "12 rue de la Paix", "75002", "Paris"],
  { name: "Ada Martin", phone: `+${ADA}`, line1: "12 rue de la Paix", zip: "75002", city: "Paris", country: "FR" },
];
type Item = Record<string, unknown>;
function post(items: readonly Item[]): Promise<Response> {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "33639980010", phone_number_id: number },
    contacts: [{ profile: { name: "" }, wa_id: ADA }],
    messages: items,
  };
  const entry = [{ id: T1.account, changes: [{ field: "messages", value }] }];
  return chat.post(Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry })));
}
const item = (more: Item, from = ADA): Item => ({
  from,
  id: `wamid.${randomUUID()}`,
  timestamp: String(Math.floor(NOW() / 1_000)),
  ...more,
});
const words = (body: string, from = ADA): Item => item({ type: "text", text: { body } }, from);
const tapped = (id: string, title = "x"): Item =>
  item({ type: "interactive", interactive: { type: "list_reply", list_reply: { id, title } } });

/** What the jobs say to these, in order. */
async function told(...items: Item[]): Promise<OutgoingMessage[]> {
  const before = (await said()).length;
  expect((await post(items)).status).toBe(200);
  await chat.work([shop]);
  await answer();
  return (await said()).slice(before);
}
async function answer(times = 1): Promise<void> {
  const asked = chat.platform.enqueued.splice(0).filter(({ name }) => name === answerChatJob.name);
  for (const { payload } of asked)
    for (let nth = 0; nth < times; nth += 1)
      await answerChatJob.handle(chat.platform, answerChatJob.payload.parse(payload));
}
async function said(): Promise<OutgoingMessage[]> {
  const rows = await chat.server.database.sql<{ body: OutgoingMessage }[]>`select body from messages
    where merchant_id = ${shop.merchantId} and direction = 'out' order by id`;
  for (const { body } of rows) expect(problemsOf(body)).toEqual([]);
  return rows.map(({ body }) => body);
}
/** The id behind a button or row with these words. */
function idOf(messages: readonly OutgoingMessage[], title: string | RegExp): string {
  const choices = messages.flatMap((message) =>
    message.type === "buttons"
      ? message.buttons
      : message.type === "list"
        ? message.sections.flatMap(({ rows }) => rows)
        : [],
  );
  const found = choices.find((one) => (typeof title === "string" ? one.title === title : title.test(one.title)));
  if (!found) throw new Error(`nobody offered ${title}: ${choices.map((one) => one.title).join(", ")}`);
  return found.id;
}
const textOf = (messages: readonly OutgoingMessage[]): string =>
  messages.map((one) => ("body" in one ? one.body : "text" in one ? one.text : "")).join("\n---\n");
const press = async (from: readonly OutgoingMessage[], title: string | RegExp) => told(tapped(idOf(from, title)));

async function lamp(stock: number | null = 5, overrides: object = {}): Promise<{ productId: ProductId; name: string }> {
  const name = `Lamp ${randomUUID().slice(0, 8)}`;
  const product = await createProduct(shop, {
    name,
    variants: [{ priceMinor: 1_990, costMinor: 500, stock }],
    ...overrides,
  });
  return { productId: product.id, name };
}
const orders = () =>
  chat.server.database.sql<
    { id: OrderId; number: string; source: string; totalMinor: string; money: string; country: string }[]
  >`select id, number, source, total_minor as "totalMinor", money, country from orders where merchant_id = ${shop.merchantId} order by id`;
const contactId = async (): Promise<ContactId> => {
  const [row] = await chat.server.database.sql<{ id: ContactId }[]>`select contact_id as id from contact_identifiers
    where merchant_id = ${shop.merchantId} and value = ${`+${ADA}`}`;
  return row!.id;
};
/** From the word to the summary of one lamp, with the address told. */
async function upToSummary(name: string): Promise<OutgoingMessage[]> {
  const catalogue = await told(words("Catalogue"));
  const product = await press(catalogue, name);
  const cart = await press(product, "Add 1");
  let asked = await press(cart, "Order");
  for (const line of ADDRESS_LINES as string[]) asked = await told(words(line));
  return asked;
}

describe("[ORD-09] [ORD-12] where is my order?", () => {
  async function ordered(lines = 1): Promise<{ id: OrderId; number: string }[]> {
    const { productId } = await lamp(50);
    const [row] = await chat.server.database.sql`select id from product_variants where product_id = ${productId}`;
    const made: { id: OrderId; number: string }[] = [];
    await told(words("Hello there"));
    for (let nth = 0; nth < lines; nth += 1) {
      const input = { contactId: await contactId(), address: SAVED, lines: [{ variantId: row!["id"], quantity: 1 }] };
      made.push((await createOrder(shop, input as Parameters<typeof createOrder>[1])).order);
    }
    return made;
  }

  it("[ORD-09] is answered from what is on record: step, parcel and link, in the language of the question", async () => {
    const [order] = await ordered();
    await actOnOrder(shop, { orderId: order!.id, action: "confirm" });
    await actOnOrder(shop, { orderId: order!.id, action: "ship", carrier: "La Poste", trackingNumber: "6A1" });
    const [one, ...more] = await told(words("Bonjour, où en est mon colis ?"));
    expect(more).toEqual([]);
    const text = textOf([one!]);
    expect(text).toContain(`Votre commande ${order!.number} est en route.`);
    expect(text).toContain("Colis 1: en route, La Poste, 6A1");
    expect(text).toMatch(/Suivez-la ici : http\S+\/t\/[\w-]{22}/);
    expect(await told(words("I asked where is my order, but there is more to it"))).toEqual([]);
  });

  it("[ORD-12] several are a choice, a number names one, and nobody sees somebody else's", async () => {
    const made = await ordered(2);
    const choice = await told(words("where is my order"));
    expect(textOf(choice)).toContain("2 open orders");
    const chosen = await press(choice, made[0]!.number);
    expect(textOf(chosen)).toContain(`Your order ${made[0]!.number} is received.`);
    expect(textOf(await told(words(`track my order ${made[1]!.number}`)))).toContain(`Your order ${made[1]!.number}`);
    const theirs = await told(
      item(
        {
          type: "interactive",
          interactive: { type: "button_reply", button_reply: { id: `nx1:order:${made[0]!.id}`, title: "x" } },
        },
        "33639985555",
      ),
    );
    expect(textOf(theirs)).toContain("no order of yours");
    const none = await told(words("My order", "33639986666"));
    expect(textOf(none)).toContain("no open order");
    // Who wants a person gets one, and no answer by itself from then on.
    const person = await told(tapped(idOf(none, "Talk to a person")));
    expect(textOf(person)).toContain("A colleague will answer you here");
    expect(await told(words("where is my order"))).toEqual([]);
    const alerts = await chat.server.database.sql`select 1 from advisor_alerts where merchant_id = ${shop.merchantId}`;
    expect(alerts).toHaveLength(1);
  });

  it("[ORD-12] never where a person has the conversation, never twice, never to what is old, forwarded or switched off", async () => {
    await ordered();
    const asked = words("where is my order");
    const first = await told(asked);
    expect(first).toHaveLength(1);
    expect(await told(asked)).toEqual([]);
    expect((await post([words("my order"), words("my order")])).status).toBe(200);
    await chat.work([shop]);
    await answer(2);
    expect(await said()).toHaveLength(3);
    const old = { ...words("my order"), timestamp: String(Math.floor(NOW() / 1_000) - 3_600) };
    expect(await told(old, { ...words("my order"), context: { forwarded: true } })).toEqual([]);
    await saveBusinessConfig(shop, { ...CONFIG, answersOrders: false });
    expect(await told(words("my order"))).toEqual([]);
    await saveBusinessConfig(shop, CONFIG);
    const [row] = await chat.server.database.sql<{ id: ConversationId }[]>`select id from conversations
      where merchant_id = ${shop.merchantId}`;
    await takeConversation(shop, { id: row!.id, handler: "human", force: true });
    expect(await told(words("my order"))).toEqual([]);
  });
});

describe("[ORD-21] ordering in the chat", () => {
  it("[ORD-21] from a word to an order: catalogue, product, cart, address, total, one order and its confirmation", async () => {
    const { name } = await lamp();
    await lamp(0);
    const catalogue = await told(words("Hello, catalogue please"));
    expect(catalogue).toMatchObject([{ type: "list", sections: [{ rows: [{ title: name }] }] }]);
    const product = await press(catalogue, name);
    expect(textOf(product)).toContain("€19.90");
    const amounts = await press(product, "Another quantity");
    const cart = await press(amounts, "2");
    expect(textOf(cart)).toContain(`2 × ${name}: €39.80\nDelivery: €5.00\n*Total: €44.80*`);
    let asked = await press(cart, "Order");
    expect(textOf(asked)).toContain("which country");
    for (const line of ["Neverland", "France", "Ada Martin", "12 rue de la Paix", "ABC"])
      asked = await told(words(line));
    expect(textOf(asked)).toContain("Postcodes there look like");
    await told(words("75002"));
    const summary = await told(words("Paris"));
    expect(textOf(summary)).toContain("Ada Martin\n12 rue de la Paix\n75002 Paris\nFR");
    const done = await press(summary, "Confirm");
    const [order, ...more] = await orders();
    expect(more).toEqual([]);
    expect(order).toMatchObject({ source: "chat", totalMinor: "4480", money: "unpaid", country: "FR" });
    expect(textOf(done)).toContain(`Thank you for your order ${order!.number}`);
    expect(textOf(done)).toContain("The payment of €44.80 is still open");
    // The step "confirmed" is told by it, and receivers of the shop are.
    expect(await listNotices(shop, { orderId: order!.id })).toMatchObject([
      { step: "confirmed", channel: "whatsapp", state: "queued" },
    ]);
    const events = await chat.server.database.sql`select type from events
      where merchant_id = ${shop.merchantId} and type = 'order.created'`;
    expect(events).toHaveLength(1);
    // The second time their address is known.
    const again = await press(await press(await press(await told(words("/menu")), name), "Add 1"), "Order");
    expect(textOf(again)).toContain("12 rue de la Paix");
  });

  it("[ORD-21] tapped twice, delivered twice, worked off twice at once: one order", async () => {
    const { name } = await lamp();
    const summary = await upToSummary(name);
    const id = idOf(summary, "Confirm");
    const first = tapped(id);
    expect((await post([first, tapped(id), first])).status).toBe(200);
    expect((await post([first])).status).toBe(200);
    await chat.work([shop]);
    const asked = chat.platform.enqueued.splice(0).filter(({ name: job }) => job === answerChatJob.name);
    expect(asked).toHaveLength(2);
    const payloads = [...asked, ...asked].map(({ payload }) => answerChatJob.payload.parse(payload));
    await Promise.all(payloads.map((payload) => answerChatJob.handle(chat.platform, payload)));
    const [order, ...more] = await orders();
    expect(more).toEqual([]);
    const last = (await said()).slice(-2);
    expect(textOf(last)).toContain(`This is ordered already: ${order!.number}`);
    expect(textOf(last)).toContain("Thank you for your order");
  });

  it("[ORD-21] old buttons say why not: price, stock, product, cart, switch", async () => {
    const { name, productId } = await lamp(3);
    const product = await press(await told(words("catalogue")), name);
    const summary = await upToSummary(name);
    const prices = await chat.server.database.sql`select id from product_variants where product_id = ${productId}`;
    await updateProduct(shop, {
      id: productId,
      prices: prices.map(({ id }) => ({ variantId: id, priceMinor: 2_490 })),
    } as Parameters<typeof updateProduct>[1]);
    // What was confirmed is not what it costs now: nothing is ordered, and the new sum is shown.
    const moved = await press(summary, "Confirm");
    expect(textOf(moved)).toContain(`${name} costs €24.90 now.`);
    expect(await orders()).toEqual([]);
    expect(textOf(await press(product, "Add 1"))).toContain("The price has changed: it is €24.90 now.");
    expect(textOf(await press(summary, "Confirm"))).toContain("The cart has changed since");
    await chat.server.database
      .sql`update variant_stock set total = 0, factory = 0 where product_id = ${productId}`.catch(() => undefined);
    await updateProduct(shop, { id: productId, status: "inactive" } as Parameters<typeof updateProduct>[1]);
    expect(textOf(await press(product, "Add 1"))).toContain("no longer for sale");
    const gone = await press(moved, "Order");
    expect(textOf(gone)).toContain("no longer for sale and was taken out");
    expect(textOf(await press(moved, "Order"))).toContain("no longer kept");
    expect(textOf(await told(tapped("nx9:buy:1")))).toContain("no longer works");
    expect(textOf(await told(tapped(`nx1:add:${randomUUID()}:1:1`)))).toContain("no longer for sale");
    await saveBusinessConfig(shop, { ...CONFIG, sellsInChat: false });
    expect(textOf(await press(product, "Add 1"))).toContain("Nothing can be ordered in this chat");
    expect(await told(words("catalogue"))).toEqual([]);
  });

  it("[ORD-21] not more than there is, and a cart of yesterday is gone", async () => {
    const { name } = await lamp(1);
    const product = await press(await told(words("catalogue")), name);
    const cart = await press(product, "Add 1");
    expect(textOf(await press(product, "Add 1"))).toContain("only 1 left");
    chat.platform.clock.advance(25 * 3_600_000);
    expect(textOf(await press(cart, "Order"))).toContain("no longer kept");
    expect(textOf(await told(words("my cart")))).toContain("Your cart is empty");
  });

  it("[ORD-21] pages of ten rows reach every product, with shelves and without", async () => {
    const made = await Promise.all(Array.from({ length: 21 }, () => lamp()));
    const seen = new Set<string>();
    let page = await told(words("catalogue"));
    for (let nth = 0; nth < 3; nth += 1) {
      const [list] = page;
      if (list?.type !== "list") throw new Error("no list");
      for (const { title } of list.sections[0]!.rows) seen.add(title);
      if (nth < 2) page = await press(page, "More");
    }
    expect([...seen].filter((title) => title.startsWith("Lamp")).toSorted()).toEqual(
      made.map(({ name }) => name).toSorted(),
    );
  });

  it("[ORD-21] words while an address is asked for are the address, a stop stays a stop, later words are words", async () => {
    const { name } = await lamp();
    await press(await press(await press(await told(words("catalogue")), name), "Add 1"), "Order");
    expect(textOf(await told(words("STOP")))).not.toContain("country");
    chat.platform.clock.advance(31 * 60_000);
    expect(await told(words("France"))).toEqual([]);
    expect(readCommand("France")).toBeNull();
  });
});

it("[ORD-21] [WAM-14] [GDP-01] a number answers what it is set to, the shop's other numbers go on, and STOP and being forgotten are obeyed whatever is off", async () => {
  await lamp();
  const set = (answersOrders: boolean, sellsInChat: boolean) =>
    setAnswers(shop, { id: channelId, answersOrders, sellsInChat });
  expect(await set(false, true)).toMatchObject({ answersOrders: false, sellsInChat: true });
  expect(await told(words("my order"))).toEqual([]);
  expect(await told(words("catalogue"))).toHaveLength(1);
  await set(true, false);
  expect(await told(words("catalogue"))).toEqual([]);
  expect(await told(words("my cart"))).toEqual([]);
  const asked = await told(words("my order"));
  expect(asked).toHaveLength(1);
  expect(JSON.stringify(asked)).not.toContain("nx1:categories");

  await set(false, false);
  number = T1.numbers[1];
  await connectNumber(shop, { externalId: number });
  expect(await told(words("my order"))).toHaveLength(1);
  expect(await told(words("catalogue"))).toHaveLength(1);
  number = T1.numbers[0];
  expect(await told(words("my order"), words("catalogue"))).toEqual([]);

  expect(textOf(await told(words("STOP")))).not.toBe("");
  const register = { type: "phone", value: `+${ADA}`, purpose: "marketing" } as const;
  expect((await checkSuppression(shop, register)).suppressed).toBe(true);
  await told(words("Delete my data"));
  const [open] = await chat.server.database.sql`
    select contact_id from erasures where merchant_id = ${shop.merchantId}`;
  expect(open?.["contact_id"]).toBe(await contactId());
});
