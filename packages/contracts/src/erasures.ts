import { z } from "zod";
import { CONSENT_SOURCES } from "./contact-terms.ts";
import { ERASURE_STATES } from "./erasure-terms.ts";
import { ContactId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";

/** Somebody wants their data deleted. What stays of it afterwards names nobody: that it was asked, by which way, and done. */
export const ErasureView = z.object({
  id: z.uuid(),
  contactId: ContactId,
  /** "" once it is done. */
  name: z.string(),
  state: z.enum(ERASURE_STATES),
  source: z.enum(CONSENT_SOURCES),
  /** Who asked, or wrote it down. */
  byName: z.string(),
  /** Why it was declined. */
  note: z.string(),
  askedAt: Instant,
  dueAt: Instant,
  settledAt: Instant.nullable(),
  /** Orders of theirs that are under way: they need the address until they are over. */
  openOrders: z.number().int(),
  /** What was deleted or blanked, by table; null until then. */
  counts: z.record(z.string(), z.number().int()).nullable(),
});
export type ErasureView = z.output<typeof ErasureView>;

export const ListErasuresInput = PageInput.extend({ state: z.enum(ERASURE_STATES).optional() });
export const ErasuresPage = page(ErasureView);
export const AskErasureInput = z.object({ contactId: ContactId });
export const DeclineErasureInput = z.object({ contactId: ContactId, note: z.string().trim().min(3).max(500) });
/** `userId`: the person, as programs of the older form name them. */
export const DeleteUserDataInput = z.object({ userId: ContactId });
export const DeletedUserData = z.object({ deleted: z.literal(true), erasureId: z.uuid() });
export const ConsentLogInput = z.object({
  userId: ContactId,
  consentGiven: z.boolean(),
  purpose: z.enum(["marketing", "orders", "appointments"]).default("marketing"),
  /** When it was said; now when absent. */
  timestamp: Instant.optional(),
});
export const ConsentLogView = z.object({
  id: z.uuid(),
  userId: ContactId,
  consentGiven: z.boolean(),
  purpose: z.string(),
  timestamp: Instant,
});
