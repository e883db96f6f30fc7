import type { ChangePlanInput, PlanView } from "@nexusone/contracts/billing";
import { findPlan, hasPlanGrant, updatePlan } from "@nexusone/db/queries/billing";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { asPlatformAdmin } from "./as-platform-admin.ts";
import { readPlan } from "./get-plan.ts";
import { grantStartingCredits } from "./start-plan.ts";

/**
 * A platform admin moves a merchant to another plan. Products above a lower limit stay, nothing can be added to them; a
 * plan's starting credits come with its first start only; paired browsers keep their sessions, which act again once the
 * plan allows them. Safe to repeat.
 * @throws identity.platform_admin_only, request.not_found
 */
export async function changePlan(user: UserContext, input: z.output<typeof ChangePlanInput>): Promise<PlanView> {
  const ctx = asPlatformAdmin(user, input.merchantId);
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const before = await findPlan(tx, { lock: true });
    if (!before) throw new DomainError("request.not_found");
    if (before.plan !== input.plan) {
      await updatePlan(tx, input.plan);
      if (!(await hasPlanGrant(tx, input.plan))) await grantStartingCredits(tx, input.plan, now);
      const subject = { kind: "merchant", id: input.merchantId } as const;
      await recordEvent(tx, ctx, "plan.changed", { from: before.plan, to: input.plan }, subject);
    }
    return readPlan(tx, now);
  });
}
