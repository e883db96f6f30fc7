import { answerMessage } from "@nexusone/core/commands/answer-message";
import { createContact } from "@nexusone/core/contacts/create-contact";
import { eraseContact } from "@nexusone/core/contacts/erase-contact";
import { mergeContacts } from "@nexusone/core/contacts/merge-contacts";
import { unmergeContacts } from "@nexusone/core/contacts/unmerge-contacts";
import type { ServiceContext } from "@nexusone/core/context";
import { listConversations } from "@nexusone/core/conversations/list-conversations";
import { listMessages } from "@nexusone/core/conversations/list-messages";
import { startConversation } from "@nexusone/core/sending/start-conversation";
import { inMerchantTx } from "@nexusone/core/transaction";
import type { ContactId } from "@nexusone/contracts/ids";
import { signMeta } from "@nexusone/whatsapp/webhook";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectNumber, openChat, SAMPLE_SECRET, T1 } from "./whatsapp.fixture.ts";

let chat: Awaited<ReturnType<typeof openChat>>;
let shop: ServiceContext;
beforeAll(async () => {
  chat = await openChat();
});
beforeEach(async () => {
  await chat.server.database.sql`delete from whatsapp_channels`;
  shop = await chat.shop();
  await connectNumber(shop);
});
afterAll(() => chat.server.stop());

const [ANA, BEA] = ["33639980101", "33639980102"];
let nth = Date.parse("2026-09-25T11:59:00Z") / 1_000;

/** WhatsApp tells what somebody said; nobody has followed it yet. */
async function post(from: string, body: string): Promise<void> {
  nth += 1;
  const message = { id: `wamid.race${nth}`, timestamp: String(nth), from, type: "text", text: { body } };
  const metadata = { display_phone_number: "33639980010", phone_number_id: T1.numbers[0] };
  const value = { messaging_product: "whatsapp", metadata, messages: [message] };
  const entry = [{ id: T1.account, changes: [{ field: "messages", value }] }];
  const bytes = Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry }));
  expect((await chat.post(bytes, signMeta(bytes, SAMPLE_SECRET))).status).toBe(200);
}
const says = async (from: string, body: string): Promise<void> => {
  await post(from, body);
  await chat.work([shop]);
};
const person = (name: string, digits: string) =>
  createContact(shop, { name, identifiers: [{ type: "phone", value: `+${digits}` }] });
const talk = async (contactId: ContactId): Promise<string[]> => {
  const { items } = await listConversations(shop, { contactId });
  const threads = await Promise.all(items.map(({ id }) => listMessages(shop, { conversationId: id })));
  return threads.flatMap((thread) => thread.items.map((item) => (item.type === "note" ? "" : item.text))).toSorted();
};

/** Returns once so many wait for a lock. */
async function waiting(count: number): Promise<void> {
  const { sql } = chat.server.database;
  for (let seen = 0; seen < count;) {
    const [row] = await sql`select count(*)::integer as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    seen = row!["n"] as number;
  }
}

/** Does the first in a transaction that stays open until the second waits for it. */
async function inTheMiddleOf(first: (ctx: ServiceContext) => Promise<unknown>, second: () => Promise<unknown>) {
  const [done, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const one = inMerchantTx(shop, async (tx) => {
    await first({ ...shop, tx });
    done.resolve();
    await mayEnd.promise;
  });
  await done.promise;
  const other = second();
  await waiting(1);
  mayEnd.resolve();
  await Promise.all([one, other]);
}

describe("words that come in the moment in which people are joined or taken apart", () => {
  for (const known of [true, false])
    it(`[WAM-08] are said by whom they became, ${known ? "who wrote before" : "who never wrote before"}, and can be taken apart`, async () => {
      const [ana, bea] = [await person("Ana", ANA), await person("Bea", BEA)];
      if (known) await says(BEA, "before");
      await says(ANA, "ana");
      await post(BEA, "between");
      await inTheMiddleOf(
        (ctx) => mergeContacts(ctx, { id: ana.id, mergedId: bea.id }),
        () => chat.work([shop]),
      );
      const theirs = [...(known ? ["before"] : []), "between"];
      expect(await talk(ana.id)).toEqual(["ana", ...theirs].toSorted());
      const { sql } = chat.server.database;
      expect(await sql`select from conversations where contact_id = ${bea.id}`).toHaveLength(0);
      const [merge] = await sql`select id from contact_merges where merged_id = ${bea.id}`;
      await unmergeContacts(shop, { mergeId: merge!["id"] as string });
      expect([await talk(ana.id), await talk(bea.id)]).toEqual([["ana"], theirs]);
    });

  it("[WAM-08] are said by whose number it is again", async () => {
    const [ana, bea] = [await person("Ana", ANA), await person("Bea", BEA)];
    await says(BEA, "before");
    const { merges } = await mergeContacts(shop, { id: ana.id, mergedId: bea.id });
    await post(BEA, "between");
    await inTheMiddleOf(
      (ctx) => unmergeContacts(ctx, { mergeId: merges[0]!.id }),
      () => chat.work([shop]),
    );
    expect([await talk(ana.id), await talk(bea.id)]).toEqual([[], ["before", "between"]]);
  });

  it("[GDP-04] are not written down with who is being forgotten", async () => {
    const bea = await person("Bea", BEA);
    await says(BEA, "before");
    await post(BEA, "between");
    await inTheMiddleOf(
      (ctx) => eraseContact(ctx, { contactId: bea.id }),
      () => chat.work([shop]),
    );
    const { sql } = chat.server.database;
    const rows = await sql`select v.contact_id from messages m join conversations v on v.id = m.conversation_id
      where m.content = 'between' and m.merchant_id = ${shop.merchantId}`;
    expect(rows).toHaveLength(1);
    expect(rows[0]!["contact_id"]).not.toBe(bea.id);
  });

  it("[WAM-08] a colleague who begins a conversation then begins it with whom they became", async () => {
    const [ana, bea] = [await person("Ana", ANA), await person("Bea", BEA)];
    let begun = "";
    await inTheMiddleOf(
      (ctx) => mergeContacts(ctx, { id: ana.id, mergedId: bea.id }),
      async () => {
        begun = (await startConversation(shop, { contactId: bea.id })).userId;
      },
    );
    expect(begun).toBe(ana.id);
  });
});

it("[ORD-21] a question is answered that comes in the moment in which who asks is joined, and nobody waits in a circle", async () => {
  const { sql } = chat.server.database;
  const [ana, bea] = [await person("Ana", ANA), await person("Bea", BEA)];
  await says(BEA, "mes commandes");
  const [asked] = await sql`select id from messages where merchant_id = ${shop.merchantId}`;
  const messageId = asked!["id"] as string;
  // Holds the answer where it has its locks.
  const holder = await sql.reserve();
  await holder`begin`;
  await holder`insert into chat_turns (merchant_id, message_id, at) values (${shop.merchantId}, ${messageId}, now())`;
  const answering = inMerchantTx(shop, (tx) => answerMessage({ ...shop, tx }, messageId));
  await waiting(1);
  const joining = mergeContacts(shop, { id: ana.id, mergedId: bea.id });
  await waiting(2);
  await holder`rollback`;
  holder.release();
  await Promise.all([answering, joining]);
  expect(await talk(ana.id)).toHaveLength(2);
});

it("[AUT-10] who is named with somebody in the moment in which both are joined waits for it, and nobody in a circle", async () => {
  const { sql } = chat.server.database;
  // The one with the greater id has the older identifier.
  const bea = await createContact(shop, { name: "Bea" });
  const ana = await person("Ana", ANA);
  await sql`insert into contact_identifiers (merchant_id, contact_id, type, value, digest)
    select merchant_id, id, 'email', 'bea@example.com', 'bea' from contacts where id = ${bea.id}`;
  // Holds whoever names both where the first of them is locked.
  const holder = await sql.reserve();
  await holder`begin`;
  await holder`insert into contact_identifiers (merchant_id, contact_id, type, value, digest)
    values (${shop.merchantId}, ${bea.id}, 'email', 'third@example.com', 'third')`;
  const naming = createContact(shop, {
    ifKnown: "use",
    identifiers: [
      { type: "phone", value: `+${ANA}` },
      ...["bea@example.com", "third@example.com"].map((value) => ({ type: "email" as const, value })),
    ],
  });
  await waiting(1);
  const joining = mergeContacts(shop, { id: ana.id, mergedId: bea.id });
  await waiting(2);
  await holder`rollback`;
  holder.release();
  const [named, joined] = await Promise.all([naming, joining]);
  expect([named.id, joined.id]).toEqual([ana.id, ana.id]);
  expect(joined.identifiers.map(({ value }) => value).toSorted()).toEqual([
    `+${ANA}`,
    "bea@example.com",
    "third@example.com",
  ]);
});
