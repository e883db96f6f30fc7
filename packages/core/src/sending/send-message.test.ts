import { createMember } from "@nexusone/testing/contexts";
import type { OutgoingContent } from "@nexusone/contracts/sending";
import { findConversation } from "@nexusone/db/queries/sending";
import { ERROR_RULES } from "@nexusone/whatsapp/rules";
import { describe, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import { actorUserId } from "../context.ts";
import { listMessages } from "../conversations/list-messages.ts";
import { readMerchant } from "../transaction.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { cancelMessage, resendMessage } from "./change-message.ts";
import { getSendGuard } from "./get-send-guard.ts";
import { sendMessage } from "./send-message.ts";
import { startConversation } from "./start-conversation.ts";
import {
  arrived,
  calls,
  newChat,
  newShop,
  queue,
  rowOf,
  setChannel,
  work,
  workOnce,
  startSending,
} from "./sending.fixture.ts";

const world = startSending();

describe("what a person sends", () => {
  it("[WAM-01] [WAM-03] [WAM-04] text, files, buttons, lists, places and reactions arrive as what they are, quotes above them", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const question = await world.received(shop, chat);
    const rows = [{ id: "order", title: "My order", description: "Where it is" }];
    const picture = `${world.sandbox.url}/sandbox/nothing.jpg`;
    await sendMessage(shop.ctx, {
      conversationId: chat.conversationId,
      message: { type: "text", text: "Yes" },
      quotedMessageId: question.id,
    });
    await world.say(shop, chat, {
      type: "buttons",
      body: "Keep it?",
      buttons: [{ id: "yes", title: "Yes" }],
      footer: "Shop",
    });
    await world.say(shop, chat, { type: "list", body: "About?", label: "Choose", sections: [{ rows }] });
    await world.say(shop, chat, { type: "location", latitude: 0, longitude: -3.5, name: "Our shop" });
    await world.say(shop, chat, { type: "media", media: "image", source: { link: picture }, caption: "This one?" });
    await world.say(shop, chat, { type: "reaction", messageId: question.id, emoji: "👍" });
    await work(world.platform);
    const { messages: all } = await world.threadOf(shop, chat);
    const sent = all.filter(({ from, type }) => from === "business" && type !== "reaction");
    expect(sent.map(({ type }) => type)).toEqual(["text", "interactive", "interactive", "location", "image"]);
    expect(sent[0]?.quotedId).toBe(question.externalId);
    expect(JSON.stringify(sent[1]?.content)).toContain('"title":"Yes"');
    expect(JSON.stringify(sent[2]?.content)).toContain('"description":"Where it is"');
    expect(all.find(({ id }) => id === question.externalId)?.reactions.business).toBe("👍");
    const reactions = await world.test.sql`select emoji from message_reactions where message_id = ${question.id}`;
    expect(reactions.map((row) => row["emoji"])).toEqual(["👍"]);
    // In the thread it stands on the message, not beside it.
    const { items } = await listMessages(shop.ctx, { conversationId: chat.conversationId });
    expect(items.map((item) => item.type === "message" && item.kind)).not.toContain("reaction");
    await world.say(shop, chat, { type: "reaction", messageId: question.id, emoji: null });
    await work(world.platform);
    const left = await world.test.sql`select emoji from message_reactions where message_id = ${question.id}`;
    expect(left.map((row) => row["emoji"])).toEqual([""]);
  });

  it("[WAM-01] makes it the customer's turn and a person's conversation", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.say(shop, chat, "Hello");
    const conversation = await readMerchant(shop.ctx, (tx) => findConversation(tx, chat.conversationId));
    expect(conversation).toMatchObject({ state: "waiting", handler: "human", assigneeId: actorUserId(shop.ctx.actor) });
    const colleague = await createMember(world.platform, shop.ctx.merchantId, "support");
    const other = { ...shop, ctx: colleague.ctx };
    await expect(world.say(other, chat, "Hello")).rejects.toMatchObject({ reason: "conversations.taken" });
  });

  it.each([
    [{ type: "text", text: " " }, "sending.empty", { field: "text" }],
    [{ type: "text", text: "🎈".repeat(4_097) }, "sending.too_long", { field: "text", limit: 4096, actual: 4097 }],
    [
      { type: "buttons", body: "?", buttons: [1, 2, 3, 4].map((nth) => ({ id: `${nth}`, title: `${nth}` })) },
      "sending.too_many",
      { field: "buttons", limit: 3, actual: 4 },
    ],
    [
      { type: "buttons", body: "?", buttons: [{ id: "a", title: "More than twenty characters" }] },
      "sending.too_long",
      { field: "buttons[0].title", limit: 20, actual: 27 },
    ],
    [
      { type: "buttons", body: "?", buttons: ["a", "b"].map((id) => ({ id, title: "Yes" })) },
      "sending.not_unique",
      { field: "buttons.title" },
    ],
    [
      {
        type: "list",
        body: "?",
        label: "Choose",
        sections: [{ rows: Array.from({ length: 11 }, (_, nth) => ({ id: `${nth}`, title: `${nth}` })) }],
      },
      "sending.too_many",
      { field: "rows", limit: 10, actual: 11 },
    ],
    [
      { type: "media", media: "audio", source: { id: "1" }, caption: "Listen" },
      "sending.not_allowed",
      { field: "caption" },
    ],
  ] satisfies [OutgoingContent, string, object][])(
    "[WAM-01] [WAM-03] [WAM-04] what WhatsApp would refuse is refused here, with field and limit: %j",
    async (message, reason, details) => {
      const shop = await newShop(world.platform, world.sandbox);
      const chat = await newChat(shop);
      await expect(world.say(shop, chat, message)).rejects.toMatchObject({ reason, details });
      expect(await calls(shop)).toBe(0);
    },
  );

  it("[WAM-01] is refused when the window is closed, and only a member who may reply sends", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const [chat, stranger] = [await newChat(shop), await newChat(shop, false)];
    world.platform.clock.advance(23 * HOUR_MS + 56 * 60_000);
    for (const one of [chat, stranger])
      await expect(world.say(shop, one, "Hello")).rejects.toMatchObject({ reason: "messages.window_closed" });
    const { ctx } = await createMember(world.platform, shop.ctx.merchantId, "support");
    expect((await getSendGuard(ctx, { conversationId: chat.conversationId })).allowed).toBe("template");
    const unknown = { conversationId: crypto.randomUUID(), message: { type: "text", text: "Hello" } } as const;
    await expect(sendMessage(ctx, unknown)).rejects.toMatchObject({ reason: "conversations.not_found" });
    const reaction = { type: "reaction", messageId: crypto.randomUUID(), emoji: "👍" } as const;
    await expect(world.say(shop, chat, reaction)).rejects.toMatchObject({ reason: "sending.message_not_found" });
  });

  it("[WAM-13] needs a number that is connected, and kinds that the provider has", async () => {
    const shop = await newShop(world.platform, world.sandbox, "whapi");
    const chat = await newChat(shop, false);
    const template = { type: "template", name: "hello", language: "en", components: [] } as const;
    const { id } = await queue(shop.ctx, chat.conversationId, template);
    await work(world.platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.unsupported" });
    await setChannel(shop, { state: "disconnected" });
    await expect(world.say(shop, chat, "Hello")).rejects.toMatchObject({ reason: "sending.channel_disconnected" });
    await expect(startConversation(shop.ctx, { phone: "+33639980777" })).rejects.toMatchObject({
      reason: "sending.no_channel",
    });
  });
});

describe("what WhatsApp refuses", () => {
  const waiting = new Set(["rate_limited", "unavailable", "token_dead", "not_permitted", "account_blocked"]);
  const each = ERROR_RULES.flatMap(({ codes, kind }) =>
    codes.map((code) => [typeof code === "number" ? code : code[0], kind] as const),
  );

  it.each(each)("[WAM-12] code %j (%s) fails with its reason, or waits", async (code, kind) => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: code });
    await workOnce(world.platform, shop.ctx, chat.conversationId);
    const row = await rowOf(shop.ctx, id);
    const isRecipients = code === 130497;
    if (waiting.has(kind) && !isRecipients) expect(row.state).toBe("queued");
    else expect([row.state, row.reason]).toEqual(["failed", failureReason(kind)]);
    expect(await calls(shop)).toBe(1);
  });
});

describe("what failed", () => {
  it("[WAM-01] is sent again by a person's word, once, as a message of its own", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131053 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Here it is");
    await work(world.platform);
    expect((await rowOf(shop.ctx, id)).reason).toBe("messages.media_failed");
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: null });
    const again = await resendMessage(shop.ctx, { id });
    await work(world.platform);
    expect((await rowOf(shop.ctx, again.id)).state).toBe("accepted");
    expect((await rowOf(shop.ctx, id)).state).toBe("failed");
    await expect(resendMessage(shop.ctx, { id })).rejects.toMatchObject({ reason: "sending.repeated_already" });
    await expect(resendMessage(shop.ctx, { id: again.id })).rejects.toMatchObject({ reason: "sending.not_resendable" });
    expect(await arrived(shop, chat)).toEqual(["Here it is"]);
  });

  it("[WAM-01] what may have arrived is repeated only when somebody accepts that it comes twice", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "lost_answer", times: 1 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Once");
    await work(world.platform);
    await expect(resendMessage(shop.ctx, { id })).rejects.toMatchObject({ reason: "sending.may_arrive_twice" });
    await resendMessage(shop.ctx, { id, acceptTwice: true });
    await work(world.platform);
    expect(await arrived(shop, chat)).toEqual(["Once", "Once"]);
  });

  it("[WAM-01] what has not left can be taken back", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await world.say(shop, chat, "Wait");
    const sent = await world.say(shop, chat, "Go");
    expect((await cancelMessage(shop.ctx, { id })).state).toBe("cancelled");
    expect((await cancelMessage(shop.ctx, { id })).state).toBe("cancelled");
    await work(world.platform);
    expect(await arrived(shop, chat)).toEqual(["Go"]);
    await expect(cancelMessage(shop.ctx, { id: sent.id })).rejects.toMatchObject({ reason: "sending.left_already" });
    const { id: theirs } = await world.received(shop, chat);
    await expect(cancelMessage(shop.ctx, { id: theirs })).rejects.toMatchObject({
      reason: "sending.message_not_found",
    });
  });
});
