import { MessageInput, ResendMessageInput, type OutgoingView } from "@nexusone/contracts/sending";
import { lockConversation } from "@nexusone/db/queries/conversation-changes";
import { hasRepeat, lockMessage, findMessage, type MessageRow } from "@nexusone/db/queries/sending";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { fileForRepeat } from "../chat-media/sent-file.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { askedOf } from "./purpose.ts";
import { answer } from "./send-message.ts";
import { endMessage } from "./settle.ts";
import { viewOutgoing } from "./views.ts";

/**
 * Sends once more what failed, as a message of its own; with `acceptTwice` also what may have arrived.
 * @throws `sending.message_not_found`, `sending.not_resendable`, `sending.may_arrive_twice`, `sending.repeated_already`,
 * `chat_files.not_found`, and what
 * `sendGuard` says: what failed for a reason that still holds fails before it is queued.
 */
export async function resendMessage(
  ctx: ServiceContext,
  rawInput: z.input<typeof ResendMessageInput>,
): Promise<OutgoingView> {
  authorize(ctx, "conversations:reply");
  const { id, acceptTwice } = ResendMessageInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const message = await lockOutgoing(tx, id);
    const conversation = await lockConversation(tx, message.conversationId);
    if (!conversation || (message.state !== "failed" && message.state !== "unknown"))
      throw new DomainError("sending.not_resendable");
    if (await hasRepeat(tx, id)) throw new DomainError("sending.repeated_already");
    if (message.state === "unknown" && !acceptTwice) throw new DomainError("sending.may_arrive_twice");
    const fileId = await fileForRepeat(tx, message);
    const again = await answer(tx, ctx, {
      ...(fileId !== undefined && { fileId }),
      conversation,
      ...askedOf(message),
      text: message.content,
      repeatOf: id,
    });
    return viewOutgoing(again);
  });
}

/** Takes back what has not left yet. Safe to repeat. @throws `sending.message_not_found`, `sending.left_already`. */
export async function cancelMessage(
  ctx: ServiceContext,
  rawInput: z.input<typeof MessageInput>,
): Promise<OutgoingView> {
  authorize(ctx, "conversations:reply");
  const { id } = MessageInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const message = await lockOutgoing(tx, id);
    if (message.state === "cancelled") return viewOutgoing(message);
    if (message.state !== "queued") throw new DomainError("sending.left_already");
    await endMessage(tx, ctx, message, { state: "cancelled", reason: null });
    return viewOutgoing({ ...message, state: "cancelled", reason: null });
  });
}

/** In the order in which the sending job locks: the conversation, then the message. */
async function lockOutgoing(tx: MerchantTx, id: string): Promise<MessageRow> {
  const found = await findMessage(tx, id);
  if (found?.direction === "out") await lockConversation(tx, found.conversationId);
  const message = found?.direction === "out" ? await lockMessage(tx, id) : undefined;
  if (!message) throw new DomainError("sending.message_not_found");
  return message;
}
