import { createContact } from "@nexusone/core/contacts/create-contact";
import { listConflicts } from "@nexusone/core/contacts/list-conflicts";
import { mergeContacts } from "@nexusone/core/contacts/merge-contacts";
import { unmergeContacts } from "@nexusone/core/contacts/unmerge-contacts";
import type { ServiceContext } from "@nexusone/core/context";
import { listConversations } from "@nexusone/core/conversations/list-conversations";
import { listMessages } from "@nexusone/core/conversations/list-messages";
import type { ContactId } from "@nexusone/contracts/ids";
import { signMeta } from "@nexusone/whatsapp/webhook";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
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
const ID = "FR.90817263544536271809";
const seconds = Date.parse("2026-09-25T11:00:00Z") / 1_000;
let nth = 0;

async function tell(...messages: object[]): Promise<void> {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "33639980010", phone_number_id: T1.numbers[0] },
    messages,
  };
  const change = { field: "messages", value };
  const bytes = Buffer.from(
    JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: T1.account, changes: [change] }] }),
  );
  expect((await chat.post(bytes, signMeta(bytes, SAMPLE_SECRET))).status).toBe(200);
  await chat.work([shop]);
}
const message = (from: object, more: object): object => {
  nth += 1;
  return { id: `wamid.conflict${nth}`, timestamp: String(seconds + nth), ...from, ...more };
};
const says = (from: object, body: string): object => message(from, { type: "text", text: { body } });
const person = (name: string, type: "phone" | "whatsapp", value: string) =>
  createContact(shop, { name, identifiers: [{ type, value }] });
const found = async () =>
  (await listConflicts(shop)).items.map(({ people, source }) => ({
    source,
    people: people.map(({ name }) => name).toSorted(),
  }));
const talk = async (contactId: ContactId) => {
  const [conversation] = (await listConversations(shop, { contactId })).items;
  if (!conversation) return [];
  const { items } = await listMessages(shop, { conversationId: conversation.id });
  return items.map((item) => (item.type === "note" ? "" : item.text)).toSorted();
};

it("[WAM-08] a webhook that ties a number of one to the user id of another is told, once, with the message", async () => {
  await person("Ana", "phone", `+${ANA}`);
  await person("Bea", "whatsapp", ID);
  await tell(says({ from: ANA, from_user_id: ID }, "one"), says({ from: ANA, from_user_id: ID }, "two"));
  await tell(says({ from: ANA, from_user_id: ID }, "three"));
  expect(await found()).toEqual([{ source: "message", people: ["Ana", "Bea"] }]);
  const [conflict] = (await listConflicts(shop)).items;
  const { items } = await listMessages(shop, { conversationId: conflict!.conversationId! });
  expect(items.find(({ id }) => id === conflict!.messageId)).toMatchObject({ text: "one" });
});

it("[WAM-08] a number that became one that somebody else has joins nobody and is told", async () => {
  await person("Bea", "phone", `+${BEA}`);
  await person("Ana", "phone", `+${ANA}`);
  const system = { body: "changed", type: "user_changed_number", wa_id: BEA };
  await tell(message({ from: ANA }, { type: "system", system }));
  expect(await found()).toEqual([{ source: "change", people: ["Ana", "Bea"] }]);
});

it("[WAM-08] a number that is shared on request and is another's is told", async () => {
  await person("Ana", "phone", `+${ANA}`);
  await tell(says({ from_user_id: ID }, "hello"));
  const card = { name: { formatted_name: "Bea" }, phones: [{ phone: `+${ANA}`, wa_id: ANA, type: "CELL" }] };
  await tell(message({ from_user_id: ID }, { type: "contacts", origin: "contact_request", contacts: [card] }));
  expect(await found()).toEqual([{ source: "shared", people: ["", "Ana"] }]);
});

it("[WAM-08] words of two who were joined come apart by the number that each came from", async () => {
  const [ana, bea] = [await person("Ana", "phone", `+${ANA}`), await person("Bea", "phone", `+${BEA}`)];
  await tell(says({ from: ANA }, "ana before"), says({ from: BEA }, "bea before"));
  const { merges } = await mergeContacts(shop, { id: ana.id, mergedId: bea.id });
  // An id that is told with the number for the first time is of whose number it is.
  await tell(says({ from: ANA }, "ana since"), says({ from: BEA, from_user_id: ID }, "bea since"));
  expect(await talk(ana.id)).toHaveLength(4);
  const { restored } = await unmergeContacts(shop, { mergeId: merges[0]!.id });
  expect(restored.identifiers.map(({ value }) => value).toSorted()).toEqual([`+${BEA}`, ID].toSorted());
  expect([await talk(ana.id), await talk(bea.id)]).toEqual([
    ["ana before", "ana since"],
    ["bea before", "bea since"],
  ]);
  await tell(says({ from: BEA, from_user_id: ID }, "bea again"));
  expect(await talk(bea.id)).toHaveLength(3);
  expect(await found()).toEqual([]);
});
