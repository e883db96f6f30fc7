import { SendButtonsInput, SendListInput, SendTextInput, type OutgoingView } from "@nexusone/contracts/sending";
import type { ContactId } from "@nexusone/contracts/ids";
import { lockConversation } from "@nexusone/db/queries/conversation-changes";
import { type ConversationRow } from "@nexusone/db/queries/sending";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { answer, plain } from "./send-message.ts";
import { conversationWith } from "./start-conversation.ts";
import { viewOutgoing } from "./views.ts";

/**
 * What programs send: to a conversation, a person, or a telephone number. Stored and queued when this returns; its state tells the
 * rest. All of them throw what `sendMessage` and `startConversation` throw.
 */
export async function sendText(ctx: ServiceContext, rawInput: z.input<typeof SendTextInput>): Promise<OutgoingView> {
  const { text, ...to } = SendTextInput.parse(rawInput);
  return sendTo(ctx, to, { type: "text", text });
}

export async function sendButtons(
  ctx: ServiceContext,
  rawInput: z.input<typeof SendButtonsInput>,
): Promise<OutgoingView> {
  const { body, buttons, header, footer, ...to } = SendButtonsInput.parse(rawInput);
  return sendTo(ctx, to, plain({ type: "buttons", body, buttons, header, footer }));
}

export async function sendList(ctx: ServiceContext, rawInput: z.input<typeof SendListInput>): Promise<OutgoingView> {
  const { body, label, sections, header, footer, ...to } = SendListInput.parse(rawInput);
  return sendTo(ctx, to, plain({ type: "list", body, label, sections, header, footer }));
}

export type To = {
  readonly conversationId?: string | undefined;
  readonly contactId?: ContactId | undefined;
  /** A telephone number. */
  readonly to?: string | undefined;
  readonly channelId?: string | undefined;
  readonly quotedMessageId?: string | undefined;
};

async function sendTo(ctx: ServiceContext, to: To, message: OutgoingMessage): Promise<OutgoingView> {
  authorize(ctx, "conversations:reply");
  return inMerchantTx(ctx, async (tx) => {
    const conversation = await lockedConversationOf(tx, ctx, to);
    const { quotedMessageId } = to;
    return viewOutgoing(await answer(tx, ctx, { conversation, message, quotedMessageId }));
  });
}

/** @throws `conversations.not_found`, and what `startConversation` throws. */
export async function lockedConversationOf(tx: MerchantTx, ctx: ServiceContext, given: To): Promise<ConversationRow> {
  const { conversationId, contactId, to: phone, channelId } = given;
  const id = conversationId ?? (await conversationWith(tx, ctx, { contactId, phone, channelId })).id;
  const conversation = await lockConversation(tx, id);
  if (!conversation) throw new DomainError("conversations.not_found");
  return conversation;
}
