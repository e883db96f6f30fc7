import { findNewestIncoming } from "@nexusone/db/queries/sending";
import { describe, expect, it } from "vitest";
import { readMerchant } from "../transaction.ts";
import { chatSignalJob } from "./signal-job.ts";
import { markConversationRead, showTyping } from "./signals.ts";
import { newChat, newShop, startSending } from "./sending.fixture.ts";

const world = startSending();

describe("small signs", () => {
  const signal = async () => {
    for (const { name, payload } of world.platform.enqueued.splice(0))
      if (name === chatSignalJob.name) await chatSignalJob.handle(world.platform, chatSignalJob.payload.parse(payload));
  };

  it("[WAM-01] reading is shown to the customer by a job", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { externalId } = await world.received(shop, chat);
    await markConversationRead(shop.ctx, { conversationId: chat.conversationId });
    const seen = async () => (await world.threadOf(shop, chat)).messages.find(({ id }) => id === externalId)?.seen;
    expect(await seen()).toBe(false);
    await signal();
    expect(await seen()).toBe(true);
    const newest = await readMerchant(shop.ctx, (tx) => findNewestIncoming(tx, chat.conversationId, new Date(0)));
    expect(newest?.externalId).toBe(externalId);
  });

  it("[WAM-01] typing is shown while it lasts, and not when it is over; trouble with it is nobody's failure", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.received(shop, chat);
    await showTyping(shop.ctx, { conversationId: chat.conversationId });
    world.platform.clock.advance(26_000);
    await signal();
    expect((await world.threadOf(shop, chat)).typing).toBe(false);
    await showTyping(shop.ctx, { conversationId: chat.conversationId });
    await signal();
    expect((await world.threadOf(shop, chat)).typing).toBe(true);
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131009 });
    await showTyping(shop.ctx, { conversationId: chat.conversationId });
    await expect(signal()).resolves.toBeUndefined();
  });
});
