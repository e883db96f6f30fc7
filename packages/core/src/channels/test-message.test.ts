import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import type { TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { ChannelId } from "@nexusone/contracts/channels";
import { HOUR_MS } from "../clock.ts";
import { newChat, newShop, queue, sendingPlatform } from "../sending/sending.fixture.ts";
import { sendMessagesJob } from "../sending/send-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { replaceToken } from "./change-channel.ts";
import { channelTrouble } from "./channel-trouble.ts";
import { sendTestMessage } from "./send-test-message.ts";

let database: TestDatabase;
let sandbox: Sandbox;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sandbox = await startSandbox({ catalogueSize: 10, fullSpeed: true });
  platform = await sendingPlatform(database, sandbox);
});
afterAll(async () => {
  await sandbox.stop();
  await database.close();
});

const sendJobs = () => platform.enqueued.filter(({ name }) => name === sendMessagesJob.name);

describe("the test message", () => {
  it("[WAM-12] answers the telephone that wrote, and nobody else", async () => {
    const shop = await newShop(platform, sandbox);
    const id = ChannelId.parse(shop.channelId);
    const [own, silent] = [await newChat(shop), await newChat(shop, false)];
    const sent = await sendTestMessage(shop.ctx, { id, phone: `+${own.person.phone}` });
    expect(sent).toMatchObject({ conversationId: own.conversationId, kind: "text", author: "human", state: "queued" });
    await expect(sendTestMessage(shop.ctx, { id, phone: `+${silent.person.phone}` })).rejects.toMatchObject({
      reason: "channels.nobody_wrote",
    });
    const other = await newShop(platform, sandbox);
    await expect(sendTestMessage(other.ctx, { id, phone: `+${own.person.phone}` })).rejects.toMatchObject({
      reason: "request.not_found",
    });
  });

  it("[WAM-12] says when the window is closed, instead of failing later", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    platform.clock.advance(25 * HOUR_MS);
    const id = ChannelId.parse(shop.channelId);
    await expect(sendTestMessage(shop.ctx, { id, phone: `+${chat.person.phone}` })).rejects.toMatchObject({
      reason: "messages.window_closed",
    });
  });
});

it("[WAM-12] what waited for a number leaves once it has another token", async () => {
  const shop = await newShop(platform, sandbox);
  const chat = await newChat(shop);
  const id = ChannelId.parse(shop.channelId);
  const dead = { kind: "token_dead", scope: "channel", vendorCode: 190, retryAfterMs: null } as const;
  await inMerchantTx(shop.ctx, (tx) => channelTrouble(tx, shop.ctx, id, dead));
  await queue(shop.ctx, chat.conversationId, "Hello");
  await sendMessagesJob.handle(platform, { merchantId: shop.ctx.merchantId, conversationId: chat.conversationId });
  platform.enqueued.length = 0;
  await replaceToken(shop.ctx, { id, token: await sandbox.control.whatsapp.accounts.grant(shop.accountId) });
  expect(sendJobs().map(({ payload }) => payload)).toEqual([
    { merchantId: shop.ctx.merchantId, conversationId: chat.conversationId },
  ]);
});
