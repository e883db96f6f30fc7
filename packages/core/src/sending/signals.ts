import type { Done } from "@nexusone/contracts/paging";
import { ConversationInput } from "@nexusone/contracts/sending";
import { findConversation } from "@nexusone/db/queries/sending";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { chatSignalJob, type SIGNALS } from "./signal-job.ts";

/** The customer sees that what they wrote was read. What is unread here is `markConversation`'s. Safe to repeat. @throws `conversations.not_found`. */
export const markConversationRead = (
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationInput>,
): Promise<z.output<typeof Done>> => signal(ctx, rawInput, "read");

/** The customer sees for some seconds that somebody types; with some providers also that all was read. @throws `conversations.not_found`. */
export const showTyping = (
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationInput>,
): Promise<z.output<typeof Done>> => signal(ctx, rawInput, "typing");

async function signal(
  ctx: ServiceContext,
  rawInput: z.input<typeof ConversationInput>,
  what: (typeof SIGNALS)[number],
): Promise<z.output<typeof Done>> {
  authorize(ctx, "conversations:reply");
  const { conversationId } = ConversationInput.parse(rawInput);
  const { platform, merchantId } = ctx;
  await inMerchantTx(ctx, async (tx) => {
    if (!(await findConversation(tx, conversationId))) throw new DomainError("conversations.not_found");
    const at = platform.clock.now().toISOString();
    const options = { key: `${what} ${conversationId}`, interactive: true };
    await platform.jobs.enqueue(
      tx,
      merchantId,
      chatSignalJob,
      { merchantId, conversationId, signal: what, at },
      options,
    );
  });
  return { ok: true };
}
