import { z } from "zod";
import { ACCOUNT_ACTS } from "./audit-words.ts";
import { Instant, page, PageInput } from "./paging.ts";

/** One act about a person's account. Real time. */
export const AccountActView = z.object({
  id: z.uuid(),
  at: Instant,
  act: z.enum(ACCOUNT_ACTS),
  /** Of the browser or program it came from, where the act tells one. */
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** What the act was about: a kind of link, a queue. */
  about: z.string().nullable(),
  /** False for an act of somebody else: a platform admin, or a write past the program. */
  self: z.boolean(),
});
export type AccountActView = z.infer<typeof AccountActView>;
export const AccountActsPage = page(AccountActView);

/** For platform admins: everybody's, or one person's by their address. */
export const ListAccountActsInput = PageInput.extend({ email: z.string().trim().toLowerCase().max(254).optional() });
/** `person` is null for an address that nobody has. */
export const AccountActsOfAllPage = page(
  AccountActView.extend({ person: z.object({ name: z.string(), email: z.string() }).nullable() }),
);
