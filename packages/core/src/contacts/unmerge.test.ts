import type { ContactView } from "@nexusone/contracts/contacts";
import type { ConversationId } from "@nexusone/contracts/ids";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { triggerAlert } from "../conversations/alerts.ts";
import { newChannel, newChat, say } from "../conversations/conversations.fixture.ts";
import { getConversation } from "../conversations/get-conversation.ts";
import { listConversations } from "../conversations/list-conversations.ts";
import { listMessages } from "../conversations/list-messages.ts";
import { addNote } from "../conversations/notes.ts";
import { removeAddress, saveAddress } from "./change-addresses.ts";
import { addIdentifier, removeIdentifier } from "./change-identifiers.ts";
import { createContact } from "./create-contact.ts";
import { eraseContact, requestErasure } from "./erase-contact.ts";
import { getContact } from "./get-contact.ts";
import { identify } from "./identify.ts";
import { listContacts } from "./list-contacts.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { previewUnmerge } from "./preview-unmerge.ts";
import { recordConsent } from "./record-consent.ts";
import { checkSuppression, suppressContact, unsuppressContact } from "./suppress.ts";
import { unmergeContacts } from "./unmerge-contacts.ts";
import { updateContact } from "./update-contact.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ctx: ServiceContext;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
  platform = createTestPlatform(database.db);
});
beforeEach(async () => {
  ctx = (await createStaffedMerchant(platform)).ctx;
});
afterAll(() => database.close());

let nth = 0;
const phone = (): string => `+3361300${String((nth += 1)).padStart(4, "0")}`;
const person = (name: string, value = phone()): Promise<ContactView> =>
  createContact(ctx, { name, identifiers: [{ type: "phone", value }] });
const refusal = (reason: string) => expect.objectContaining({ reason });
const values = ({ identifiers }: ContactView) => identifiers.map(({ value }) => value).toSorted();
const ADDRESS = { name: "Jeanne Martin", line1: "12 rue de Rivoli", city: "Paris", zip: "75004", country: "FR" };
const joined = async (id: ContactView["id"], mergedId: ContactView["id"]): Promise<string> =>
  (await mergeContacts(ctx, { id, mergedId })).merges[0]!.id; // the newest is this one
const texts = async (conversationId: ConversationId): Promise<string[]> =>
  (await listMessages(ctx, { conversationId })).items
    .map((item) => (item.type === "note" ? `note ${item.content}` : item.text))
    .toSorted();
const digest = (value: string): string => identify({ type: "phone", value }, "").digest;
const isHeld = async (value: string) =>
  (await checkSuppression(ctx, { type: "phone", value, purpose: "marketing" })).suppressed;
/** A person as they are told, but for what a merge may not put back: when they were noted. */
const told = async (id: ContactView["id"]) => getContact(ctx, { id });

describe("taking two apart who were made one", () => {
  it("[AUT-10] leaves both exactly as they were, and each is found again", async () => {
    const [into, from] = [await person(""), await person("J. Martin")];
    await updateContact(ctx, { id: from.id, language: "fr", note: "Rings twice", tags: ["vip", "old"] });
    await updateContact(ctx, { id: into.id, note: "Likes lamps", tags: ["vip"] });
    for (const [id, city] of [
      [into.id, "Paris"],
      [from.id, "Lyon"],
      [from.id, "Nice"],
    ] as const)
      await saveAddress(ctx, { id, address: { ...ADDRESS, city } });
    await recordConsent(ctx, { id: from.id, purpose: "marketing", granted: true, source: "form" });
    const before = [await told(into.id), await told(from.id)];
    const mergeId = await joined(into.id, from.id);
    expect(await told(into.id)).toMatchObject({
      name: "J. Martin",
      note: "Likes lamps\nRings twice",
      tags: ["old", "vip"],
      consents: [{ granted: true }],
      merges: [{ id: mergeId, mergedId: from.id, name: "J. Martin", byName: expect.any(String) }],
    });
    expect(await previewUnmerge(ctx, { mergeId })).toMatchObject({
      contactId: into.id,
      name: "J. Martin",
      identifiers: from.identifiers.map(({ type, value }) => ({ type, value })),
      addresses: 2,
      conversations: 0,
      missing: 0,
      suppressed: [],
    });
    const apart = await unmergeContacts(ctx, { mergeId });
    expect([apart.contact, apart.restored]).toEqual(before);
    expect([await told(into.id), await told(from.id)]).toEqual(before);
    expect((await listContacts(ctx, { q: "martin" })).items.map(({ id }) => id)).toEqual([from.id]);
    const rows = await database.sql`select kept, undone_by_name from contact_merges where id = ${mergeId}`;
    expect(rows).toMatchObject([{ kept: null, undone_by_name: expect.any(String) }]);
    expect(await database.sql`select from contact_merge_rows where merge_id = ${mergeId}`).toHaveLength(0);
    await expect(unmergeContacts(ctx, { mergeId })).rejects.toEqual(refusal("contacts.merge_over"));
    // And joined once more, as if for the first time.
    expect(values(await mergeContacts(ctx, { id: into.id, mergedId: from.id }))).toHaveLength(2);
  });

  it("[AUT-10] what was written, added and tagged since stays with whom it was done to", async () => {
    const [into, from] = [await person("Jeanne"), await person("J. Martin")];
    await updateContact(ctx, { id: from.id, note: "Rings twice", tags: ["old"] });
    const mergeId = await joined(into.id, from.id);
    await updateContact(ctx, { id: into.id, name: "Jeanne M.", note: "Another note", tags: ["old", "new"] });
    const [later] = [phone()];
    await addIdentifier(ctx, { id: into.id, type: "phone", value: later });
    await saveAddress(ctx, { id: into.id, address: ADDRESS });
    const { contact, restored } = await unmergeContacts(ctx, { mergeId });
    expect(contact).toMatchObject({ name: "Jeanne M.", note: "Another note", tags: ["new"], addresses: [{}] });
    expect(values(contact)).toEqual([...values(into), later].toSorted());
    expect(restored).toMatchObject({ name: "J. Martin", note: "Rings twice", tags: ["old"], addresses: [] });
  });

  it("[AUT-10] several are taken apart in any order; who was joined with somebody else since, not before that", async () => {
    const [a, b, c, d] = [await person("A"), await person("B"), await person("C"), await person("D")];
    const first = await joined(a.id, b.id);
    const second = await joined(a.id, c.id);
    const last = await joined(d.id, a.id);
    await expect(unmergeContacts(ctx, { mergeId: first })).rejects.toMatchObject({
      reason: "contacts.merge_later",
      details: { contactId: d.id },
    });
    await expect(previewUnmerge(ctx, { mergeId: second })).rejects.toEqual(refusal("contacts.merge_later"));
    const whole = await unmergeContacts(ctx, { mergeId: last });
    expect(values(whole.restored)).toEqual([a, b, c].flatMap(values).toSorted());
    expect((await getContact(ctx, { id: b.id })).id).toBe(a.id);
    expect(values((await unmergeContacts(ctx, { mergeId: first })).restored)).toEqual(values(b));
    const apart = await unmergeContacts(ctx, { mergeId: second });
    expect([values(apart.contact), values(apart.restored)]).toEqual([values(a), values(c)]);
  });

  it("[AUT-10] says that something is gone or somebody else's, changes nothing, and takes apart what is left when told to", async () => {
    const [into, from, third] = [await person("Jeanne"), await person("J. Martin"), await person("Third")];
    const moved = phone();
    const { identifiers } = await addIdentifier(ctx, { id: from.id, type: "phone", value: moved });
    await saveAddress(ctx, { id: from.id, address: ADDRESS });
    const mergeId = await joined(into.id, from.id);
    const given = identifiers.find(({ value }) => value === moved)!; // just added
    await removeIdentifier(ctx, { id: into.id, identifierId: given.id });
    await addIdentifier(ctx, { id: third.id, type: "phone", value: moved });
    const { addresses } = await told(into.id);
    await removeAddress(ctx, { id: into.id, addressId: addresses[0]!.id });
    const before = await told(into.id);
    await expect(unmergeContacts(ctx, { mergeId })).rejects.toMatchObject({
      reason: "contacts.merge_changed",
      details: { count: 2, contactId: into.id },
    });
    expect(await told(into.id)).toEqual(before);
    expect(await previewUnmerge(ctx, { mergeId })).toMatchObject({ missing: 2, addresses: 0, identifiers: [{}] });
    const { restored } = await unmergeContacts(ctx, { mergeId, force: true });
    expect(values(restored)).toEqual(values(from));
    expect(values(await told(third.id))).toContain(moved);
  });

  it("[AUT-10] happens once, however many ask at the same moment", async () => {
    const [into, from] = [await person("Jeanne"), await person("J. Martin")];
    const mergeId = await joined(into.id, from.id);
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => unmergeContacts(ctx, { mergeId })));
    const refused = asked.filter((one) => one.status === "rejected").map(({ reason }) => reason as unknown);
    expect(refused).toEqual(Array.from({ length: 7 }, () => refusal("contacts.merge_over")));
    const unmerged =
      await database.sql`select from events where type = 'contact.unmerged' and merchant_id = ${ctx.merchantId}`;
    expect(unmerged).toHaveLength(1);
  });

  it("[AUT-10] a failure in the middle leaves them one, whole", async () => {
    const channelId = await newChannel(ctx);
    const [a, b] = [await newChat(ctx, channelId), await newChat(ctx, channelId)];
    await say(ctx, b, "hello");
    const mergeId = await joined(a.contactId, b.contactId);
    const before = [await told(a.contactId), await texts(a.id)];
    // Its old id is somebody else's by now: the thread cannot begin again under it.
    const stranger = await newChat(ctx, channelId, { id: b.id });
    await expect(unmergeContacts(ctx, { mergeId })).rejects.toThrow();
    expect([await told(a.contactId), await texts(a.id)]).toEqual(before);
    expect(await texts(stranger.id)).toEqual([]);
  });
});

describe("conversations of two who are taken apart", () => {
  it("[WAM-08] a joined thread comes apart message by message, with notes, calls and how it stood", async () => {
    const channelId = await newChannel(ctx);
    const kept = await newChat(ctx, channelId, { name: "Jeanne", state: "closed", endedAt: platform.clock.now() });
    const moved = await newChat(ctx, channelId, { name: "J. Martin", state: "waiting", handler: "human" });
    await say(ctx, kept, "old");
    platform.clock.advance(MINUTE_MS);
    await say(ctx, moved, "new");
    await addNote(ctx, { conversationId: moved.id, content: "noted" });
    for (const { id } of [kept, moved]) await triggerAlert(ctx, { conversationId: id, reason: "Asks" });
    const before = [await getConversation(ctx, { id: kept.id }), await getConversation(ctx, { id: moved.id })];
    const mergeId = await joined(kept.contactId, moved.contactId);
    expect(await previewUnmerge(ctx, { mergeId })).toMatchObject({ conversations: 1, messages: 1 });
    await unmergeContacts(ctx, { mergeId });
    expect([await texts(kept.id), await texts(moved.id)]).toEqual([["old"], ["new", "note noted"]]);
    expect([await getConversation(ctx, { id: kept.id }), await getConversation(ctx, { id: moved.id })]).toEqual(before);
  });

  it("[WAM-08] what came since goes with the number that it came by, and the answer with what it answers", async () => {
    const channelId = await newChannel(ctx);
    const [kept, moved] = [await newChat(ctx, channelId), await newChat(ctx, channelId)];
    const [mine] = values(await told(kept.contactId));
    const [theirs] = values(await told(moved.contactId));
    await say(ctx, moved, "before");
    const mergeId = await joined(kept.contactId, moved.contactId);
    const steps = [
      ["theirs", theirs],
      ["answer to theirs", null],
      ["mine", mine],
      ["answer to mine", null],
    ] as const;
    for (const [text, by] of steps) {
      platform.clock.advance(MINUTE_MS);
      await say(
        ctx,
        kept,
        text,
        by ? { senderDigests: [digest(by!)] } : { direction: "out", author: "human", state: "sent" },
      );
    }
    expect(await previewUnmerge(ctx, { mergeId })).toMatchObject({ conversations: 1, messages: 3 });
    await unmergeContacts(ctx, { mergeId });
    expect(await texts(moved.id)).toEqual(["answer to theirs", "before", "theirs"]);
    expect(await texts(kept.id)).toEqual(["answer to mine", "mine"]);
    // Nobody's answer goes to the other one's telephone, and nobody's window is open for the other's word.
    expect(await getConversation(ctx, { id: moved.id })).toMatchObject({ reach: theirs, unread: 2 });
    expect(await getConversation(ctx, { id: kept.id })).toMatchObject({ reach: mine, unread: 1 });
  });

  it("[WAM-08] what was said before they were joined stays, though it named the other as well", async () => {
    const channelId = await newChannel(ctx);
    const [kept, other] = [await newChat(ctx, channelId), await person("J. Martin")];
    const [mine] = values(await told(kept.contactId));
    await say(ctx, kept, "mine", { senderDigests: [digest(mine!), digest(other.identifiers[0]!.value)] });
    const mergeId = await joined(kept.contactId, other.id);
    await unmergeContacts(ctx, { mergeId });
    expect((await getConversation(ctx, { id: kept.id })).contact.id).toBe(kept.contactId);
    expect(await texts(kept.id)).toEqual(["mine"]);
    expect((await listConversations(ctx, { contactId: other.id })).items).toEqual([]);
  });

  it("[WAM-08] a conversation that came as a whole goes back as a whole; what the other one wrote in it stays in one of their own", async () => {
    const [first, second] = [await newChannel(ctx), await newChannel(ctx, { label: "Second" })];
    const into = await person("Jeanne");
    const [alone, shared] = [await newChat(ctx, first), await newChat(ctx, second)];
    await say(ctx, alone, "alone");
    await say(ctx, shared, "shared");
    const one = await joined(into.id, alone.contactId);
    const two = await joined(into.id, shared.contactId);
    await say(ctx, shared, "mine", { senderDigests: [digest(into.identifiers[0]!.value)] });
    await unmergeContacts(ctx, { mergeId: one });
    await unmergeContacts(ctx, { mergeId: two });
    expect([await texts(alone.id), await texts(shared.id)]).toEqual([["alone"], ["shared"]]);
    expect((await getConversation(ctx, { id: shared.id })).contact.id).toBe(shared.contactId);
    const { items } = await listConversations(ctx, { contactId: into.id });
    expect(items).toMatchObject([{ channel: { id: second }, reach: into.identifiers[0]!.value, unread: 1 }]);
    expect(await texts(items[0]!.id)).toEqual(["mine"]);
  });

  it("[WAM-08] an id learned since together with their number is theirs", async () => {
    const channelId = await newChannel(ctx);
    const [kept, moved] = [await newChat(ctx, channelId), await newChat(ctx, channelId)];
    const [theirs] = values(await told(moved.contactId));
    const mergeId = await joined(kept.contactId, moved.contactId);
    const userId = identify({ type: "whatsapp", value: "FR.12345" }, "");
    await addIdentifier(ctx, { id: kept.contactId, type: "whatsapp", value: userId.value });
    await say(ctx, kept, "hello", { senderDigests: [digest(theirs!), userId.digest] });
    const { restored } = await unmergeContacts(ctx, { mergeId });
    expect(values(restored)).toEqual([theirs, "FR.12345"].toSorted());
  });

  it("[WAM-08] an id that was named with numbers of both stays, however often it came with one", async () => {
    const channelId = await newChannel(ctx);
    const [kept, moved] = [await newChat(ctx, channelId), await newChat(ctx, channelId)];
    const [mine, theirs] = [values(await told(kept.contactId)), values(await told(moved.contactId))];
    const mergeId = await joined(kept.contactId, moved.contactId);
    const userId = identify({ type: "whatsapp", value: "FR.12345" }, "");
    await addIdentifier(ctx, { id: kept.contactId, type: "whatsapp", value: userId.value });
    for (const number of [theirs[0]!, mine[0]!, theirs[0]!])
      await say(ctx, kept, "hello", { senderDigests: [digest(number), userId.digest] });
    const { contact, restored } = await unmergeContacts(ctx, { mergeId });
    expect([values(contact), values(restored)]).toEqual([[...mine, "FR.12345"].toSorted(), theirs]);
  });

  it("[WAM-08] who stays keeps the thread that they had, when the other one had none and wrote since", async () => {
    const channelId = await newChannel(ctx);
    const [kept, other] = [await newChat(ctx, channelId), await person("J. Martin")];
    await say(ctx, kept, "before");
    await addNote(ctx, { conversationId: kept.id, content: "mine" });
    const mergeId = await joined(kept.contactId, other.id);
    platform.clock.advance(MINUTE_MS);
    await say(ctx, kept, "theirs", { senderDigests: [digest(values(other)[0]!)] });
    await unmergeContacts(ctx, { mergeId });
    expect(await getConversation(ctx, { id: kept.id })).toMatchObject({ contact: { id: kept.contactId }, unread: 1 });
    expect(await texts(kept.id)).toEqual(["before", "note mine"]);
    const { items } = await listConversations(ctx, { contactId: other.id });
    expect(items).toMatchObject([{ reach: values(other)[0], unread: 1 }]);
    expect(await texts(items[0]!.id)).toEqual(["theirs"]);
  });
});

describe("consent of two who are taken apart", () => {
  it("[GDP-01] whoever took a word back before the merge is not written to as the one, whatever the other said later", async () => {
    const into = await person("Jeanne");
    // Without an address the register could not know it.
    const from = await createContact(ctx, { name: "J. Martin" });
    await recordConsent(ctx, { id: from.id, purpose: "marketing", granted: false, source: "form" });
    platform.clock.advance(DAY_MS);
    await recordConsent(ctx, { id: into.id, purpose: "marketing", granted: true, source: "form" });
    await joined(into.id, from.id);
    expect(await isHeld(into.identifiers[0]!.value)).toBe(true);
  });

  it("[GDP-01] a STOP said while they were one holds for both, on record for both, and nobody's yes is the other's", async () => {
    const [into, from] = [await person("Jeanne"), await person("J. Martin")];
    await recordConsent(ctx, { id: from.id, purpose: "marketing", granted: true, source: "form" });
    const mergeId = await joined(into.id, from.id);
    platform.clock.advance(MINUTE_MS);
    await recordConsent(ctx, { id: into.id, purpose: "marketing", granted: false, source: "chat", evidence: "stop" });
    expect(await previewUnmerge(ctx, { mergeId })).toMatchObject({ suppressed: ["marketing"] });
    const { contact, restored } = await unmergeContacts(ctx, { mergeId });
    expect(await Promise.all([into, from].map((one) => isHeld(one.identifiers[0]!.value)))).toEqual([true, true]);
    expect(contact.consents).toMatchObject([{ granted: false, evidence: "stop" }]);
    expect(restored.consents).toMatchObject([{ granted: false, evidence: "stop" }, { granted: true }]);
  });

  it("[GDP-01] a yes given while they were one is not taken for one of who stays", async () => {
    const [into, from] = [await person("Jeanne"), await person("J. Martin")];
    const mergeId = await joined(into.id, from.id);
    platform.clock.advance(MINUTE_MS);
    await recordConsent(ctx, { id: into.id, purpose: "marketing", granted: true, source: "chat", evidence: "start" });
    await unmergeContacts(ctx, { mergeId });
    expect(await Promise.all([into, from].map((one) => isHeld(one.identifiers[0]!.value)))).toEqual([true, false]);
  });

  it("[GDP-01] a yes of who stays holds on when they had given it before as well", async () => {
    const [into, from] = [await person("Jeanne"), await person("J. Martin")];
    await recordConsent(ctx, { id: into.id, purpose: "marketing", granted: true, source: "form" });
    const mergeId = await joined(into.id, from.id);
    platform.clock.advance(MINUTE_MS);
    await recordConsent(ctx, { id: into.id, purpose: "marketing", granted: true, source: "chat", evidence: "start" });
    await unmergeContacts(ctx, { mergeId });
    expect(await isHeld(into.identifiers[0]!.value)).toBe(false);
  });

  it("[GDP-01] an opt-out of before the merge holds again, when a word of nobody knows whom lifted it", async () => {
    const [into, from] = [await person("Jeanne"), await person("J. Martin")];
    await suppressContact(ctx, { id: from.id, purpose: "marketing", cause: "asked" });
    platform.clock.advance(MINUTE_MS);
    const mergeId = await joined(into.id, from.id);
    platform.clock.advance(MINUTE_MS);
    await unsuppressContact(ctx, { id: into.id, purpose: "marketing" });
    await unmergeContacts(ctx, { mergeId });
    expect(await Promise.all([into, from].map((one) => isHeld(one.identifiers[0]!.value)))).toEqual([false, true]);
  });

  it("[GDP-03] a wish to be forgotten that was said while they were one is kept for both", async () => {
    const [into, from] = [await person("Jeanne"), await person("J. Martin")];
    const mergeId = await joined(into.id, from.id);
    await requestErasure(ctx, { contactId: into.id });
    await unmergeContacts(ctx, { mergeId });
    const asked =
      await database.sql`select contact_id from erasures where merchant_id = ${ctx.merchantId} and state = 'asked'`;
    expect(asked.map((row) => row["contact_id"] as string).toSorted()).toEqual([into.id, from.id].toSorted());
  });

  it("[GDP-04] who is forgotten is forgotten with whom they were joined with, and cannot be taken apart", async () => {
    const [into, from] = [await person("Jeanne"), await person("Planted Absorbed")];
    const mergeId = await joined(into.id, from.id);
    await eraseContact(ctx, { contactId: into.id });
    for (const work of [() => unmergeContacts(ctx, { mergeId }), () => previewUnmerge(ctx, { mergeId })])
      await expect(work()).rejects.toEqual(refusal("contacts.merge_erased"));
    const [row] =
      await database.sql`select count(*)::integer as n from contact_merges m where position('Planted' in m::text) > 0`;
    expect(row).toEqual({ n: 0 });
    expect(await database.sql`select from contact_merge_rows where merge_id = ${mergeId}`).toHaveLength(0);
  });

  it("[GDP-04] nothing of who is forgotten is kept with others who were joined with the same person", async () => {
    const [into, first, second] = [await person("Jeanne"), await person("Absorbed"), await person("Second")];
    await updateContact(ctx, { id: first.id, note: "Planted note" });
    const mergeId = await joined(into.id, first.id);
    await joined(into.id, second.id);
    await unmergeContacts(ctx, { mergeId });
    await eraseContact(ctx, { contactId: first.id });
    const rows = await database.sql`select from contact_merges m where position('Planted' in m::text) > 0`;
    expect(rows).toHaveLength(0);
  });
});
