import { SetCommissionInput, type CommissionView } from "@nexusone/contracts/payments";
import { findMerchantWithRate, updateMerchant } from "@nexusone/db/queries/merchants";
import type { z } from "zod";
import { asPlatformAdmin } from "../billing/as-platform-admin.ts";
import { recomputeMarginsJob } from "../catalog/recompute-margins.ts";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";

/**
 * A platform admin says how much of a shop's net sales is the platform's, from the next payment on; past ones keep their shares.
 * @throws identity.platform_admin_only, request.not_found
 */
export async function setCommission(
  user: UserContext,
  rawInput: z.input<typeof SetCommissionInput>,
): Promise<z.output<typeof CommissionView>> {
  const { merchantId, platformBps } = SetCommissionInput.parse(rawInput);
  const ctx = asPlatformAdmin(user, merchantId);
  return inMerchantTx(ctx, async (tx) => {
    const row = await findMerchantWithRate(tx);
    if (!row) throw new DomainError("request.not_found");
    if (row.merchant.commissionBps !== platformBps) {
      await updateMerchant(tx, merchantId, { commissionBps: platformBps });
      const subject = { kind: "merchant", id: merchantId } as const;
      // What the catalogue shows as margins is computed with it.
      await ctx.platform.jobs.enqueue(tx, merchantId, recomputeMarginsJob, { merchantId });
      await recordEvent(tx, ctx, "merchant.updated", { fields: ["commissionBps"] }, subject);
    }
    return { merchantId, platformBps, clientBps: 10_000 - platformBps };
  });
}
