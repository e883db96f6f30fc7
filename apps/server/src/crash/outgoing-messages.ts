import { randomInt } from "node:crypto";
import type { RestConversation } from "@nexusone/contracts/sending";
import type { Failpoint } from "@nexusone/core/failpoints";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import { expect } from "vitest";
import { homeSecret } from "../home.ts";
import type { Merchant } from "./merchant.ts";
import { eventually, type Home } from "./program.ts";

type Chat = { readonly conversationId: string; readonly line: string; readonly personId: string };

/** A message to a customer whose sender died: nobody repeats what may have arrived, and the row says that nobody knows. */
export const outgoingMessage = (
  merchant: () => Merchant,
  home: () => Pick<Home, "path" | "connect">,
  at: Failpoint,
  arrived: number,
) => ({
  at,
  rows: "[WAM-01]",
  prepare: async (): Promise<Chat> => {
    const { whatsapp, clock } = merchant().sandbox.control;
    const { phoneNumberId: line, accountId, token } = await whatsapp.accounts.create();
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
    const { id } = await merchant().get<RestConversation>("messages.startConversation", to);
    await sql`update conversations set last_inbound_at = ${now} where id = ${id}`;
    await sql.end();
    return { conversationId: id, line, personId: person.id };
  },
  reach: ({ conversationId }: Chat) =>
    merchant().ask("messages.sendText", { conversationId, text: "It is on its way." }),
  // The process that died holds the message for two minutes.
  meanwhile: () => merchant().sandbox.control.clock.advance(3 * 60_000),
  repeat: async ({ conversationId, line, personId }: Chat) => {
    const sql = home().connect();
    const sent = await eventually("the message is settled", async () => {
      const [row] = await sql<{ state: string; reason: string | null }[]>`
        select state, reason from messages where conversation_id = ${conversationId}`;
      return row?.state === "queued" || row?.state === "sending" ? undefined : row;
    });
    await sql.end();
    expect(sent).toEqual({ state: "unknown", reason: "messages.unknown_outcome" });
    const [thread] = await merchant().sandbox.control.whatsapp.threads.list({ line, personId });
    expect(thread?.messages.filter(({ from }) => from === "business")).toHaveLength(arrived);
  },
});
