import { randomInt, randomUUID } from "node:crypto";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import { signMeta } from "@nexusone/whatsapp/webhook";
import { expect } from "vitest";
import { homeSecret } from "../home.ts";
import { SANDBOX_APP } from "../whatsapp.ts";
import type { Merchant } from "./merchant.ts";
import { eventually, type Home } from "./program.ts";

type Post = { readonly messageId: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A customer's message whose receiver died before it answered: posted again, it is one message in its thread. */
export const incomingMessage = (merchant: () => Merchant, home: () => Pick<Home, "path" | "connect">) => ({
  at: "whatsapp.webhook.after_store" as const,
  rows: "[WAM-06]",
  prepare: async (): Promise<Post> => {
    const [line, account, messageId] = [randomUUID(), randomUUID(), `wamid.${randomUUID()}`];
    const { now } = await merchant().sandbox.control.clock.get();
    const sealed = createKeyring([homeSecret(home().path)]).seal("a token", CHANNEL_TOKEN_PURPOSE);
    const sql = home().connect();
    await sql`
      insert into whatsapp_channels
        (merchant_id, environment, provider, external_id, account_id, label, token_sealed, state, connected_at)
      values (${merchant().as.merchantId}, 'sandbox', 'cloud_api', ${line}, ${account}, 'Shop', ${sealed}, 'connected', ${now})`;
    await sql.end();
    const from = `3363${randomInt(1_000_000, 9_999_999)}`;
    const timestamp = String(Math.floor(Date.parse(now) / 1_000));
    const value = {
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "33639980010", phone_number_id: line },
      messages: [{ from, id: messageId, timestamp, type: "text", text: { body: "Where is my lamp?" } }],
    };
    const entry = [{ id: account, changes: [{ field: "messages", value }] }];
    return {
      messageId,
      bytes: new TextEncoder().encode(JSON.stringify({ object: "whatsapp_business_account", entry })),
    };
  },
  reach: ({ bytes }: Post) => post(merchant().url, bytes).catch(() => undefined),
  repeat: async ({ messageId, bytes }: Post) => {
    expect(await post(merchant().url, bytes)).toBe(200);
    const sql = home().connect();
    const found = await eventually("the message is in its thread", async () => {
      const rows = await sql<{ content: string }[]>`select content from messages where external_id = ${messageId}`;
      return rows.length > 0 ? [...rows] : undefined;
    });
    const [kept] = await sql<{ n: number }[]>`
      select count(*)::integer as n from channel_events where external_id like ${`%${messageId}`}`;
    await sql.end();
    expect(found).toEqual([{ content: "Where is my lamp?" }]);
    expect(kept?.n).toBe(1);
  },
});

export const post = (url: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> =>
  fetch(`${url}/api/whatsapp/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-hub-signature-256": signMeta(bytes, SANDBOX_APP.secrets[0]) },
    body: bytes,
  }).then(({ status }) => status);
