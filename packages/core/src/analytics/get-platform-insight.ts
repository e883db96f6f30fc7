import { RangeInput, type PlatformInsightView } from "@nexusone/contracts/analytics";
import { RANGE_STEPS } from "@nexusone/contracts/analytics-terms";
import { PLANS } from "@nexusone/contracts/plans";
import { slowestStatements, sumPlans } from "@nexusone/db/queries/platform-insight";
import type { z } from "zod";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

const MOST_STATEMENTS = 20;

/** Plans and credits of all merchants and the slowest statements. @throws identity.platform_admin_only */
export async function getPlatformInsight(
  { user, platform: { db, clock } }: UserContext,
  rawInput: z.input<typeof RangeInput> = {},
): Promise<PlatformInsightView> {
  if (!user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { range } = RangeInput.parse(rawInput);
  const { unit, steps } = RANGE_STEPS[range];
  const since = addMs(clock.now(), -steps * (unit === "day" ? DAY_MS : HOUR_MS));
  const [plans, slow] = await Promise.all([sumPlans(db, since), slowestStatements(db, since, MOST_STATEMENTS)]);
  return {
    range,
    plans: PLANS.map(
      (plan) =>
        plans.find((one) => one.plan === plan) ?? {
          plan,
          merchants: 0,
          inHand: 0,
          givenWithPlan: 0,
          givenByHand: 0,
          used: 0,
        },
    ),
    slowStatements: slow.map(({ totalMs, ...one }) => ({ ...one, averageMs: Math.round(totalMs / one.calls) })),
  };
}
