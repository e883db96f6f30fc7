import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import type { ContactId } from "@nexusone/contracts/ids";
import { recordConsent } from "../contacts/record-consent.ts";
import { suppressContact } from "../contacts/suppress.ts";
import { getContact } from "../contacts/get-contact.ts";
import { getSendGuard } from "./get-send-guard.ts";
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
  READY,
} from "./sending.fixture.ts";

const world = startSending();

describe("people who want nothing", () => {
  it("[WAM-01] nobody is written to who wants nothing at all, whoever queued it", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    await suppressContact(shop.ctx, { id: chat.contactId as ContactId, purpose: "all" });
    await work(world.platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.opted_out" });
    await expect(world.say(shop, chat, "Hello")).rejects.toMatchObject({ reason: "messages.opted_out" });
    expect(await calls(shop)).toBe(0);
  });

  it("[WAM-01] [CMP-01] who wants no marketing gets answers and no campaigns", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await recordConsent(shop.ctx, { id: chat.contactId as ContactId, purpose: "marketing", granted: false });
    const { id } = await queue(shop.ctx, chat.conversationId, "Sale!", "campaign");
    await world.say(shop, chat, "Your lamp is ready.");
    await work(world.platform);
    expect(await arrived(shop, chat)).toEqual(["Your lamp is ready."]);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.opted_out" });
  });

  it("[WAM-12] who stopped marketing at WhatsApp has stopped it here", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131050 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Sale!", "campaign");
    await work(world.platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.opted_out" });
    const { identifiers } = await getContact(shop.ctx, { id: chat.contactId as ContactId });
    expect(identifiers[0]?.suppressed.map(({ purpose, cause }) => [purpose, cause])).toEqual([["marketing", "asked"]]);
  });
});

describe("what is known before", () => {
  it("[WAM-01] the window, what it costs, who wants what, and how many may still be written to", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    await setChannel(shop, { dailyLimit: 250 });
    const chat = await newChat(shop);
    const { conversationId } = chat;
    await recordConsent(shop.ctx, { id: chat.contactId as ContactId, purpose: "marketing", granted: true });
    const open = await getSendGuard(shop.ctx, { conversationId });
    expect(open).toMatchObject({
      allowed: "anything",
      reason: null,
      window: { state: "open", closesAt: new Date(world.platform.clock.now().getTime() + DAY_MS).toISOString() },
      price: { freeForm: "free", utility: "free", marketing: "charged", freeUntil: null },
      suppressed: [],
      consented: ["marketing"],
      limit: null,
      channel: { state: "connected", waits: null },
    });
    world.platform.clock.advance(25 * HOUR_MS);
    await setChannel(shop, { pausedReason: "messages.rate_limited" });
    expect(await getSendGuard(shop.ctx, { conversationId })).toMatchObject({
      allowed: "template",
      reason: "messages.window_closed",
      window: { state: "closed" },
      price: { freeForm: null, utility: "charged", marketing: "charged" },
      limit: { perDay: 250, left: 250 },
      channel: { waits: "messages.rate_limited", waitsUntil: null },
    });
  });

  it("[WAM-02] [CMP-01] people that a number has begun to write to count against its day", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    await setChannel(shop, { dailyLimit: 1 });
    const [first, second] = [await newChat(shop, false), await newChat(shop, false)];
    await world.approved(shop);
    const template = { type: "template", name: READY.name, language: "en", components: [] } as const;
    const begun = await queue(shop.ctx, first.conversationId, template);
    await world.test.sql`update messages set state = 'delivered' where id = ${begun.id}`;
    const { id } = await queue(shop.ctx, second.conversationId, template);
    await workOnce(world.platform, shop.ctx, second.conversationId);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "sending.daily_limit" });
    expect(await calls(shop)).toBe(0);
  });
});
