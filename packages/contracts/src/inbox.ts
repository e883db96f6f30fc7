import { z } from "zod";
import { ADDRESS_STATES, BODY_STATES, INBOX_CHANNELS, MESSAGE_STATES } from "./inbox-terms.ts";
import { Instant, page, PageInput } from "./paging.ts";

/** Whether CJ tells us of changes, and how that goes. Figures are of the last 24 hours. */
export const CjWebhookView = z.object({
  state: z.enum(ADDRESS_STATES),
  reason: z.string().nullable(),
  /** When the next attempt or check is due. */
  nextAt: Instant.nullable(),
  registeredAt: Instant.nullable(),
  lastMessageAt: Instant.nullable(),
  received: z.number().int(),
  refused: z.number().int(),
  /** Messages nobody acted on yet, and such that could not be. */
  waiting: z.number().int(),
  failed: z.number().int(),
});
export type CjWebhookView = z.infer<typeof CjWebhookView>;

/** One message of a vendor. `subject` is its own name for what it is about. */
export const MessageView = z.object({
  id: z.uuid(),
  at: Instant,
  kind: z.string(),
  subject: z.string().nullable(),
  /** Names of what it says has changed. */
  fields: z.array(z.string()),
  state: z.enum(MESSAGE_STATES),
  reason: z.string().nullable(),
});
export type MessageView = z.infer<typeof MessageView>;
export const ListMessagesInput = PageInput.extend({ state: z.enum(MESSAGE_STATES).optional() });
export const MessagesPage = page(MessageView);

/** Some messages by name, or all that failed. */
export const ReplayMessagesInput = z.union([
  z.object({ ids: z.array(z.uuid()).min(1).max(100) }),
  z.object({ failed: z.literal(true) }),
]);
export const ReplayedView = z.object({ count: z.number().int() });

/** A body as it came in, without its content: for platform admins. */
export const BodyView = z.object({
  id: z.uuid(),
  at: Instant,
  channel: z.enum(INBOX_CHANNELS),
  state: z.enum(BODY_STATES),
  reason: z.string().nullable(),
  attempts: z.number().int(),
  bytes: z.number().int(),
});
export const ListBodiesInput = PageInput.extend({ state: z.enum(BODY_STATES).optional() });
export const BodiesPage = page(BodyView);
export const ReplayBodiesInput = z.object({ ids: z.array(z.uuid()).min(1).max(100) });
