import { z } from "zod";
import { Instant } from "./paging.ts";
import { PLANS } from "./plans.ts";

/** Apart from `limits.ts`, which bundles without zod read. */
export const LimitUse = z.object({
  /** `session`: one's own pages of the admin; `user`: one's tokens, keys and browsers; `merchant`: those of all its people. */
  holder: z.enum(["address", "session", "user", "merchant"]),
  weight: z.enum(["general", "heavy"]),
  max: z.number().int(),
  used: z.number().int(),
  windowSeconds: z.number().int(),
  /** Null while nothing was used. */
  resetsAt: Instant.nullable(),
});
export type LimitUse = z.infer<typeof LimitUse>;
export const LimitsView = z.object({ plan: z.enum(PLANS), limits: z.array(LimitUse) });
