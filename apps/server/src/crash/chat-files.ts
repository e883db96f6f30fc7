import { randomInt } from "node:crypto";
import type { ChatFileView } from "@nexusone/contracts/chat-files";
import type { MessageView, ThreadPage } from "@nexusone/contracts/conversations";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import { createCloudApiClient } from "@nexusone/whatsapp/client";
import { expect } from "vitest";
import type { z } from "zod";
import { homeSecret } from "../home.ts";
import { SANDBOX_APP } from "../whatsapp.ts";
import type { Merchant } from "./merchant.ts";
import { eventually, type Home } from "./program.ts";
import { story } from "./scenario.ts";

type Chat = { readonly conversationId: string; readonly line: string; readonly personId: string };
type WithFile = Chat & { readonly file: ChatFileView; readonly externalId: string };

/** Files of chats whose process died in the middle: none is lost, none is there by half, and none is sent twice. */
export function chatFileScenarios(merchant: () => Merchant, home: () => Pick<Home, "path" | "connect">) {
  /** A number whose webhooks come to the program that runs, and somebody who has just written to it. */
  async function newChat(): Promise<Chat> {
    const { whatsapp, clock } = merchant().sandbox.control;
    const { phoneNumberId: line, accountId, token } = await whatsapp.accounts.create({ appId: SANDBOX_APP.appId });
    const person = await whatsapp.people.create({ phone: `3363${randomInt(1_000_000, 9_999_999)}` });
    await whatsapp.people.act(person.id, line, { do: "text", text: "Hello?" });
    const { now } = await clock.get();
    const sealed = createKeyring([homeSecret(home().path)]).seal(token, CHANNEL_TOKEN_PURPOSE);
    const sql = home().connect();
    const [channel] = await sql<{ id: string }[]>`
      insert into whatsapp_channels
        (merchant_id, environment, provider, external_id, account_id, label, token_sealed, state, connected_at)
      values (${merchant().as.merchantId}, 'sandbox', 'cloud_api', ${line}, ${accountId}, 'Shop', ${sealed}, 'connected', ${now})
      returning id`;
    const to = { phone: `+${person.phone}`, channelId: channel!.id };
    const { id } = await merchant().get<{ id: string }>("messages.startConversation", to);
    await sql`update conversations set last_inbound_at = ${now} where id = ${id}`;
    await sql.end();
    const baseUrl = merchant().sandbox.graphUrl;
    const client = createCloudApiClient({ baseUrl, token, phoneNumberId: line, accountId });
    await client.registerWebhook({
      url: `${merchant().url}/api/whatsapp/webhook`,
      secret: SANDBOX_APP.verifyToken,
    });
    return { conversationId: id, line, personId: person.id };
  }
  const filesOf = async ({ conversationId }: Chat): Promise<MessageView[]> => {
    const page = await merchant().get<z.output<typeof ThreadPage>>("conversations.listMessages", { conversationId });
    return page.items.filter((item): item is MessageView => item.type === "message" && item.file !== null);
  };
  const opened = ({ links }: ChatFileView): Promise<number> =>
    fetch(`${merchant().url}${links?.download ?? ""}`).then(({ status }) => status);
  const deliver = () => merchant().sandbox.control.whatsapp.webhooks.deliver();
  const sendsFile = async ({ personId, line }: Chat): Promise<void> => {
    await merchant().sandbox.control.whatsapp.people.act(personId, line, { do: "file", kind: "image" });
    await deliver();
  };
  const ready = (chat: Chat): Promise<MessageView> =>
    eventually("the file is there", async () => (await filesOf(chat)).find(({ file }) => file?.state === "ready"));
  const upload = () =>
    fetch(`${merchant().url}/api/chat-files`, {
      method: "POST",
      headers: { ...merchant().headers(), "content-type": "text/plain", "x-file-name": "note.txt" },
      body: "A note",
    });

  return {
    fetched: story({
      rows: "[JOB-05] [MED-05]",
      prepare: newChat,
      reach: sendsFile,
      repeat: async (chat: Chat) => {
        const { file } = await ready(chat);
        expect(await opened(file!)).toBe(200);
        expect(await filesOf(chat)).toHaveLength(1);
      },
    }),
    uploaded: story({
      rows: "[MED-01]",
      prepare: newChat,
      reach: upload,
      repeat: async () => {
        const sql = home().connect();
        const before = await sql`select state from chat_files where name = 'note.txt'`;
        await sql.end();
        // Named by a row, shown by nothing: the sweep's.
        expect([...before]).toEqual([{ state: "storing" }]);
        expect((await upload()).status).toBe(201);
      },
    }),
    sent: story({
      rows: "[MED-01] [WAM-01]",
      prepare: async () => ({ ...(await newChat()), file: (await (await upload()).json()) as ChatFileView }),
      reach: ({ conversationId, file }: Chat & { file: ChatFileView }) =>
        merchant().ask("messages.send", { conversationId, message: { type: "file", fileId: file.id } }),
      // What waits without a job is taken up after a minute.
      meanwhile: () => merchant().sandbox.control.clock.advance(3 * 60_000),
      repeat: async ({ line, personId }: Chat & { file: ChatFileView }) => {
        const sent = async () => {
          const [thread] = await merchant().sandbox.control.whatsapp.threads.list({ line, personId });
          return (thread?.messages ?? []).filter(({ from }) => from === "business");
        };
        await eventually("the file is sent", async () => ((await sent()).length > 0 ? true : undefined));
        expect(await sent()).toHaveLength(1);
      },
    }),
    removed: story({
      rows: "[MED-02]",
      prepare: async (): Promise<WithFile> => {
        const chat = await newChat();
        await sendsFile(chat);
        const { file, externalId } = await ready(chat);
        return { ...chat, file: file!, externalId: externalId ?? "" };
      },
      reach: async ({ personId, line, externalId }: WithFile) => {
        const act = { do: "revoke", messageId: externalId } as const;
        await merchant().sandbox.control.whatsapp.people.act(personId, line, act);
        await deliver();
      },
      repeat: async ({ file }: WithFile) => {
        expect(await opened(file)).toBe(404);
        await eventually("nothing is left of it", async () => {
          const sql = home().connect();
          const rows = await sql`select 1 from chat_files where id = ${file.id}`;
          await sql.end();
          return rows.length === 0 ? true : undefined;
        });
      },
    }),
  };
}
