import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import { randomInt, randomUUID } from "node:crypto";
import { expect } from "vitest";
import { homeSecret } from "../home.ts";
import { post } from "./incoming-messages.ts";
import type { Merchant } from "./merchant.ts";
import { eventually, type Home } from "./program.ts";

type Cart = { readonly basketId: string; readonly conversationId: string; readonly tap: Uint8Array<ArrayBuffer> };
const ADDRESS = {
  ...{ name: "Ada Martin", phone: "+33612345678", line1: "12 rue de la Paix", line2: "", houseNumber: "" },
  ...{ city: "Paris", province: "", zip: "75002", country: "FR", taxId: "" },
};

/** A customer's yes whose answerer died: worked off anew, and said once more, it is one order and one confirmation. */
export const chatOrder = (
  merchant: () => Merchant,
  home: () => Pick<Home, "path" | "connect">,
  goods: () => Promise<string>,
) => ({
  at: "chat.answer.before_commit" as const,
  rows: "[ORD-21]",
  prepare: async (): Promise<Cart> => {
    const { whatsapp, clock } = merchant().sandbox.control;
    const { phoneNumberId: line, accountId, token } = await whatsapp.accounts.create();
    const { merchantId } = merchant().as;
    const config = await merchant().get<Record<string, unknown>>("channels.getBusinessConfig", undefined);
    await merchant().get("channels.saveBusinessConfig", { ...config, sellsInChat: true });
    const variantId = await goods();
    const { now } = await clock.get();
    const sealed = createKeyring([homeSecret(home().path)]).seal(token, CHANNEL_TOKEN_PURPOSE);
    const from = `3363${randomInt(1_000_000, 9_999_999)}`;
    const person = await whatsapp.people.create({ phone: from });
    await whatsapp.people.act(person.id, line, { do: "text", text: "I like your lamp" });
    const sql = home().connect();
    await sql`
      insert into whatsapp_channels
        (merchant_id, environment, provider, external_id, account_id, label, token_sealed, state, connected_at)
      values (${merchantId}, 'sandbox', 'cloud_api', ${line}, ${accountId}, 'Shop', ${sealed}, 'connected', ${now})`;
    const seconds = String(Math.floor(Date.parse(now) / 1_000));
    const message = (more: object) => bodyOf(accountId, line, { from, timestamp: seconds, ...more });
    const greeting = message({ id: `wamid.${randomUUID()}`, type: "text", text: { body: "I like your lamp" } });
    expect(await post(merchant().url, greeting)).toBe(200);
    const conversationId = await eventually("there is a conversation", async () => {
      const [row] = await sql<{ id: string }[]>`select id from conversations where recipient_phone = ${from}`;
      return row?.id;
    });
    const [sold] = await sql<
      { price: string }[]
    >`select price_minor as price from product_variants where id = ${variantId}`;
    const lines = [{ variantId, quantity: 1, priceMinor: Number(sold?.price) }];
    const [basket] = await sql<{ id: string }[]>`
      insert into chat_baskets (merchant_id, conversation_id, lines, address, expires_at)
      values (${merchantId}, ${conversationId}, ${sql.json(lines)}, ${sql.json(ADDRESS)}, ${new Date(Date.parse(now) + 86_400_000)})
      returning id`;
    await sql.end();
    const reply = { type: "button_reply", button_reply: { id: `nx1:buy:${basket!.id}:1`, title: "Confirm" } };
    const tap = message({ id: `wamid.${randomUUID()}`, type: "interactive", interactive: reply });
    return { basketId: basket!.id, conversationId, tap };
  },
  reach: ({ tap }: Cart) => post(merchant().url, tap).catch(() => undefined),
  repeat: async ({ basketId, conversationId, tap }: Cart) => {
    expect(await post(merchant().url, tap)).toBe(200);
    const sql = home().connect();
    const said = await eventually("the order is confirmed", async () => {
      const rows = await sql<{ content: string; state: string }[]>`
        select content, state from messages where conversation_id = ${conversationId} and direction = 'out'`;
      const left = rows.filter(({ state }) => state !== "queued" && state !== "sending");
      return left.length > 0 ? left : undefined;
    });
    const placed = await sql<{ id: string; number: string }[]>`
      select o.id, o.number from orders o join conversations c on c.contact_id = o.contact_id where c.id = ${conversationId}`;
    const [basket] = await sql<{ orderId: string }[]>`
      select order_id as "orderId" from chat_baskets where id = ${basketId}`;
    await sql.end();
    expect(placed).toHaveLength(1);
    expect(basket?.orderId).toBe(placed[0]?.id);
    expect(said).toEqual([{ content: expect.stringContaining(placed[0]?.number ?? "none"), state: "accepted" }]);
  },
});

function bodyOf(account: string, line: string, message: object): Uint8Array<ArrayBuffer> {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "33639980010", phone_number_id: line },
    messages: [message],
  };
  const entry = [{ id: account, changes: [{ field: "messages", value }] }];
  return new TextEncoder().encode(JSON.stringify({ object: "whatsapp_business_account", entry }));
}
