import { randomUUID } from "node:crypto";
import type { World } from "../world.ts";
import { asSuperuser } from "./database.ts";

export type ChatMessage = {
  readonly direction?: "in" | "out";
  readonly author?: "user" | "human" | "assistant";
  readonly text?: string;
  readonly body?: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly state?: string;
  readonly reason?: string;
  readonly quotes?: number;
  readonly reaction?: string;
  readonly revoked?: boolean;
  readonly edited?: boolean;
  readonly minutesAgo: number;
};
export type Chat = {
  readonly name: string;
  readonly phone: string;
  readonly state?: string;
  readonly handler?: string;
  readonly unread?: number;
  /** The person, when they are here already. */
  readonly contactId?: string;
  readonly messages: readonly ChatMessage[];
};

const NEWEST = Date.now();
const ago = (minutes: number): Date => new Date(NEWEST - minutes * 60_000);

/** A number of the simulated world, and whatever was said over it, as if it had come in. @returns ids of the conversations. */
export const insertChats = (world: World, merchantId: string, chats: readonly Chat[]): Promise<string[]> =>
  asSuperuser(world, async (sql) => {
    const channelId = await insertNumber(sql, merchantId);
    const ids: string[] = [];
    for (const { name, phone, state = "open", handler = "none", unread = 0, contactId, messages } of chats) {
      const newest = ago(Math.min(...messages.map(({ minutesAgo }) => minutesAgo)));
      const [contact] = contactId
        ? [{ id: contactId }]
        : await sql<{ id: string }[]>`
            insert into contacts (merchant_id, name, name_lower, note, search_text, added_at)
            values (${merchantId}, ${name}, lower(${name}), '', lower(${name}), ${newest}) returning id`;
      if (!contactId)
        await sql`insert into contact_identifiers (merchant_id, contact_id, type, value, digest)
          values (${merchantId}, ${contact!.id}, 'phone', ${`+${phone}`}, ${randomUUID()})`;
      const [conversation] = await sql<{ id: string }[]>`
        insert into conversations (merchant_id, channel_id, contact_id, state, handler, started_at, last_message_at, last_inbound_at,
          recipient_phone, unread)
        values (${merchantId}, ${channelId}, ${contact!.id}, ${state}, ${handler}, ${ago(3_000)}, ${newest}, ${newest}, ${phone}, ${unread})
        returning id`;
      const conversationId = conversation!.id;
      ids.push(conversationId);
      const externalIds = messages.map(() => `wamid.${randomUUID()}`);
      for (const [nth, message] of messages.entries()) {
        const { direction = "in", text = "", body = { type: "text", text } } = message;
        const at = ago(message.minutesAgo);
        const [row] = await sql<{ id: string }[]>`
          insert into messages (merchant_id, conversation_id, channel_id, direction, author, external_id, kind, content, body,
            quoted_external_id, state, reason, at, received_at, edited_at, revoked_at)
          values (${merchantId}, ${conversationId}, ${channelId}, ${direction},
            ${message.author ?? (direction === "in" ? "user" : "human")}, ${externalIds[nth]!}, ${body.type}, ${text},
            ${sql.json(body as never)}, ${message.quotes === undefined ? null : (externalIds[message.quotes] ?? "wamid.gone")},
            ${message.state ?? (direction === "in" ? "received" : "read")}, ${message.reason ?? null}, ${at}, ${at},
            ${message.edited ? at : null}, ${message.revoked ? at : null})
          returning id`;
        if (message.reaction)
          await sql`insert into message_reactions (merchant_id, message_id, direction, emoji, at)
            values (${merchantId}, ${row!.id}, ${direction === "in" ? "out" : "in"}, ${message.reaction}, ${at})`;
      }
    }
    return ids;
  });

type Sql = Parameters<Parameters<typeof asSuperuser>[1]>[0];

async function insertNumber(sql: Sql, merchantId: string): Promise<string> {
  const [channel] = await sql<{ id: string }[]>`
    insert into whatsapp_channels (merchant_id, environment, provider, external_id, account_id, label, display_phone, token_sealed,
      state, connected_at)
    values (${merchantId}, 'sandbox', 'cloud_api', ${randomUUID()}, ${randomUUID()}, 'Shop', '+33 1 23 45 67 89', 'none', 'connected',
      ${ago(10_000)})
    returning id`;
  return channel!.id;
}

/** Conversations by the thousand, each with two messages. */
export const fillChats = (world: World, merchantId: string, count: number): Promise<unknown> =>
  asSuperuser(world, async (sql) => {
    const channelId = await insertNumber(sql, merchantId);
    await sql`
      with people as (
        insert into contacts (merchant_id, name, name_lower, note, search_text, added_at)
        select ${merchantId}::uuid, title, lower(title), '', lower(title), ${ago(0)}::timestamptz - n * interval '7 minutes'
        from generate_series(1, ${count}::integer) n
          cross join lateral (select (array['Jeanne', 'Amara', 'Luis', 'Chloé', 'Mehmet', 'Sofia'])[1 + n % 6] || ' ' ||
            (array['Martin', 'Okafor', 'García', 'Rossi', 'Schmidt', 'Yılmaz', 'Haddad'])[1 + n % 7] || ' ' || n as title) named
        returning id, added_at, name),
      talks as (
        insert into conversations (merchant_id, channel_id, contact_id, state, handler, started_at, last_message_at, last_inbound_at,
          recipient_phone, unread)
        select ${merchantId}::uuid, ${channelId}::uuid, id, case when length(name) % 3 = 0 then 'waiting' else 'open' end, 'none',
          added_at, added_at, added_at, '33612345678', case when length(name) % 4 = 0 then 2 else 0 end
        from people returning id, last_message_at as at)
      insert into messages (merchant_id, conversation_id, channel_id, direction, author, external_id, kind, content, body, state, at,
        received_at)
      select ${merchantId}::uuid, t.id, ${channelId}::uuid, 'in', 'user', 'wamid.' || t.id || k, 'text', said,
        jsonb_build_object('type', 'text', 'text', said), 'received', t.at - k * interval '1 minute', t.at
      from talks t cross join generate_series(0, 1) k
        cross join lateral (select (array['Where is my parcel?', 'Thank you!', 'Can I change the address?', 'Is the blue one in stock?'])[
          1 + (k + ascii(right(t.id::text, 1))) % 4] as said) s`;
    await sql`analyze conversations, messages, contacts`;
  });
