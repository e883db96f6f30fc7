import { createMember, createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import type { UserId } from "@nexusone/contracts/ids";
import { listRecentEvents } from "@nexusone/db/queries/events";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { listNotifications } from "../notifications/list-notifications.ts";
import { sendDueNotifications } from "../notifications/send-due.ts";
import { notify } from "../notifications/notify.ts";
import { readMerchant, inMerchantTx } from "../transaction.ts";
import { handleAlert, triggerAlert } from "./alerts.ts";
import { changeConversation } from "./change-conversation.ts";
import { newChannel, newChat, say } from "./conversations.fixture.ts";
import { getConversation } from "./get-conversation.ts";
import { countConversationTabs, listConversations } from "./list-conversations.ts";
import { markConversation } from "./mark-conversation.ts";
import { attend, leave, sweepPresence } from "./presence.ts";
import { sweepSnoozed } from "./return-snoozed.ts";
import { claimAnswer, takeConversation } from "./take-conversation.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ana: ServiceContext;
let ben: ServiceContext;
let channelId: string;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
});
beforeEach(async () => {
  platform = createTestPlatform(database.db);
  const made = await createStaffedMerchant(platform);
  ana = made.ctx;
  ben = (await createMember(platform, made.merchant.id, "support")).ctx;
  channelId = await newChannel(ana);
});
afterAll(() => database.close());

const refusal = (reason: string) => expect.objectContaining({ reason });
const idOf = (ctx: ServiceContext): UserId => {
  if (ctx.actor.kind !== "user") throw new Error("not a person");
  return ctx.actor.userId;
};
const names = (page: { items: readonly { contact: { name: string } }[] }) =>
  page.items.map(({ contact }) => contact.name);

describe("the list", () => {
  it("[WAM-08] pages through every conversation once, the last moved first, narrowed by what is asked", async () => {
    for (let nth = 0; nth < 7; nth += 1) {
      platform.clock.advance(MINUTE_MS);
      const chat = await newChat(ana, channelId, { name: `P${nth}`, state: nth % 2 === 0 ? "open" : "closed" });
      await say(ana, chat, `Hello ${nth}`);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConversations(ana, { limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...names(page));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["P6", "P5", "P4", "P3", "P2", "P1", "P0"]);
    expect(names(await listConversations(ana, { state: "closed" }))).toEqual(["P5", "P3", "P1"]);
    const [first] = (await listConversations(ana, { limit: 1 })).items;
    expect(first).toMatchObject({
      unread: 1,
      lastMessage: { content: "Hello 6", direction: "in", kind: "text" },
      channel: { label: "Shop", environment: "sandbox" },
    });
    expect(await countConversationTabs(ana)).toMatchObject({ open: 4, closed: 3, unread: 7, unassigned: 4, mine: 0 });
  });

  it("[WAM-08] tells mine from nobody's, unread from read, and whose contact it is", async () => {
    const chat = await newChat(ana, channelId, { name: "Mine" });
    const other = await newChat(ana, channelId, { name: "Nobody's", unread: 2 });
    await changeConversation(ana, { id: chat.id, assigneeId: idOf(ana) });
    expect(names(await listConversations(ana, { assignee: "me" }))).toEqual(["Mine"]);
    expect(names(await listConversations(ana, { assignee: "none" }))).toEqual(["Nobody's"]);
    expect(names(await listConversations(ben, { assignee: "me" }))).toEqual([]);
    expect(names(await listConversations(ben, { assignee: idOf(ana) }))).toEqual(["Mine"]);
    expect(names(await listConversations(ana, { unread: true }))).toEqual(["Nobody's"]);
    expect(names(await listConversations(ana, { unread: false }))).toEqual(["Mine"]);
    expect(names(await listConversations(ana, { contactId: other.contactId }))).toEqual(["Nobody's"]);
    expect(names(await listConversations(ana, { handler: "assistant" }))).toEqual([]);
  });
});

describe("its state", () => {
  it("[WAM-08] opens, waits, closes and opens again, each told to the screens", async () => {
    const { id } = await newChat(ana, channelId);
    expect(await changeConversation(ana, { id, state: "waiting" })).toMatchObject({ state: "waiting", endedAt: null });
    const closed = await changeConversation(ana, { id, state: "closed" });
    expect(closed).toMatchObject({ state: "closed", endedAt: platform.clock.now().toISOString(), handler: "none" });
    platform.clock.advance(HOUR_MS);
    const again = await changeConversation(ana, { id, state: "open" });
    expect(again).toMatchObject({ endedAt: null, startedAt: platform.clock.now().toISOString() });
    await changeConversation(ana, { id, state: "open" });
    while ((await dispatchEvents(database.db)) > 0);
    const events = await readMerchant(ana, (tx) => listRecentEvents(tx, { n: 50, type: "conversation.updated" }));
    expect(events).toHaveLength(3);
    await expect(changeConversation(ana, { id: crypto.randomUUID() as typeof id, state: "open" })).rejects.toEqual(
      refusal("conversations.not_found"),
    );
  });

  it("[WAM-08] a snoozed one comes back by itself, and not before", async () => {
    const { id } = await newChat(ana, channelId);
    const now = platform.clock.now();
    for (const snoozedUntil of [undefined, now.toISOString()])
      await expect(
        changeConversation(ana, { id, state: "snoozed", ...(snoozedUntil ? { snoozedUntil } : {}) }),
      ).rejects.toEqual(refusal("conversations.snooze_past"));
    const until = addMs(now, HOUR_MS).toISOString();
    expect(await changeConversation(ana, { id, state: "snoozed", snoozedUntil: until })).toMatchObject({
      snoozedUntil: until,
    });
    platform.clock.advance(HOUR_MS - 1);
    await sweepSnoozed(platform);
    expect(await getConversation(ana, { id })).toMatchObject({ state: "snoozed" });
    platform.clock.advance(1);
    await sweepSnoozed(platform);
    expect(await getConversation(ana, { id })).toMatchObject({ state: "open", snoozedUntil: null });
  });

  it("[WAM-08] is given to who may answer, and to nobody else", async () => {
    const { id } = await newChat(ana, channelId);
    expect(await changeConversation(ana, { id, assigneeId: idOf(ben) })).toMatchObject({ assignee: { id: idOf(ben) } });
    expect(await changeConversation(ana, { id, assigneeId: null })).toMatchObject({ assignee: null });
    const stranger = (await createStaffedMerchant(platform)).user.id as UserId;
    await expect(changeConversation(ana, { id, assigneeId: stranger })).rejects.toEqual(
      refusal("conversations.assignee_unknown"),
    );
  });
});

describe("who answers", () => {
  it("[WAM-09] of two who take it at the same moment one has it, and the other is told who", async () => {
    const { id } = await newChat(ana, channelId);
    const took = await Promise.allSettled([takeConversation(ana, { id }), takeConversation(ben, { id })]);
    expect(took.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = took.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ reason: "conversations.taken" });
    const winner = took[0]?.status === "fulfilled" ? ana : ben;
    const loser = winner === ana ? ben : ana;
    expect(await takeConversation(loser, { id, force: true })).toMatchObject({
      handler: "human",
      assignee: { id: idOf(loser) },
    });
  });

  it("[WAM-09] the assistant gives way to a person, and answers again only when it is handed over", async () => {
    const { id } = await newChat(ana, channelId);
    const assistant = () => inMerchantTx(ana, (tx) => claimAnswer(tx, ana, id, { as: "assistant" }));
    expect(await assistant()).toMatchObject({ handler: "assistant" });
    await takeConversation(ana, { id });
    await expect(assistant()).rejects.toEqual(refusal("conversations.with_person"));
    await takeConversation(ana, { id, handler: "assistant" });
    expect(await assistant()).toMatchObject({ handler: "assistant" });
  });
});

describe("unread", () => {
  it("[WAM-08] what came in after the message on the screen stays unread, also when it is older by its own time", async () => {
    const chat = await newChat(ana, channelId);
    const seen = await say(ana, chat, "one");
    // Hours late, and nobody saw it.
    await say(ana, chat, "two", { at: addMs(platform.clock.now(), -3 * HOUR_MS) });
    await say(ana, chat, "three");
    expect(await markConversation(ana, { id: chat.id, read: true, seenMessageId: seen.id })).toMatchObject({
      unread: 2,
    });
    expect(await markConversation(ana, { id: chat.id, read: true })).toMatchObject({ unread: 0 });
    expect(await markConversation(ana, { id: chat.id, read: false })).toMatchObject({ unread: 1 });
    const elsewhere = await newChat(ana, channelId);
    await say(ana, elsewhere, "here");
    await expect(markConversation(ana, { id: elsewhere.id, read: true, seenMessageId: seen.id })).rejects.toEqual(
      refusal("conversations.message_not_found"),
    );
  });
});

describe("a call for a person", () => {
  it("[WAM-15] opens the conversation, silences the assistant, and tells the staff by screen, e-mail and as they chose", async () => {
    const chat = await newChat(ana, channelId, { state: "closed", handler: "assistant" });
    const asked = { conversationId: chat.id, reason: "Wants a refund", detail: "Parcel came broken" };
    const assistant = { ...ana, actor: { kind: "system", name: "assistant" } } as ServiceContext;
    const first = await triggerAlert(assistant, asked);
    expect(first).toMatchObject({ created: true, reason: "Wants a refund", handledAt: null });
    expect(await triggerAlert(assistant, { ...asked, reason: "Again" })).toMatchObject({
      id: first.id,
      created: false,
    });
    expect(await getConversation(ana, { id: chat.id })).toMatchObject({
      state: "open",
      handler: "human",
      alert: { reason: "Wants a refund", detail: "Parcel came broken" },
    });
    expect(names(await listConversations(ana, { alert: true }))).toEqual(["Jeanne Martin"]);
    expect(await countConversationTabs(ana)).toMatchObject({ alerts: 1 });
    while ((await dispatchEvents(database.db)) > 0);
    await catchUp(platform, notify, ana.merchantId);
    expect((await listNotifications(ben)).items).toMatchObject([
      { kind: "advisor_called", count: 1, params: { conversationId: chat.id } },
    ]);
    await sendDueNotifications(platform, ana.merchantId);
    expect(platform.mails).toHaveLength(2);
    expect(platform.mails[0]?.text).toContain(`/inbox/${chat.id}`);
    // What the customer wrote stays inside.
    expect(JSON.stringify(platform.mails)).not.toContain("refund");
  });

  it("[WAM-15] is handled once, by whoever came first, and a closed conversation has none", async () => {
    const chat = await newChat(ana, channelId);
    const { id } = await triggerAlert(ana, { conversationId: chat.id, reason: "Asks" });
    expect(await handleAlert(ben, { id })).toMatchObject({ handledByName: "name" in ben.actor ? ben.actor.name : "" });
    expect(await handleAlert(ana, { id })).toMatchObject({ handledByName: "name" in ben.actor ? ben.actor.name : "" });
    expect(await getConversation(ana, { id: chat.id })).toMatchObject({ alert: null, assignee: { id: idOf(ben) } });
    await expect(handleAlert(ana, { id: crypto.randomUUID() })).rejects.toEqual(
      refusal("conversations.alert_not_found"),
    );
    const later = await triggerAlert(ana, { conversationId: chat.id, reason: "Asks again" });
    expect(later.id).not.toBe(id);
    await changeConversation(ana, { id: chat.id, state: "closed" });
    expect(await countConversationTabs(ana)).toMatchObject({ alerts: 0 });
  });
});

describe("colleagues", () => {
  it("[RTM-03] see who else has it open and who types, until they leave or fall silent", async () => {
    const { id } = await newChat(ana, channelId);
    const at = new Date("2026-03-02T09:00:00Z");
    expect(await attend(ana, { id }, at)).toEqual({ others: [] });
    await attend(ben, { id, typing: true }, at);
    const name = "name" in ben.actor ? ben.actor.name : "";
    expect(await attend(ana, { id }, addMs(at, 1_000))).toEqual({ others: [{ id: idOf(ben), name, typing: true }] });
    expect((await attend(ana, { id }, addMs(at, 7_000))).others).toMatchObject([{ typing: false }]);
    expect((await attend(ana, { id }, addMs(at, 16_000))).others).toEqual([]);
    await attend(ben, { id }, addMs(at, 16_000));
    await leave(ben, { id });
    expect((await attend(ana, { id }, addMs(at, 16_000))).others).toEqual([]);
    await sweepPresence(platform, addMs(at, 10 * MINUTE_MS));
    const [left] =
      await database.sql`select count(*)::int as n from conversation_presence where conversation_id = ${id}`;
    expect(left).toEqual({ n: 0 });
    await expect(attend(ana, { id: crypto.randomUUID() as typeof id }, at)).rejects.toEqual(
      refusal("conversations.not_found"),
    );
  });
});
