import { keepApp } from "@nexusone/core/channels/app-keys";
import type { ServiceContext } from "@nexusone/core/context";
import { inMerchantTx } from "@nexusone/core/transaction";
import { contacts } from "@nexusone/db/schema/contacts";
import { conversations, heldNews, messages } from "@nexusone/db/schema/conversations";
import { channelEvents } from "@nexusone/db/schema/inbox";
import { whatsappApps, whatsappChannels } from "@nexusone/db/schema/whatsapp";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { signMeta } from "@nexusone/whatsapp/webhook";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectNumber, openChat, SAMPLE_SECRET, T1, T2 } from "./whatsapp.fixture.ts";

const OWN_SECRET = "secret-of-the-own-app";
const OWN_NUMBER = "390088112233445";
const WORDS = "words that are nobody else's";

let chat: Awaited<ReturnType<typeof openChat>>;
/** With an app of its own; the victim's number is at this installation's. */
let attacker: ServiceContext;
let victim: ServiceContext;
/** Ends the address of the attacker's app. */
let key: string;
beforeAll(async () => {
  chat = await openChat();
  attacker = await chat.shop();
  victim = await chat.shop();
  await connectNumber(victim);
  const app = await inMerchantTx(attacker, async (tx) => {
    await keepApp(tx, attacker, "sandbox", { appId: "900100200", appSecret: OWN_SECRET });
    const [row] = await tx.select().from(whatsappApps);
    return row!;
  });
  key = attacker.platform.keyring.open(app.keySealed, "whatsapp_apps.key");
  await connectNumber(attacker, { externalId: OWN_NUMBER, accountId: T2.account, appId: app.id });
});
afterAll(() => chat.server.stop());

const body = (numberId: string, accountId: string, change: Record<string, unknown>, field = "messages") =>
  Buffer.from(
    JSON.stringify({
      object: "whatsapp_business_account",
      entry: [
        {
          id: accountId,
          changes: [
            {
              field,
              value: {
                messaging_product: "whatsapp",
                metadata: { display_phone_number: "33639980010", phone_number_id: numberId },
                ...change,
              },
            },
          ],
        },
      ],
    }),
  );
const text = (id: string) => ({
  contacts: [{ profile: { name: "Ada" }, wa_id: "33639980101" }],
  messages: [{ from: "33639980101", id, timestamp: "1790333000", type: "text", text: { body: WORDS } }],
});

/** Everything that a body could have changed at a shop. */
const state = (shop: ServiceContext) =>
  inMerchantTx(shop, async (tx) => ({
    contacts: await tx.select().from(contacts),
    conversations: await tx.select().from(conversations),
    messages: await tx.select().from(messages),
    held: await tx.select().from(heldNews),
    events: await tx.select().from(channelEvents),
    channels: await tx.select().from(whatsappChannels),
  }));

const FOREIGN = {
  "a message": body(T1.numbers[0], T1.account, text("wamid.FOREIGN1")),
  "a tick": body(T1.numbers[0], T1.account, {
    statuses: [{ id: "wamid.OF.THE.VICTIM", status: "failed", timestamp: "1790333000", recipient_id: "33639980101" }],
  }),
  "news of the account": body(
    T1.numbers[0],
    T1.account,
    { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE" } },
    "account_update",
  ),
};

it.each(Object.entries(FOREIGN))(
  "[WAM-06] an own app's secret says nothing about another's number: %s is kept, refused, and touches nobody",
  async (_what, bytes) => {
    const before = await state(victim);
    const own = await state(attacker);
    const answer = await chat.post(bytes, signMeta(bytes, OWN_SECRET), `/${key}`);
    expect(answer.status).toBe(200);
    await chat.work([attacker, victim]);
    expect(await state(victim)).toEqual(before);

    const after = await state(attacker);
    expect({ ...after, events: [] }).toEqual({ ...own, events: [] });
    const fresh = after.events.filter(({ id }) => !own.events.some((one) => one.id === id));
    expect(fresh).toMatchObject([{ state: "refused", reason: "webhook.foreign_channel" }]);
    noteReasonsIn(JSON.stringify(fresh));
    expect(JSON.stringify(fresh)).not.toContain(WORDS);
    expect(JSON.stringify(fresh)).not.toContain("33639980101");
  },
);

it("[WAM-06] of a body with numbers of both, each gets their own alone", async () => {
  const mixed = JSON.parse(body(OWN_NUMBER, T2.account, text("wamid.OWN1")).toString()) as { entry: unknown[] };
  const other = JSON.parse(body(T1.numbers[0], T1.account, text("wamid.FOREIGN2")).toString()) as { entry: unknown[] };
  mixed.entry.push(...other.entry);
  const bytes = Buffer.from(JSON.stringify(mixed));
  const before = await state(victim);
  expect((await chat.post(bytes, signMeta(bytes, OWN_SECRET), `/${key}`)).status).toBe(200);
  await chat.work([attacker, victim]);
  expect(await state(victim)).toEqual(before);
  expect((await state(attacker)).messages).toMatchObject([{ externalId: "wamid.OWN1", content: WORDS }]);
});

it("[WAM-06] nor does it open this installation's address, nor this installation's secret the app's", async () => {
  const bytes = body(T1.numbers[0], T1.account, text("wamid.FOREIGN3"));
  const before = await state(victim);
  expect((await chat.post(bytes, signMeta(bytes, OWN_SECRET))).status).toBe(401);
  expect((await chat.post(bytes, signMeta(bytes, SAMPLE_SECRET), `/${key}`)).status).toBe(401);
  await chat.work([attacker, victim]);
  expect(await state(victim)).toEqual(before);
});
