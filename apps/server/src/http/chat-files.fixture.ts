import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChatFileView } from "@nexusone/contracts/chat-files";
import type { MessageView } from "@nexusone/contracts/conversations";
import type { ConversationId } from "@nexusone/contracts/ids";
import { fetchChatFileJob } from "@nexusone/core/chat-media/fetch-job";
import { removeChatFilesJob } from "@nexusone/core/chat-media/remove-files";
import { listConversations } from "@nexusone/core/conversations/list-conversations";
import { listMessages } from "@nexusone/core/conversations/list-messages";
import { drainInbox } from "@nexusone/core/inbox/drain-inbox";
import { followMessagesJob } from "@nexusone/core/inbox/follow-messages-job";
import type { JobRun } from "@nexusone/core/jobs/define-job";
import { hashToken } from "@nexusone/core/secrets/keyring";
import { sendMessagesJob } from "@nexusone/core/sending/send-job";
import { inMerchantTx } from "@nexusone/core/transaction";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import { insertChannel } from "@nexusone/db/queries/whatsapp-channels";
import type { PersonActInput } from "@nexusone/sandbox/whatsapp/control-types";
import { createMerchant } from "@nexusone/testing/merchants";
import { createCloudApiClient, createWhapiClient } from "@nexusone/whatsapp/client";
import { member, session } from "../isolation/world.ts";
import { startTestServer } from "../testing/test-server.ts";
import { SANDBOX_APP } from "../whatsapp.ts";

/** The real routes beside the simulated WhatsApp, and a shop whose number's webhooks come here; jobs run when they are called. */
export async function openFiles() {
  const server = await startTestServer();
  // Another test's files must not lie beside these.
  Object.assign(server.platform.media, { scratch: await mkdtemp(join(tmpdir(), "nexusone-scratch-")) });
  const { sandbox, platform } = server;
  const { whatsapp } = sandbox.control;
  const owner = await member(server, (await createMerchant(platform.db, { isDemo: true })).id, "owner");
  const { ctx } = owner;
  const { merchantId } = ctx;
  const { cookie } = await session(server, owner.userId);
  const headers = { cookie: `nexusone_session=${cookie}`, "x-merchant-id": merchantId, "x-nexus-client": "test" };

  const { token, phoneNumberId: line, accountId } = await whatsapp.accounts.create({ appId: SANDBOX_APP.appId });
  const { id: channelId } = await inMerchantTx(ctx, (tx) =>
    insertChannel(tx, {
      environment: "sandbox",
      provider: "cloud_api",
      externalId: line,
      accountId,
      label: "Shop",
      tokenSealed: platform.keyring.seal(token, CHANNEL_TOKEN_PURPOSE),
      state: "connected",
      connectedAt: platform.clock.now(),
    }),
  );
  const client = createCloudApiClient({ baseUrl: sandbox.graphUrl, token, phoneNumberId: line, accountId });
  await client.registerWebhook({ url: `${server.url}/api/whatsapp/webhook`, secret: SANDBOX_APP.verifyToken });

  /** What WhatsApp has to tell arrives and is followed; nothing is fetched yet. */
  async function hear(): Promise<void> {
    await whatsapp.webhooks.deliver();
    await drainInbox(platform);
    await followMessagesJob.handle(platform, { merchantId });
  }
  const JOBS = [fetchChatFileJob, removeChatFilesJob, sendMessagesJob];
  /** Runs what was enqueued once, as the attempt named; what it throws is answered. */
  async function work(attempt = 1): Promise<unknown[]> {
    const failures: unknown[] = [];
    const run = { attempt, signal: AbortSignal.timeout(60_000), goOn: () => undefined, progress: () => undefined };
    for (const { name, payload } of platform.enqueued.splice(0)) {
      const job = JOBS.find((one) => one.name === name);
      // A union of jobs has no payload of its own; each parses what was meant for it.
      const handle = job?.handle as ((on: typeof platform, payload: unknown, run: JobRun) => Promise<void>) | undefined;
      await handle?.(platform, payload, run).catch((error: unknown) => failures.push(error));
    }
    return failures;
  }
  return {
    ...{ server, sandbox, platform, owner, ctx, headers, line, token, channelId, hear, work },
    stop: async () => {
      await server.stop();
      await rm(platform.media.scratch, { recursive: true });
    },
    person: () => whatsapp.people.create({ name: `Person ${randomUUID().slice(0, 8)}` }),
    act: (personId: string, act: PersonActInput, over = line) => whatsapp.people.act(personId, over, act),
    /** A number at Whapi, whose webhooks come here too. */
    openWhapi: async (): Promise<{ line: string }> => {
      const { id: externalId, token: whapiToken } = await whatsapp.channels.create();
      const [key, secret] = [randomBytes(16).toString("base64url"), randomUUID()];
      const { keyring, clock } = platform;
      await inMerchantTx(ctx, (tx) =>
        insertChannel(tx, {
          environment: "sandbox",
          provider: "whapi",
          externalId,
          accountId: null,
          label: "Phone",
          tokenSealed: keyring.seal(whapiToken, CHANNEL_TOKEN_PURPOSE),
          keyHash: hashToken(key),
          keySealed: keyring.seal(key, "whatsapp_channels.key"),
          headerSecretSealed: keyring.seal(secret, "whatsapp_channels.header_secret"),
          state: "connected",
          connectedAt: clock.now(),
        }),
      );
      const whapi = createWhapiClient({ baseUrl: sandbox.whapiUrl, token: whapiToken });
      await whapi.registerWebhook({ url: `${server.url}/api/whapi/webhook/${key}`, secret });
      return { line: externalId };
    },
    /** The thread with somebody, the newest first. */
    thread: async ({ phone }: { readonly phone: string | null }) => {
      const { items } = await listConversations(ctx, { limit: 100 });
      const found = items.find(({ reach }) => reach === `+${phone}`);
      if (!found) throw new Error("there is no such conversation");
      const page = await listMessages(ctx, { conversationId: found.id });
      const messages = page.items.filter((item): item is MessageView => item.type === "message");
      return { id: found.id as ConversationId, messages };
    },
    get: (path: string, more: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers: more }),
    upload: (bytes: Uint8Array<ArrayBuffer>, name: string, type = "application/octet-stream") =>
      fetch(`${server.url}/api/chat-files`, {
        method: "POST",
        headers: { ...headers, "content-type": type, "x-file-name": encodeURIComponent(name) },
        body: bytes,
      }),
    fileOf: (message: MessageView | undefined): ChatFileView => {
      if (!message?.file) throw new Error("the message has no file");
      return message.file;
    },
  };
}
