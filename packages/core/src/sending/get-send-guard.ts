import { ConversationInput, type SendGuardView } from "@nexusone/contracts/sending";
import { findConversation } from "@nexusone/db/queries/sending";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { sendGuard } from "./guard.ts";

/** What whoever is about to write should know. @throws `conversations.not_found`. */
export async function getSendGuard(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationInput>,
): Promise<SendGuardView> {
  authorize(ctx, "conversations:read");
  const { conversationId } = ConversationInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const conversation = await findConversation(tx, conversationId);
    if (!conversation) throw new DomainError("conversations.not_found");
    return sendGuard(tx, ctx, conversation);
  });
}
