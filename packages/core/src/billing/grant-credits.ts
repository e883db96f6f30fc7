import type { GrantCreditsInput, PlanView } from "@nexusone/contracts/billing";
import { addCredits } from "@nexusone/db/queries/billing";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { asPlatformAdmin } from "./as-platform-admin.ts";
import { readPlan } from "./get-plan.ts";

/**
 * A platform admin gives a merchant credits; the note stands in the ledger. Repeating it gives them again.
 * @throws identity.platform_admin_only, request.not_found
 */
export async function grantCredits(user: UserContext, input: z.output<typeof GrantCreditsInput>): Promise<PlanView> {
  const ctx = asPlatformAdmin(user, input.merchantId);
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const reference = { kind: "grant", id: ctx.requestId, label: input.note || null };
    const added = await addCredits(tx, { kind: "grant", feature: "grant", amount: input.amount, reference, at: now });
    if (!added) throw new DomainError("request.not_found");
    const subject = { kind: "merchant", id: input.merchantId } as const;
    await recordEvent(tx, ctx, "credits.granted", { amount: input.amount }, subject);
    return readPlan(tx, now);
  });
}
