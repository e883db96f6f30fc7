import { createContact } from "@nexusone/core/contacts/create-contact";
import { requestErasure } from "@nexusone/core/contacts/erase-contact";
import { insertIncomingFiles } from "@nexusone/db/queries/chat-files";
import { inMerchantTx } from "@nexusone/core/transaction";
import {
  advisorAlerts,
  conversationNotes,
  conversationPresence,
  conversations,
  heldNews,
  messageReactions,
  messages,
  savedReplies,
} from "@nexusone/db/schema/conversations";
import { chatBaskets, chatTurns } from "@nexusone/db/schema/chat-talks";
import { whatsappApps, whatsappBusinessConfig, whatsappChannels } from "@nexusone/db/schema/whatsapp";
import { randomInt, randomUUID } from "node:crypto";
import type { Member } from "./world.ts";

/** A number that nobody at the vendor knows, with one conversation. */
export async function newConversation({ ctx }: Member) {
  const phone = `+3367${randomInt(1_000_000, 9_999_999)}`;
  const contact = await createContact(ctx, { name: "Jeanne Martin", identifiers: [{ type: "phone", value: phone }] });
  const at = ctx.platform.clock.now();
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
        connectedAt: at,
      })
      .returning({ id: whatsappChannels.id });
    const channelId = channel!.id;
    const [conversation] = await tx
      .insert(conversations)
      .values({
        channelId,
        contactId: contact.id,
        state: "open",
        handler: "none",
        startedAt: at,
        lastMessageAt: at,
        lastInboundAt: at,
        recipientPhone: "33600000000",
        unread: 1,
      })
      .returning({ id: conversations.id });
    const conversationId = conversation!.id;
    const [message] = await tx
      .insert(messages)
      .values({
        conversationId,
        channelId,
        direction: "in",
        author: "user",
        externalId: `wamid.${randomUUID()}`,
        kind: "text",
        content: "Where is my lamp?",
        body: { type: "text", text: "Where is my lamp?" },
        state: "received",
        at,
        receivedAt: at,
      })
      .returning({ id: messages.id });
    return { channelId, conversationId, messageId: message!.id, contactId: contact.id, phone };
  });
}

/** A document that came with a message. */
export async function newIncomingFile(
  { ctx }: Member,
  { messageId, channelId }: { readonly messageId: string; readonly channelId: string },
  state: "waiting" | "failed",
): Promise<void> {
  const file = {
    vendorId: randomUUID(),
    announcedDigest: null,
    mime: "application/pdf",
    name: "receipt.pdf",
    seconds: null,
  };
  const reason = state === "failed" ? "messages.unavailable" : null;
  const told = { channelId, messageId, state, reason, kind: "document", voice: false } as const;
  await inMerchantTx(ctx, (tx) =>
    insertIncomingFiles(tx, [{ ...file, ...told, receivedAt: ctx.platform.clock.now() }]),
  );
}

/** Something in every table that chats need. */
export async function furnishWhatsApp(owner: Member): Promise<void> {
  const { ctx } = owner;
  const { keyring, clock } = ctx.platform;
  const { channelId, conversationId, messageId, contactId } = await newConversation(owner);
  await newIncomingFile(owner, { messageId, channelId }, "waiting");
  await requestErasure(ctx, { contactId });
  const at = clock.now();
  await inMerchantTx(ctx, async (tx) => {
    await tx.insert(whatsappApps).values({
      environment: "sandbox",
      externalId: randomUUID(),
      secretSealed: keyring.seal("secret", "whatsapp_apps.secret"),
      previousSecretSealed: keyring.seal("before", "whatsapp_apps.previous_secret"),
      previousUntil: at,
      verifyTokenSealed: keyring.seal("verify", "whatsapp_apps.verify_token"),
      keySealed: keyring.seal("key", "whatsapp_apps.key"),
      keyHash: randomUUID(),
    });
    await tx.insert(whatsappChannels).values({
      environment: "sandbox",
      provider: "whapi",
      externalId: randomUUID(),
      label: "Phone",
      tokenSealed: keyring.seal("token", "whatsapp_channels.token"),
      keySealed: keyring.seal("key", "whatsapp_channels.key"),
      keyHash: randomUUID(),
      headerSecretSealed: keyring.seal("header", "whatsapp_channels.header_secret"),
      state: "connected",
      connectedAt: at,
    });
    await tx.insert(whatsappBusinessConfig).values({
      businessType: "retail",
      timeZone: "Europe/Paris",
      hours: [],
      languages: ["fr"],
      defaultLanguage: "fr",
      quietFrom: 1260,
      quietTo: 480,
    });
    await tx.insert(chatTurns).values({ messageId, at });
    await tx.insert(chatBaskets).values({ conversationId, lines: [], expiresAt: at });
    await tx.insert(messageReactions).values({ messageId, direction: "out", emoji: "👍", at });
    await tx
      .insert(heldNews)
      .values({ channelId, externalId: "wamid.later", kind: "status", item: { status: "read" }, receivedAt: at });
    await tx.insert(conversationNotes).values({ conversationId, byName: "Ana", content: "Called twice", at });
    await tx.insert(conversationPresence).values({ conversationId, userId: owner.userId, seenAt: at });
    await tx.insert(savedReplies).values({ name: "Hours", nameLower: "hours", content: "We open at nine." });
    await tx.insert(advisorAlerts).values({ conversationId, reason: "asked_for_person", triggeredAt: at });
  });
}
