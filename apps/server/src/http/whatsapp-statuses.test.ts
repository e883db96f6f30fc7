import type { ServiceContext } from "@nexusone/core/context";
import { DAY_MS } from "@nexusone/core/clock";
import { createContact } from "@nexusone/core/contacts/create-contact";
import { inMerchantTx } from "@nexusone/core/transaction";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import { conversations, messages } from "@nexusone/db/schema/conversations";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectNumber, openChat, T1 } from "./whatsapp.fixture.ts";

let chat: Awaited<ReturnType<typeof openChat>>;
let shop: ServiceContext;
let channelId: string;
let conversationId: string;
beforeAll(async () => {
  chat = await openChat();
  shop = await chat.shop();
  channelId = await connectNumber(shop);
  const { id: contactId } = await createContact(shop, {
    name: "Ada",
    identifiers: [{ type: "phone", value: "+33639980101" }],
  });
  const at = chat.platform.clock.now();
  const talk = { channelId, contactId, state: "open", handler: "none", startedAt: at, lastMessageAt: at } as const;
  const [row] = await inMerchantTx(shop, (tx) =>
    tx.insert(conversations).values(talk).returning({ id: conversations.id }),
  );
  conversationId = row!.id;
});
afterAll(() => chat.server.stop());

const SECONDS = Date.parse("2026-09-25T11:00:00Z") / 1_000;
type Told = { readonly id: string; readonly status: string; readonly [more: string]: unknown };
const told = (statuses: readonly Told[]) =>
  chat.post(
    Buffer.from(
      JSON.stringify({
        object: "whatsapp_business_account",
        entry: [
          {
            id: T1.account,
            changes: [
              {
                field: "messages",
                value: {
                  messaging_product: "whatsapp",
                  metadata: { display_phone_number: "33639980010", phone_number_id: T1.numbers[0] },
                  statuses: statuses.map((one) => ({
                    timestamp: String(SECONDS),
                    recipient_id: "33639980101",
                    ...one,
                  })),
                },
              },
            ],
          },
        ],
      }),
    ),
  );

/** Messages that went out, by the vendor's ids. */
async function sent(ids: readonly string[]): Promise<void> {
  const at = chat.platform.clock.now();
  const common = {
    conversationId,
    channelId,
    direction: "out",
    author: "human",
    kind: "text",
    content: "Hello",
  } as const;
  await inMerchantTx(shop, (tx) =>
    tx.insert(messages).values(
      ids.map((externalId) => ({
        ...common,
        externalId,
        body: { type: "text", text: "Hello" },
        state: "accepted" as const,
        at,
        receivedAt: at,
      })),
    ),
  );
}
const standing = async (ids: readonly string[]) => {
  const rows = await chat.server.database.sql<{ id: string; state: string; reason: string | null }[]>`
    select external_id as id, state, reason from messages where external_id = any(${[...ids]}) order by external_id`;
  noteReasonsIn(JSON.stringify(rows));
  return rows.map(({ id, state, reason }) => [id, state, reason]);
};

it("[WAM-06] a failed message says why, whatever code the vendor names", async () => {
  const codes = [
    [3, "messages.not_permitted"],
    [190, "messages.token_dead"],
    [368, "messages.account_blocked"],
    [131_026, "messages.unreachable"],
    [131_047, "messages.window_closed"],
    [131_049, "messages.marketing_capped"],
    [131_050, "messages.opted_out"],
    [132_015, "messages.template_unusable"],
    [999_999, "messages.rejected"],
  ] as const;
  const ids = codes.map(([code]) => `wamid.failed-${String(code).padStart(6, "0")}`);
  await sent(ids);
  await told(
    codes.map(([code], nth) => ({ id: ids[nth]!, status: "failed", errors: [{ code, title: "As Meta says it" }] })),
  );
  await chat.work([shop]);
  expect(await standing(ids)).toEqual(codes.map(([, reason], nth) => [ids[nth], "failed", reason]));
});

it("[WAM-06] ticks go forward only, and news that overtakes its message waits for it", async () => {
  await sent(["wamid.late"]);
  await told([{ id: "wamid.late", status: "read" }]);
  await told([
    { id: "wamid.late", status: "delivered" },
    { id: "wamid.late", status: "sent" },
  ]);
  await told([{ id: "wamid.late", status: "failed", errors: [{ code: 131_026 }] }]);
  await chat.work([shop]);
  expect(await standing(["wamid.late"])).toEqual([["wamid.late", "read", null]]);

  await told([{ id: "wamid.early", status: "delivered" }]);
  await chat.work([shop]);
  expect(await standing(["wamid.early"])).toEqual([]);
  const held = () => chat.server.database.sql`select kind from held_news where external_id = 'wamid.early'`;
  expect(await held()).toHaveLength(1);
});

it("[CMP-01] [WAM-06] a number was heard when its webhook came, however late it is followed or followed again", async () => {
  const { clock } = chat.platform;
  const heard = async () => (await inMerchantTx(shop, (tx) => findChannel(tx, channelId)))?.heardAt;
  clock.advance(DAY_MS);
  const came = clock.now();
  await told([{ id: "wamid.heard", status: "sent" }]);
  clock.advance(2 * DAY_MS);
  await chat.work([shop]);
  expect(await heard()).toEqual(came);

  clock.advance(DAY_MS);
  const cameLater = clock.now();
  await told([{ id: "wamid.heard-later", status: "sent" }]);
  await chat.work([shop]);
  expect(await heard()).toEqual(cameLater);
});
