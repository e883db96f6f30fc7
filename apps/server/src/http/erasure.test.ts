import { ContactId } from "@nexusone/contracts/ids";
import { saveAddress } from "@nexusone/core/contacts/change-addresses";
import { createContact } from "@nexusone/core/contacts/create-contact";
import { declineErasure, deleteUserData, eraseContact, listErasures } from "@nexusone/core/contacts/erase-contact";
import { fetchChatFileJob } from "@nexusone/core/chat-media/fetch-job";
import { removeChatFilesJob } from "@nexusone/core/chat-media/remove-files";
import { findOrCreateContact } from "@nexusone/core/contacts/find-or-create";
import { logConsent } from "@nexusone/core/contacts/log-consent";
import { mergeContacts } from "@nexusone/core/contacts/merge-contacts";
import { checkSuppression } from "@nexusone/core/contacts/suppress";
import { unmergeContacts } from "@nexusone/core/contacts/unmerge-contacts";
import { updateContact } from "@nexusone/core/contacts/update-contact";
import type { ServiceContext } from "@nexusone/core/context";
import { listConversations } from "@nexusone/core/conversations/list-conversations";
import { openBody } from "@nexusone/core/inbox/sealed-body";
import { folderStorage } from "@nexusone/core/media/storage/folder-storage";
import { inMerchantTx } from "@nexusone/core/transaction";
import { orders } from "@nexusone/db/schema/orders";
import { chatBaskets } from "@nexusone/db/schema/chat-talks";
import { conversationNotes } from "@nexusone/db/schema/conversations";
import { signMeta } from "@nexusone/whatsapp/webhook";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectNumber, openChat, SAMPLE_SECRET, T1 } from "./whatsapp.fixture.ts";

let chat: Awaited<ReturnType<typeof openChat>>;
let shop: ServiceContext;
let folder: string;
beforeAll(async () => {
  chat = await openChat();
  folder = await mkdtemp(join(tmpdir(), "nexusone-erasure-"));
  const storage = folderStorage(join(folder, "media"));
  // The same objects that the server was made with.
  Object.assign(chat.platform.media, { storage, scratch: join(folder, "scratch") });
  Object.assign(chat.platform.whatsapp, { fetch: plantedFiles });
  shop = await chat.shop();
  await connectNumber(shop);
});
afterAll(async () => {
  await chat.server.stop();
  await rm(folder, { recursive: true });
});

/** Found nowhere by chance. */
const PLANTED = {
  name: "Zyxwina Planteddottir",
  phone: "33639987654",
  text: "my secret plum recipe 7391",
  street: "Plantedstreet 4711",
  note: "likes quokkas-4242",
  file: "planted-passport-8812.pdf",
  inFile: "planted-page-5531",
  inPicture: "planted-exif-6642",
};
const words = [...Object.values(PLANTED), "+33639987654", "wamid.PLANTED"];
const seconds = Date.parse("2026-09-25T11:00:00Z") / 1_000;

function body(messages: object[], statuses: object[] = []): Buffer {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "33639980010", phone_number_id: T1.numbers[0] },
    contacts: [{ profile: { name: PLANTED.name }, wa_id: PLANTED.phone }],
    messages,
    statuses,
  };
  const change = { field: "messages", value };
  return Buffer.from(
    JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: T1.account, changes: [change] }] }),
  );
}
const said = (nth: number, more: object) => ({
  from: PLANTED.phone,
  id: `wamid.PLANTED${nth}`,
  timestamp: String(seconds + nth),
  ...more,
});

async function tell(bytes: Buffer): Promise<void> {
  expect((await chat.post(bytes, signMeta(bytes, SAMPLE_SECRET))).status).toBe(200);
  await chat.work([shop]);
}

/** Meta with two files of theirs. */
async function plantedFiles(input: string | URL | Request): Promise<Response> {
  const { pathname, origin } = new URL(input instanceof Request ? input.url : input);
  const id = pathname.split("/").at(-1) ?? "";
  if (!pathname.startsWith("/file/"))
    return Response.json({ url: `${origin}/file/${id}`, mime_type: "application/pdf", sha256: null, id });
  const picture = sharp({ create: { width: 900, height: 300, channels: 3, background: "#a40" } })
    .withExif({ IFD0: { Copyright: PLANTED.inPicture } })
    .jpeg();
  return new Response(
    new Uint8Array(id === "77" ? Buffer.from(`%PDF-1.4 ${PLANTED.inFile}`) : await picture.toBuffer()),
  );
}

/** Files on this computer that hold any of the words, or are called by one. */
async function onDisk(): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const bytes = await readFile(join(parentPath, name));
      return words.filter((word) => bytes.includes(word) || name.includes(word));
    }),
  );
  return [...new Set(found.flat())].toSorted();
}
/** What a worker does with the jobs of files. */
async function workFiles(): Promise<void> {
  for (const { name, payload } of chat.platform.enqueued.splice(0)) {
    if (name === fetchChatFileJob.name)
      await fetchChatFileJob.handle(chat.platform, fetchChatFileJob.payload.parse(payload));
    if (name === removeChatFilesJob.name)
      await removeChatFilesJob.handle(chat.platform, removeChatFilesJob.payload.parse(payload));
  }
}

/** Where any of the words stands, in clear or under our seal: every table there is, those of the queue too. */
async function places(): Promise<string[]> {
  const { sql } = chat.server.database;
  const tables = await sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  expect(tables.length).toBeGreaterThan(80);
  const found: string[] = [];
  for (const { schema, name } of tables)
    for (const word of words) {
      const [row] =
        await sql`select count(*)::integer as n from ${sql(schema)}.${sql(name)} t where position(${word} in t::text) > 0`;
      if (row!["n"] > 0) found.push(`${schema}.${name}: ${word}`);
    }
  for (const row of await sql`select body_sealed from webhook_inbox`) {
    const text = Buffer.from(openBody(chat.platform, row["body_sealed"] as string)).toString("utf8");
    found.push(...words.filter((word) => text.includes(word)).map((word) => `webhook_inbox body: ${word}`));
  }
  return [...new Set(found)].toSorted();
}

it("[GDP-04] [GDP-05] a scan of everything finds nothing of who was forgotten, and the proof names nobody", async () => {
  await tell(
    body([
      said(1, { type: "text", text: { body: PLANTED.text } }),
      said(2, { type: "document", document: { id: "77", mime_type: "application/pdf", filename: PLANTED.file } }),
      said(4, { type: "image", image: { id: "78", mime_type: "image/jpeg", caption: PLANTED.text } }),
      said(3, { type: "reaction", reaction: { message_id: "wamid.PLANTED-unknown", emoji: "👍" } }),
    ]),
  );
  await tell(
    body([], [{ id: "wamid.PLANTED-out", status: "sent", timestamp: String(seconds), recipient_id: PLANTED.phone }]),
  );
  await workFiles();
  expect(await onDisk()).toEqual([PLANTED.inPicture, PLANTED.inFile].toSorted());
  const { contact } = await inMerchantTx(shop, (tx) =>
    findOrCreateContact(tx, shop, { name: "", identifiers: [{ type: "phone", value: `+${PLANTED.phone}` }] }),
  );
  const contactId = contact.id;
  await updateContact(shop, { id: contactId, note: PLANTED.note });
  const address = { name: PLANTED.name, line1: PLANTED.street, city: "Paris", zip: "75004", country: "FR" };
  await saveAddress(shop, { id: contactId, address });
  await inMerchantTx(shop, async (tx) => {
    const [talk] = await tx.execute<{ id: string }>(`select id from conversations limit 1`).then(({ rows }) => rows);
    await tx
      .insert(conversationNotes)
      .values({ conversationId: talk!.id, byName: "Ana", content: PLANTED.text, at: chat.platform.clock.now() });
    const basketAddress = { phone: PLANTED.phone, line2: "", houseNumber: "", province: "", taxId: "", ...address };
    await tx
      .insert(chatBaskets)
      .values({ conversationId: talk!.id, lines: [], address: basketAddress, expiresAt: chat.platform.clock.now() });
    await tx.insert(orders).values({
      number: "A-1",
      source: "form",
      digest: "d",
      contactId,
      fulfilment: "pending",
      country: "FR",
      address: { phone: PLANTED.phone, line2: "", houseNumber: "", province: "", taxId: "", ...address },
      currency: "EUR",
      itemsMinor: 100,
      shippingMinor: 0,
      discountMinor: 0,
      totalMinor: 100,
      note: PLANTED.note,
      placedAt: chat.platform.clock.now(),
      movedAt: chat.platform.clock.now(),
    });
  });
  const twin = await createContact(shop, {
    name: PLANTED.name,
    note: PLANTED.note,
    identifiers: [{ type: "phone", value: "+33639980199" }],
  });
  const { merges } = await mergeContacts(shop, { id: ContactId.parse(contactId), mergedId: twin.id });
  expect(await places()).toContain(`public.contact_merges: ${PLANTED.note}`);
  expect((await places()).length).toBeGreaterThan(10);

  await expect(eraseContact(shop, { contactId })).rejects.toMatchObject({
    reason: "contacts.orders_open",
    details: { count: 1 },
  });
  await chat.server.database.sql`update orders set fulfilment = 'cancelled'`;
  const { erasureId } = await deleteUserData(shop, { userId: contactId });
  expect(await places()).toEqual([]);
  await workFiles();
  expect(await onDisk()).toEqual([]);
  expect(await readdir(join(folder, "media"), { recursive: true })).toEqual([]);

  // Who was joined with them is forgotten too, and nobody can be made of it again.
  await expect(unmergeContacts(shop, { mergeId: merges[0]!.id })).rejects.toMatchObject({
    reason: "contacts.merge_erased",
  });
  const [proof] = (await listErasures(shop)).items;
  expect(proof).toMatchObject({ id: erasureId, contactId, name: "", state: "done" });
  expect(proof?.counts).toMatchObject({
    messages: 3,
    chat_files: 2,
    contact_identifiers: 2,
    contact_merges: 1,
    contact_addresses: 1,
    orders: 1,
  });
  expect(await checkSuppression(shop, { type: "phone", value: `+${PLANTED.phone}`, purpose: "marketing" })).toEqual({
    suppressed: true,
  });
  const erased = { contact: { id: contactId, name: "", isErased: true }, reach: null };
  expect((await listConversations(shop, {})).items).toMatchObject([erased]);
  // Whoever writes from there again is somebody new, who is not advertised to.
  await tell(body([said(9, { type: "text", text: { body: "hello" } })]));
  const again = await inMerchantTx(shop, (tx) =>
    findOrCreateContact(tx, shop, { name: "", identifiers: [{ type: "phone", value: `+${PLANTED.phone}` }] }),
  );
  expect(again).toMatchObject({ made: false });
  expect(again.contact.id).not.toBe(contactId);
});

it("[GDP-03] SUPPRIMER opens a request that is due within a month, once; who decides otherwise says why", async () => {
  const from = "33639987655";
  const ask = (nth: number) =>
    tell(body([{ ...said(nth, { type: "text", text: { body: "SUPPRIMER" } }), from, id: `wamid.ask${nth}` }]));
  await ask(20);
  await ask(21);
  const open = (await listErasures(shop, { state: "asked" })).items;
  expect(open).toMatchObject([{ source: "chat", byName: "customer", openOrders: 0, settledAt: null }]);
  expect(Date.parse(open[0]!.dueAt) - Date.parse(open[0]!.askedAt)).toBe(30 * 86_400_000);
  const { contactId } = open[0]!;
  expect(await declineErasure(shop, { contactId, note: "It was a test" })).toMatchObject({ state: "declined" });
  await expect(declineErasure(shop, { contactId, note: "Again" })).rejects.toMatchObject({
    reason: "contacts.erasure_not_asked",
  });
});

it("[GDP-02] writes down consent and withdrawal in the words of older programs", async () => {
  const { contact } = await inMerchantTx(shop, (tx) =>
    findOrCreateContact(tx, shop, { name: "Bo", identifiers: [{ type: "phone", value: "+33639987656" }] }),
  );
  const logged = await logConsent(shop, { userId: contact.id, consentGiven: true });
  expect(logged).toMatchObject({ userId: contact.id, consentGiven: true, purpose: "marketing" });
  await logConsent(shop, { userId: contact.id, consentGiven: false });
  const suppressed = { type: "phone", value: "+33639987656", purpose: "marketing" } as const;
  expect(await checkSuppression(shop, suppressed)).toEqual({ suppressed: true });
});
