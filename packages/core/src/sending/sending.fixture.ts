import type { SendPriority } from "@nexusone/contracts/conversation-terms";
import type { OutgoingContent } from "@nexusone/contracts/sending";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { updateConversationRow } from "@nexusone/db/queries/conversation-changes";
import { findMessage, type MessageRow } from "@nexusone/db/queries/sending";
import { insertChannel, updateChannel, type ChannelChange } from "@nexusone/db/queries/whatsapp-channels";
import { conversations, messages } from "@nexusone/db/schema/conversations";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ServiceContext } from "../context.ts";
import type { Platform } from "../platform.ts";
import { createTemplate } from "../templates/create-template.ts";
import { submitTemplate } from "../templates/submit-template.ts";
import { syncTemplates } from "../templates/sync-templates.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { CHANNEL_TOKEN_PURPOSE } from "../whatsapp/client-of.ts";
import { queueMessage } from "./queue-message.ts";
import { sendMessage } from "./send-message.ts";
import { sendMessagesJob, sweepMessages } from "./send-job.ts";
import { conversationWith } from "./start-conversation.ts";

/** A process that reaches the simulated WhatsApp; both have the same time. */
export async function sendingPlatform(
  test: TestDatabase,
  sandbox: Sandbox,
  fetch?: typeof globalThis.fetch,
): Promise<TestPlatform> {
  const platform = createTestPlatform(test.db, {
    whatsapp: {
      graphUrls: { sandbox: sandbox.graphUrl },
      whapiUrls: { sandbox: sandbox.whapiUrl },
      apps: {},
      ...(fetch && { fetch }),
    },
  });
  await sandbox.control.clock.set(platform.clock.now().toISOString());
  return platform;
}

export type Shop = Awaited<ReturnType<typeof newShop>>;
/** A shop with one number of its own at the vendor. */
export async function newShop(platform: TestPlatform, sandbox: Sandbox, provider: "cloud_api" | "whapi" = "cloud_api") {
  const { ctx } = await createStaffedMerchant(platform);
  const { whatsapp } = sandbox.control;
  const cloud = provider === "cloud_api" ? await whatsapp.accounts.create() : undefined;
  const whapi = cloud ? undefined : await whatsapp.channels.create();
  const token = cloud?.token ?? whapi?.token ?? "";
  const line = cloud?.phoneNumberId ?? whapi?.id ?? "";
  const channel = await inMerchantTx(ctx, (tx) =>
    insertChannel(tx, {
      environment: "sandbox",
      provider,
      externalId: line,
      accountId: cloud?.accountId ?? null,
      label: "Shop",
      tokenSealed: platform.keyring.seal(token, CHANNEL_TOKEN_PURPOSE),
      state: "connected",
      connectedAt: platform.clock.now(),
    }),
  );
  return { ctx, platform, sandbox, line, token, channelId: channel.id, accountId: cloud?.accountId ?? "" };
}

let people = 0;
/** Somebody who has just written to the shop, unless they never did. */
export async function newChat({ ctx, platform, sandbox, line, channelId }: Shop, written = true) {
  people += 1;
  const person = await sandbox.control.whatsapp.people.create({ phone: `3363${String(9_000_000 + people)}` });
  const { id, contactId } = await inMerchantTx(ctx, async (tx) =>
    conversationWith(tx, ctx, { phone: `+${person.phone}`, name: `Person ${people}`, channelId }),
  );
  const chat = { person, conversationId: id, contactId };
  if (written) {
    await sandbox.control.whatsapp.people.act(person.id, line, { do: "text", text: "Hello?" });
    await wrote(ctx, chat, platform.clock.now());
  }
  return chat;
}
export type Chat = Awaited<ReturnType<typeof newChat>>;

/** As when their message has been followed. */
export const wrote = (ctx: ServiceContext, { conversationId }: { conversationId: string }, at: Date): Promise<void> =>
  inMerchantTx(ctx, async (tx) => {
    await updateConversationRow(tx, conversationId, { lastMessageAt: at });
    await tx.update(conversations).set({ lastInboundAt: at }).where(eq(conversations.id, conversationId));
  });

export const setChannel = ({ ctx, channelId }: Shop, change: ChannelChange): Promise<void> =>
  inMerchantTx(ctx, (tx) => updateChannel(tx, channelId, change));

/** Puts a message into the line; a text when only words are given. */
export const queue = (
  ctx: ServiceContext,
  conversationId: string,
  message: string | OutgoingMessage,
  priority: SendPriority = "now",
): Promise<MessageRow> =>
  inMerchantTx(ctx, (tx) =>
    queueMessage(tx, ctx, {
      conversationId,
      message: typeof message === "string" ? { type: "text", text: message } : message,
      author: "human",
      priority,
    }),
  );

/** Runs what was enqueued, round after round until nothing is left that would do anything but wait. */
export async function work(on: TestPlatform): Promise<void> {
  for (let round = 0; round < 20 && on.enqueued.length > 0; round += 1)
    for (const { name, payload } of on.enqueued.splice(0))
      if (name === sendMessagesJob.name) await sendMessagesJob.handle(on, sendMessagesJob.payload.parse(payload));
}
/** The cron, and what it takes up. */
export async function sweep(on: TestPlatform): Promise<void> {
  on.enqueued.length = 0;
  await sweepMessages(on);
  await work(on);
}
/** Once, whatever came of it. */
export const workOnce = (on: Platform, ctx: ServiceContext, conversationId: string): Promise<unknown> =>
  sendMessagesJob.handle(on, { merchantId: ctx.merchantId, conversationId });

export const rowOf = async (ctx: ServiceContext, id: string): Promise<MessageRow> => {
  const row = await readMerchant(ctx, (tx) => findMessage(tx, id));
  if (!row) throw new Error(`there is no message ${id}`);
  return row;
};

/** What the person's telephone shows of the shop. */
export async function arrived({ sandbox, line }: Shop, { person }: Chat): Promise<string[]> {
  const [thread] = await sandbox.control.whatsapp.threads.list({ line, personId: person.id });
  return (thread?.messages ?? []).filter(({ from }) => from === "business").map(({ text }) => text);
}
/** How often the vendor was asked to send over this number. */
export async function calls({ sandbox, line }: Shop): Promise<number> {
  const requests = await sandbox.control.requests.list({ vendor: "whatsapp" });
  return requests.filter(({ path, method }) => method === "POST" && path === `/${line}/messages`).length;
}

/** Meta approves it, and it fits any customer. */
export const READY = {
  name: "order_ready",
  language: "en",
  category: "UTILITY",
  body: "Hello {{first_name}}, your order {{order_number}} can be picked up.",
} as const;

/** Database, simulated WhatsApp and a process for a test file: all numbers are given up and everything forgotten before each test. */
export function startSending({ connections = 10, fullSpeed = true } = {}) {
  let test: TestDatabase;
  let sandbox: Sandbox;
  let platform: TestPlatform;
  beforeAll(async () => {
    [test, sandbox] = await Promise.all([
      createTestDatabase({ max: connections }),
      startSandbox({ catalogueSize: 10, fullSpeed }),
    ]);
  });
  beforeEach(async () => {
    await sandbox.control.reset();
    // What begins anew gives its names again.
    await test.sql`update whatsapp_channels set state = 'disconnected'`;
    platform = await sendingPlatform(test, sandbox);
  });
  afterAll(async () => {
    await sandbox.stop();
    await test.close();
  });
  const threadOf = async (shop: Shop, { person }: Chat) => {
    const [thread] = await sandbox.control.whatsapp.threads.list({ line: shop.line, personId: person.id });
    return thread!;
  };
  return {
    get test() {
      return test;
    },
    get sandbox() {
      return sandbox;
    },
    get platform() {
      return platform;
    },
    threadOf,
    say: ({ ctx }: Shop, { conversationId }: Chat, message: OutgoingContent | string) =>
      sendMessage(ctx, {
        conversationId,
        message: typeof message === "string" ? { type: "text", text: message } : message,
      }),
    /** The customer's first message as the webhook brings it. */
    received: async (shop: Shop, chat: Chat): Promise<{ id: string; externalId: string }> => {
      const first = (await threadOf(shop, chat)).messages.find(({ from }) => from === "person")!;
      const at = platform.clock.now();
      const { conversationId } = chat;
      const body = { type: "text", text: first.text };
      const row = {
        conversationId,
        channelId: shop.channelId,
        externalId: first.id,
        kind: "text",
        content: first.text,
        body,
      };
      return inMerchantTx(shop.ctx, async (tx) => {
        const told = { ...row, direction: "in", author: "user", state: "received", at, receivedAt: at } as const;
        const [made] = await tx.insert(messages).values(told).returning({ id: messages.id });
        return { id: made!.id, externalId: first.id };
      });
    },
    /** A template that Meta has approved. */
    approved: async ({ ctx, channelId }: Shop, overrides: object = {}): Promise<string> => {
      const { id } = await createTemplate(ctx, { ...READY, ...overrides, channelId });
      await submitTemplate(ctx, { id });
      await sandbox.control.whatsapp.templates.review();
      await syncTemplates(ctx);
      return id;
    },
  };
}
