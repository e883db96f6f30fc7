import { z } from "zod";
import { ConversationId } from "./ids.ts";

/** What a draft can draw on: a message of the thread, an order, a product, how the shop works. */
export const DRAFT_ROW_KINDS = ["message", "order", "product", "shop"] as const;

export const DraftReplyInput = z.object({ conversationId: ConversationId });
export const DraftRow = z.object({
  kind: z.enum(DRAFT_ROW_KINDS),
  /** Of the message, order or product; the shop has none. */
  id: z.uuid().nullable(),
  /** The order's number, the product's name, the beginning of the message; empty for the shop. */
  label: z.string(),
});
export type DraftRow = z.output<typeof DraftRow>;

/** A reply that nobody has sent: a person edits and sends it, or does not. Stored nowhere. */
export const ReplyDraft = z.object({
  text: z.string(),
  /** What it says it drew on, each once. */
  rows: z.array(DraftRow),
  /** Why somebody should look closer, in the model's words. */
  needsHuman: z.string().nullable(),
});
export type ReplyDraft = z.output<typeof ReplyDraft>;
