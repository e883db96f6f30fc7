import { DraftReplyInput, type DraftRow, type ReplyDraft } from "@nexusone/contracts/reply-drafts";
import { findConversation } from "@nexusone/db/queries/sending";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import { leaseTokens } from "@nexusone/db/rate-slots";
import type { z } from "zod";
import { counted } from "../analytics/counted.ts";
import { authorize } from "../authorize.ts";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { deadlineIn } from "../deadline.ts";
import { DomainError, storedReason } from "../errors.ts";
import { sendGuard } from "../sending/guard.ts";
import { readMerchant } from "../transaction.ts";
import { gatherBrief, type Brief } from "./facts.ts";
import type { ModelPort } from "./model-port.ts";
import { cleanNeed, cleanText, ReplyAnswer, replyMessages } from "./reply-prompt.ts";

/** What a person in front of the composer waits for a model, tries together. */
const MODEL_MS = 25_000;
/** Each costs money, and no shop writes faster. */
const DRAFTS_A_MINUTE = 30;

/**
 * Writes what somebody of the staff could answer, and says what of the shop it drew on. Sends and stores nothing. Only where an answer
 * could leave: the guard is asked first.
 * @throws `conversations.not_found`, the guard's reason, `assistant.*`.
 */
export async function draftReply(ctx: ServiceContext, rawInput: z.input<typeof DraftReplyInput>): Promise<ReplyDraft> {
  authorize(ctx, "conversations:reply");
  authorize(ctx, "orders:read");
  authorize(ctx, "catalog:read");
  const { conversationId } = DraftReplyInput.parse(rawInput);
  const { model, brief } = await readMerchant(ctx, async (tx) => {
    const conversation = await findConversation(tx, conversationId);
    if (!conversation) throw new DomainError("conversations.not_found");
    const { allowed, reason, details } = await sendGuard(tx, ctx, conversation);
    if (allowed !== "anything") throw new DomainError(storedReason(reason) ?? "messages.window_closed", details);
    const channel = await findChannel(tx, conversation.channelId);
    // Words of a live number go to a live model, those of a simulated one to the simulated one, and never across.
    const port = channel && ctx.platform.models[channel.environment];
    if (!port) throw new DomainError("assistant.not_configured");
    return { model: port, brief: await gatherBrief(tx, ctx, conversation) };
  });
  await takeTurn(ctx);
  return viewDraft(await ask(ctx, model, brief), brief);
}

async function takeTurn({ platform, merchantId }: ServiceContext): Promise<void> {
  const window = { windowMs: MINUTE_MS, limit: DRAFTS_A_MINUTE, want: 1 };
  const { granted } = await leaseTokens(platform.db, `assistant:${merchantId}`, window);
  if (granted === 0) throw new DomainError("assistant.too_often", { limit: DRAFTS_A_MINUTE });
}

async function ask(ctx: ServiceContext, model: ModelPort, brief: Brief): Promise<ReplyAnswer> {
  const { platform, merchantId, locale } = ctx;
  const call = { operation: "openai chat/completions", failed: "assistant.unavailable", merchantId } as const;
  const { value, usage } = await counted(platform.usage, call, () =>
    model({
      messages: replyMessages(brief, locale),
      name: "reply",
      schema: ReplyAnswer,
      deadline: deadlineIn(MODEL_MS),
    }),
  );
  // What it cost, and not a word of what was said.
  platform.log.info({ merchantId, ...usage }, "a reply was drafted");
  return value;
}

/** Rows that it was not given are no rows of ours: whatever a model names, only those of the brief come out. */
function viewDraft({ text, usedRows, needsHuman }: ReplyAnswer, { facts, chat }: Brief): ReplyDraft {
  const given = new Map<string, DraftRow>([...facts, ...chat].map(({ id, row }) => [id, row]));
  const rows = [...new Set(usedRows)].flatMap((id) => given.get(id) ?? []);
  const clean = cleanText(
    text,
    facts.flatMap(({ links }) => links),
  );
  if (clean === "") throw new DomainError("assistant.unusable");
  return { text: clean, rows, needsHuman: cleanNeed(needsHuman) };
}
