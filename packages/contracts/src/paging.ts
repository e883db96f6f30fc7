import { z } from "zod";

/** Keyset pages: `cursor` is opaque and comes from the page before. */
export const PageInput = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export const Instant = z.iso.datetime({ offset: true });
export const Done = z.object({ ok: z.literal(true) });
