import { z } from "zod";
import { MerchantId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { PLANS } from "./plans.ts";

export const PlanView = z.object({
  plan: z.enum(PLANS),
  productCount: z.number().int(),
  productLimit: z.number().int().nullable(),
  extension: z.boolean(),
  bulkImport: z.boolean(),
  credits: z.object({ balance: z.number().int(), reserved: z.number().int(), available: z.number().int() }),
  importCredits: z.number().int(),
  /** Credits spent in the last 30 days, by feature. */
  usage: z.array(z.object({ feature: z.string(), credits: z.number().int(), count: z.number().int() })),
});
export type PlanView = z.infer<typeof PlanView>;
export const CREDIT_ENTRY_KINDS = ["grant", "import", "undo", "adjustment"] as const;
export const CreditEntryView = z.object({
  id: z.uuid(),
  at: Instant,
  kind: z.enum(CREDIT_ENTRY_KINDS),
  feature: z.string(),
  amount: z.number().int(),
  balanceAfter: z.number().int(),
  /** Product or batch it is about, when there is one. */
  reference: z.object({ kind: z.string(), id: z.string(), label: z.string().nullable() }).nullable(),
});
export const CreditEntriesPage = page(CreditEntryView);
export const ListCreditEntriesInput = PageInput;
export const ChangePlanInput = z.object({ merchantId: MerchantId, plan: z.enum(PLANS) });
export const GrantCreditsInput = z.object({
  merchantId: MerchantId,
  amount: z.number().int().min(1).max(1_000_000),
  note: z.string().trim().max(200).default(""),
});
