import { MarkConversationInput, type ConversationLine } from "@nexusone/contracts/conversations";
import { countInboundAfter, updateConversationRow } from "@nexusone/db/queries/conversation-changes";
import { findThreadMessage } from "@nexusone/db/queries/conversation-thread";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { changeableConversation, viewConversation } from "./get-conversation.ts";
import { recordChange } from "./record-change.ts";

/** Vendors deliver for a week at most: nothing that comes in now is older than the newest seen by more than this. */
const LATEST_MS = 8 * DAY_MS;

/**
 * Marks what came in as looked at here, or a conversation as to be looked at again. What came in after `seenMessageId` stays unread:
 * a message that arrives while somebody reads is not lost from sight. The customer's ticks are another matter.
 * @throws `conversations.not_found`, `conversations.message_not_found`.
 */
export async function markConversation(
  ctx: ServiceContext,
  rawInput: z.input<typeof MarkConversationInput>,
): Promise<ConversationLine> {
  authorize(ctx, "conversations:read");
  const input = MarkConversationInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    // Who stores a message counts it in the same row: they come before us or after us.
    const before = await changeableConversation(tx, input.id);
    const unread = input.read ? await stillUnread(tx, before, input.seenMessageId) : Math.max(1, before.unread);
    if (unread !== before.unread) {
      await updateConversationRow(tx, before.id, { unread });
      await recordChange(tx, ctx, before.id, ["unread"]);
    }
    return viewConversation(tx, before.id);
  });
}

async function stillUnread(
  tx: MerchantTx,
  { id: conversationId, unread }: { readonly id: string; readonly unread: number },
  seenMessageId: string | undefined,
): Promise<number> {
  if (unread === 0 || seenMessageId === undefined) return 0;
  const seen = await findThreadMessage(tx, { conversationId, id: seenMessageId });
  if (!seen) throw new DomainError("conversations.message_not_found");
  const after = await countInboundAfter(tx, { conversationId, id: seen.id, since: addMs(seen.at, -LATEST_MS) });
  return Math.min(after, unread);
}
