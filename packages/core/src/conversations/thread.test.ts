import { createMember, createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { messageReactions } from "@nexusone/db/schema/conversations";
import { withMerchant } from "@nexusone/db/with-merchant";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mergeContacts } from "../contacts/merge-contacts.ts";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { triggerAlert } from "./alerts.ts";
import { newChannel, newChat, say } from "./conversations.fixture.ts";
import { fillPlaces } from "./fill-places.ts";
import { getConversation, getConversationPanel } from "./get-conversation.ts";
import { listConversations } from "./list-conversations.ts";
import { listMessages } from "./list-messages.ts";
import { addNote, deleteNote, editNote } from "./notes.ts";
import { createSavedReply, deleteSavedReply, listSavedReplies, updateSavedReply } from "./saved-replies.ts";
import { searchMessages } from "./search-messages.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ana: ServiceContext;
let ben: ServiceContext;
let channelId: string;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  platform = createTestPlatform(database.db);
  const made = await createStaffedMerchant(platform);
  ana = made.ctx;
  ben = (await createMember(platform, made.merchant.id, "support")).ctx;
  channelId = await newChannel(ana);
});
afterAll(() => database.close());

const refusal = (reason: string) => expect.objectContaining({ reason });
const texts = (page: Awaited<ReturnType<typeof listMessages>>) =>
  page.items.map((item) => (item.type === "note" ? `note ${item.content}` : item.text));

describe("a thread", () => {
  it("[WAM-09] is read newest first with its notes between, page by page, nothing twice and nothing left out", async () => {
    const chat = await newChat(ana, channelId);
    for (let nth = 0; nth < 9; nth += 1) {
      platform.clock.advance(MINUTE_MS);
      await (nth % 4 === 3
        ? addNote(ana, { conversationId: chat.id, content: String(nth) })
        : say(ana, chat, String(nth)));
    }
    // Several of one second, as vendors send them.
    for (const text of ["a", "b", "c"]) await say(ana, chat, text);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMessages(ana, { conversationId: chat.id, limit: 4, ...(cursor ? { cursor } : {}) });
      seen.push(...texts(page));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["c", "b", "a", "8", "note 7", "6", "5", "4", "note 3", "2", "1", "0"]);
  });

  it("[WAM-09] opens about a message far back, and leads on in both directions", async () => {
    const chat = await newChat(ana, channelId);
    const ids = [];
    for (let nth = 0; nth < 20; nth += 1) {
      platform.clock.advance(MINUTE_MS);
      ids.push((await say(ana, chat, String(nth))).id);
    }
    const page = await listMessages(ana, { conversationId: chat.id, around: ids[10]!, limit: 6 });
    expect(texts(page)).toEqual(["13", "12", "11", "10", "9", "8"]);
    const newer = await listMessages(ana, { conversationId: chat.id, cursor: page.newerCursor ?? "", limit: 6 });
    expect(texts(newer)).toEqual(["19", "18", "17", "16", "15", "14"]);
    expect(newer.newerCursor).toBeNull();
    const older = await listMessages(ana, { conversationId: chat.id, cursor: page.nextCursor ?? "", limit: 20 });
    expect(texts(older)).toEqual(["7", "6", "5", "4", "3", "2", "1", "0"]);
    expect(older.nextCursor).toBeNull();
    const other = await newChat(ana, channelId);
    await expect(listMessages(ana, { conversationId: other.id, around: ids[10]! })).rejects.toEqual(
      refusal("conversations.message_not_found"),
    );
  });

  it("[WAM-09] shows reactions, quotes as far as we had the message, who wrote, and why it failed", async () => {
    const chat = await newChat(ana, channelId);
    const asked = await say(ana, chat, "Where is it?");
    const userId = ana.actor.kind === "user" ? ana.actor.userId : null;
    platform.clock.advance(MINUTE_MS);
    await say(ana, chat, "On its way", {
      direction: "out",
      author: "human",
      authorUserId: userId,
      state: "failed",
      reason: "messages.window_closed",
      quotedExternalId: asked.externalId,
      delivery: { status: "failed", times: { sent: 1_772_442_000_000 }, errorCodes: [131047], pricing: null },
    });
    platform.clock.advance(MINUTE_MS);
    await say(ana, chat, "?", { quotedExternalId: "wamid.never-seen" });
    await inMerchantTx(ana, (tx) =>
      tx.insert(messageReactions).values({
        messageId: asked.id,
        direction: "out",
        emoji: "👍",
        at: platform.clock.now(),
      }),
    );
    const { items } = await listMessages(ana, { conversationId: chat.id });
    expect(items).toMatchObject([
      { quote: { messageId: null, content: null } },
      {
        authorName: "name" in ana.actor ? ana.actor.name : "",
        quote: { messageId: asked.id, content: "Where is it?", direction: "in" },
        state: "failed",
        reason: "messages.window_closed",
        errorCodes: [131047],
        times: { sent: "2026-03-02T09:00:00.000Z", read: null },
      },
      { reactions: [{ direction: "out", emoji: "👍" }] },
    ]);
  });

  it.each([
    [
      { type: "media", media: "image", mediaId: "1", url: "https://x/", caption: "Look", animated: false },
      { type: "media", caption: "Look" },
    ],
    [
      { type: "location", latitude: 0, longitude: 0, name: null, address: null, url: null, live: false },
      { type: "location", latitude: 0 },
    ],
    [
      { type: "choice", from: "list", id: "secret", title: "Tea", description: null },
      { type: "choice", title: "Tea" },
    ],
    [
      { type: "template", name: "hello", language: "fr", components: [] },
      { type: "template", name: "hello" },
    ],
    [
      { type: "unknown", vendorType: "hologram" },
      { type: "unsupported", of: "hologram" },
    ],
    [
      { type: "malformed", vendorType: "image", why: "?", errors: [] },
      { type: "unsupported", of: "image" },
    ],
    [{ type: "of a version to come" }, { type: "unsupported" }],
    [{}, { type: "unsupported" }],
  ])("[WAM-09] shows %j, or says that it cannot", async (body, expected) => {
    const chat = await newChat(ana, channelId);
    await say(ana, chat, "", { body, kind: "x" });
    const [item] = (await listMessages(ana, { conversationId: chat.id })).items;
    expect(item).toMatchObject({ content: expected });
    // Ids of taps and addresses of files are not for screens.
    expect(JSON.stringify(item)).not.toMatch(/secret|https:/);
  });

  it("[WAM-09] what was taken back is shown by nothing, not in the list, the thread, a quote or a search", async () => {
    const chat = await newChat(ana, channelId);
    const { externalId } = await say(ana, chat, "Zanzibar secret", { revokedAt: platform.clock.now() });
    const page = await listMessages(ana, { conversationId: chat.id });
    expect(page.items).toMatchObject([{ content: { type: "revoked" }, text: "" }]);
    await say(ana, chat, "about that", { quotedExternalId: externalId, at: addMs(platform.clock.now(), -1) });
    const all = [
      await listMessages(ana, { conversationId: chat.id }),
      await listConversations(ana, {}),
      await searchMessages(ana, { q: "zanzibar" }),
    ];
    expect(JSON.stringify(all)).not.toContain("Zanzibar");
  });
});

describe("notes", () => {
  it("[WAM-09] are written by all, changed by who wrote them, and never the customer's affair", async () => {
    const chat = await newChat(ana, channelId);
    const note = await addNote(ana, { conversationId: chat.id, content: "Call before noon" });
    expect(note).toMatchObject({ own: true });
    expect((await listMessages(ben, { conversationId: chat.id })).items).toMatchObject([{ own: false }]);
    for (const work of [() => editNote(ben, { id: note.id, content: "x" }), () => deleteNote(ben, { id: note.id })])
      await expect(work()).rejects.toEqual(refusal("conversations.note_not_yours"));
    expect(await editNote(ana, { id: note.id, content: "Call after noon" })).toMatchObject({
      content: "Call after noon",
    });
    await deleteNote(ana, { id: note.id });
    await expect(editNote(ana, { id: note.id, content: "x" })).rejects.toEqual(refusal("conversations.note_not_found"));
    expect((await searchMessages(ana, { q: "noon" })).items).toEqual([]);
  });
});

describe("saved replies", () => {
  it("[WAM-09] fill their places for the person, name what is missing, and keep one name each", async () => {
    const chat = await newChat(ana, channelId, { name: "Jeanne Martin" });
    const made = await createSavedReply(ana, { name: "Hours", content: "Hello {{first_name}}, order {{ order }}?" });
    const [shown] = await listSavedReplies(ana, { conversationId: chat.id });
    expect(shown).toMatchObject({ filled: "Hello Jeanne, order {{ order }}?", missing: ["order"] });
    await expect(createSavedReply(ana, { name: "HOURS", content: "x" })).rejects.toEqual(
      refusal("conversations.reply_exists"),
    );
    const other = await createSavedReply(ana, { name: "Other", content: "x" });
    await expect(updateSavedReply(ana, { id: other.id, name: "hours", content: "x" })).rejects.toEqual(
      refusal("conversations.reply_exists"),
    );
    expect(await updateSavedReply(ana, { id: made.id, name: "Opening", content: "y" })).toMatchObject({ filled: "y" });
    for (const { id } of [made, other]) await deleteSavedReply(ana, { id });
    expect(await listSavedReplies(ana)).toEqual([]);
    await expect(deleteSavedReply(ana, { id: made.id })).rejects.toEqual(refusal("conversations.reply_not_found"));
    await inMerchantTx(ana, (tx) =>
      tx.execute(
        sql`insert into saved_replies (name, name_lower, content) select n::text, n::text, 'x' from generate_series(1, 500) n`,
      ),
    );
    await expect(createSavedReply(ana, { name: "One more", content: "x" })).rejects.toEqual(
      refusal("conversations.replies_full"),
    );
  });

  it("[WAM-09] what fills a place is not looked into again", () => {
    expect(fillPlaces("Hi {{name}} {{constructor}}", { name: "{{shop}}", shop: "S" })).toEqual({
      text: "Hi {{shop}} {{constructor}}",
      missing: ["constructor"],
    });
  });
});

describe("the search", () => {
  it("[WAM-09] finds words in all conversations, whatever their accents, and leads to the message", async () => {
    const chat = await newChat(ana, channelId, { name: "Élodie" });
    const hit = await say(ana, chat, "Le colis a-t-il été RÉGLÉ ? Réf. ABC-1234, l'été prochain");
    await say(ana, chat, "أين طلبي؟ مُتَأَخِّر");
    for (const q of ["regle", "réglé", "abc 1234", "ete colis", "prochai", "REGLE"])
      expect((await searchMessages(ana, { q })).items).toMatchObject([
        { messageId: hit.id, conversationId: chat.id, contact: { name: "Élodie" } },
      ]);
    expect((await searchMessages(ana, { q: "متأخر" })).items).toHaveLength(1);
    for (const q of ["regle zebra", "?", "' & | ! :*"]) expect((await searchMessages(ana, { q })).items).toEqual([]);
    const long = `${"padding ".repeat(80)}needle ${"more ".repeat(40)}`;
    await say(ana, chat, long);
    const [found] = (await searchMessages(ana, { q: "needle" })).items;
    expect(found?.snippet).toContain("needle");
    expect(found?.snippet.length).toBeLessThan(170);
  });

  it("[AUT-06] [WAM-09] crosses no merchant, with the same last digits or with none bound", async () => {
    const b = await createStaffedMerchant(platform, "owner", {
      id: `00000000-0000-4000-8000-000000${ana.merchantId.slice(-6)}`,
    });
    const theirs = await newChannel(b.ctx);
    await say(ana, await newChat(ana, channelId), "Unicorn");
    await say(b.ctx, await newChat(b.ctx, theirs), "Unicorn of B");
    const found = async (ctx: ServiceContext) =>
      (await searchMessages(ctx, { q: "unicorn" })).items.map((one) => one.snippet);
    expect(await found(ana)).toEqual(["Unicorn"]);
    expect(await found(b.ctx)).toEqual(["Unicorn of B"]);
    const direct = (merchantId: string) =>
      withMerchant(
        database.db,
        { merchantId },
        async (tx) => (await tx.execute(sql`select system.search_messages('{unicorn}'::text[], 10) as id`)).rows.length,
      );
    expect(await direct(ana.merchantId)).toBe(1);
    expect(await direct("00000000-0000-4000-8000-0000000000ff")).toBe(0);
    const client = await database.db.pool.connect();
    expect((await client.query("select system.search_messages('{unicorn}'::text[], 10)")).rows).toEqual([]);
    client.release();
  });
});

describe("people who are made one", () => {
  it("[WAM-08] take their conversations along: two with one number become one thread, others follow", async () => {
    const kept = await newChat(ana, channelId, { name: "Jeanne", state: "closed", unread: 0 });
    const moved = await newChat(ana, channelId, { name: "J. Martin" });
    const second = await newChannel(ana, { label: "Second" });
    const elsewhere = await inMerchantTx(ana, async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(sql`
        insert into conversations (channel_id, contact_id, state, handler, started_at, last_message_at)
        values (${second}, ${moved.contactId}, 'open', 'none', ${platform.clock.now().toISOString()}, ${platform.clock.now().toISOString()})
        returning id`);
      return rows[0]!.id;
    });
    await say(ana, kept, "old", { at: addMs(platform.clock.now(), -HOUR_MS) });
    await say(ana, moved, "new");
    await addNote(ana, { conversationId: moved.id, content: "noted" });
    for (const { id } of [kept, moved]) await triggerAlert(ana, { conversationId: id, reason: "Asks" });
    await mergeContacts(ana, { id: kept.contactId, mergedId: moved.contactId });
    const thread = await listMessages(ana, { conversationId: kept.id });
    expect(texts(thread).toSorted()).toEqual(["new", "note noted", "old"]);
    const number = (await getConversation(ana, { id: kept.id })).reach;
    expect(await getConversation(ana, { id: kept.id })).toMatchObject({ state: "open", unread: 2, reach: number });
    await expect(getConversation(ana, { id: moved.id })).rejects.toEqual(refusal("conversations.not_found"));
    const all = await listConversations(ana, { contactId: kept.contactId });
    expect(all.items.map(({ id }) => id as string).toSorted()).toEqual([kept.id as string, elsewhere].toSorted());
    expect((await getConversationPanel(ana, { id: kept.id })).contact.identifiers).toHaveLength(2);
  });
});
