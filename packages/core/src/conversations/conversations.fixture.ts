import type { ContactId, ConversationId, MessageId } from "@nexusone/contracts/ids";
import { conversations, messages } from "@nexusone/db/schema/conversations";
import { whatsappChannels } from "@nexusone/db/schema/whatsapp";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { createContact } from "../contacts/create-contact.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";

/** A connected number that nobody at the vendor knows. */
export function newChannel(ctx: ServiceContext, overrides: Partial<typeof whatsappChannels.$inferInsert> = {}) {
  return inMerchantTx(ctx, async (tx) => {
    const [channel] = await tx
      .insert(whatsappChannels)
      .values({
        environment: "sandbox",
        provider: "cloud_api",
        externalId: randomUUID(),
        accountId: randomUUID(),
        label: "Shop",
        tokenSealed: ctx.platform.keyring.seal("token", "whatsapp_channels.token"),
        state: "connected",
        connectedAt: ctx.platform.clock.now(),
        ...overrides,
      })
      .returning({ id: whatsappChannels.id });
    return channel!.id; // an insert without a conflict clause returns its row
  });
}

let nth = 0;
const phone = (): string => `+3362200${String((nth += 1)).padStart(4, "0")}`;

/** A person who wrote nothing yet, and the conversation with them. */
export async function newChat(
  ctx: ServiceContext,
  channelId: string,
  overrides: Partial<typeof conversations.$inferInsert> & { readonly name?: string } = {},
): Promise<{ id: ConversationId; contactId: ContactId; channelId: string }> {
  const { name = "Jeanne Martin", ...row } = overrides;
  const number = phone();
  const contact = await createContact(ctx, { name, identifiers: [{ type: "phone", value: number }] });
  const at = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const [made] = await tx
      .insert(conversations)
      .values({
        channelId,
        contactId: contact.id,
        state: "open",
        handler: "none",
        startedAt: at,
        lastMessageAt: at,
        recipientPhone: number.slice(1),
        ...row,
      })
      .returning({ id: conversations.id });
    return { id: made!.id as ConversationId, contactId: contact.id, channelId };
  });
}

/** What somebody says in it, as whoever stores messages stores it. */
export function say(
  ctx: ServiceContext,
  chat: { readonly id: string; readonly channelId: string },
  content: string,
  overrides: Partial<typeof messages.$inferInsert> = {},
): Promise<{ id: MessageId; externalId: string }> {
  const at = overrides.at ?? ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const [made] = await tx
      .insert(messages)
      .values({
        conversationId: chat.id,
        channelId: chat.channelId,
        direction: "in",
        author: "user",
        externalId: `wamid.${randomUUID()}`,
        kind: "text",
        content,
        body: { type: "text", text: content },
        state: "received",
        at,
        receivedAt: ctx.platform.clock.now(),
        ...overrides,
      })
      .returning({ id: messages.id, externalId: messages.externalId, direction: messages.direction });
    const inbound = made!.direction === "in";
    await tx
      .update(conversations)
      .set({
        lastMessageAt: sql`greatest(${conversations.lastMessageAt}, ${at.toISOString()}::timestamptz)`,
        ...(inbound
          ? {
              unread: sql`${conversations.unread} + 1`,
              lastInboundAt: sql`greatest(${conversations.lastInboundAt}, ${at.toISOString()}::timestamptz)`,
            }
          : {}),
      })
      .where(eq(conversations.id, chat.id));
    return { id: made!.id as MessageId, externalId: made!.externalId ?? "" };
  });
}
